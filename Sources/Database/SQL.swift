/// A statement: source text and the values that fill it.
///
/// Only literals of the program become text; **every interpolated value becomes a bind parameter**, so that SQL built from
/// what a person typed does not compile:
///
///     let sql: SQL = "SELECT name FROM person WHERE id = \(person) AND region = \(region)"
///     let more: SQL = "\(sql) AND line IN \(list: lines)"
///
/// The text is in the portable subset that both engines read alike; words that differ between the engines stand in braces,
/// see ``Dialect``. Each call site has one text, by which a connection finds its prepared statement again.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// UTF-8 with ``placeholder`` where a parameter goes; drivers number them when they prepare.
    package let source: [UInt8]
    package let parameters: [ColumnValue]
    /// Made of the addresses of the literals: cheap to compute, the same each time a call site is passed.
    let fingerprint: UInt

    /// Stands for a parameter in ``source``; no literal may contain it.
    package static let placeholder: UInt8 = 0x01

    package init(stringLiteral literal: StaticString) {
        self.init(stringInterpolation: StringInterpolation(literal))
    }

    package init(stringInterpolation parts: StringInterpolation) {
        source = parts.source
        parameters = parts.parameters
        fingerprint = parts.fingerprint
    }
}

extension SQL {
    package struct StringInterpolation: StringInterpolationProtocol {
        // StaticString, not String: a text made at run time has no way in.
        package typealias StringLiteralType = StaticString

        fileprivate var source: [UInt8] = []
        fileprivate var parameters: [ColumnValue] = []
        fileprivate var fingerprint: UInt = 0

        package init(literalCapacity: Int, interpolationCount: Int) {
            source.reserveCapacity(literalCapacity + interpolationCount)
            parameters.reserveCapacity(interpolationCount)
        }

        fileprivate init(_ literal: StaticString) {
            appendLiteral(literal)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            precondition(literal.hasPointerRepresentation, "a single character is no SQL")
            source.append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
            mix(UInt(bitPattern: literal.utf8Start))
        }

        package mutating func appendInterpolation(_ value: some ColumnEncodable) {
            append(value.columnValue)
        }

        // By itself, as the compiler warns of optional values that an interpolation does not ask for.
        package mutating func appendInterpolation<Value: ColumnEncodable>(_ value: Value?) {
            append(value.columnValue)
        }

        /// The name of a table or column that the program spells out, where one text serves several.
        package mutating func appendInterpolation(name: StaticString) {
            appendLiteral(name)
        }

        /// Another statement's text and parameters, in place.
        package mutating func appendInterpolation(_ part: SQL) {
            source.append(contentsOf: part.source)
            parameters.append(contentsOf: part.parameters)
            mix(part.fingerprint)
        }

        /// A list in parentheses, for `IN` and `NOT IN`; an empty one contains nothing.
        ///
        /// It is padded with its last value to a power of two, so that a call site has few texts, not one for every length.
        /// At most 16,384 values: longer ones are the caller's to divide.
        package mutating func appendInterpolation<Value: ColumnEncodable>(list values: some Collection<Value>) {
            precondition(values.count <= 16_384, "a list of \(values.count) values is too long for one statement")
            var last: ColumnValue?
            source.append(UInt8(ascii: "("))
            for value in values {
                if last != nil { source.append(UInt8(ascii: ",")) }
                last = value.columnValue
                append(last!)
            }
            if let last {
                for _ in values.count..<values.count.roundedUpToPowerOfTwo {
                    source.append(UInt8(ascii: ","))
                    append(last)
                }
            } else {
                source.append(contentsOf: Value.columnKind.emptySelection)
            }
            source.append(UInt8(ascii: ")"))
            mix(UInt(values.count.roundedUpToPowerOfTwo))
        }

        /// Rows of values, for `FROM (VALUES …) AS v`, where both engines call their columns `column1`, `column2`…
        ///
        /// They are padded with the last row to a power of two, as ``appendInterpolation(list:)`` does it: a row may stand there
        /// more than once. None are the caller's to leave out, and so many that they have more than 16,384 values to divide.
        package mutating func appendInterpolation(rows: [[ColumnValue]]) {
            guard let last = rows.last else { preconditionFailure("VALUES without a row") }
            let count = rows.count.roundedUpToPowerOfTwo
            precondition(rows.count * last.count <= 16_384, "\(rows.count) rows are too many for one statement")
            for index in 0..<count {
                let row = index < rows.count ? rows[index] : last
                precondition(row.count == last.count, "rows of one length")
                source.append(contentsOf: index == 0 ? "VALUES (".utf8 : ",(".utf8)
                for (column, value) in row.enumerated() {
                    if column > 0 { source.append(UInt8(ascii: ",")) }
                    append(value)
                }
                source.append(UInt8(ascii: ")"))
            }
            mix(UInt(count))
        }

        private mutating func append(_ value: ColumnValue) {
            source.append(SQL.placeholder)
            parameters.append(value)
        }

        private mutating func mix(_ part: UInt) {
            fingerprint = (fingerprint ^ part) &* 0x9E37_79B9_7F4A_7C15
        }
    }
}

extension SQL {
    /// What a connection finds its prepared statement by.
    package var key: Key { Key(source: source, fingerprint: fingerprint) }

    package struct Key: Hashable, Sendable {
        let source: [UInt8]
        let fingerprint: UInt

        package static func == (left: Key, right: Key) -> Bool {
            left.fingerprint == right.fingerprint && left.source == right.source
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(fingerprint)
        }
    }
}

extension Int {
    fileprivate var roundedUpToPowerOfTwo: Int {
        self <= 1 ? self : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
    }
}

extension ColumnKind {
    /// A selection of no rows, of this type.
    fileprivate var emptySelection: String.UTF8View {
        switch self {
        case .integer: "SELECT CAST(NULL AS BIGINT) WHERE 1 = 0".utf8
        case .boolean: "SELECT CAST(NULL AS BOOLEAN) WHERE 1 = 0".utf8
        case .text: "SELECT CAST(NULL AS TEXT) WHERE 1 = 0".utf8
        case .bytes: "SELECT CAST(NULL AS BYTEA) WHERE 1 = 0".utf8
        }
    }
}
