/// What a column holds and a parameter carries. There are no fractions: money is whole fen, rates are text.
package enum ColumnValue: Hashable, Sendable {
    case integer(Int64)
    case boolean(Bool)
    /// Without U+0000, which PostgreSQL cannot store; both engines refuse it.
    case text(String)
    case bytes([UInt8])
    case null(ColumnKind)

    @inlinable
    package var kind: ColumnKind {
        switch self {
        case .integer: .integer
        case .boolean: .boolean
        case .text: .text
        case .bytes: .bytes
        case .null(let kind): kind
        }
    }
}

/// The type of a parameter, known from its Swift type even if the value is missing.
package enum ColumnKind: UInt8, Hashable, Sendable {
    case integer, boolean, text, bytes
}

/// A type that can be a statement's parameter.
package protocol ColumnEncodable {
    static var columnKind: ColumnKind { get }
    var columnValue: ColumnValue { get }
}

/// A type that can be read from a column.
package protocol ColumnDecodable {
    static func decode(_ column: Int, of row: any RowSource) throws(DatabaseError) -> Self
}

package typealias ColumnCodable = ColumnEncodable & ColumnDecodable

// MARK: Codes and names

/// A type with a raw value needs only say that it is `ColumnCodable`.
extension ColumnEncodable where Self: RawRepresentable, RawValue: ColumnEncodable {
    @inlinable
    package static var columnKind: ColumnKind { RawValue.columnKind }
    @inlinable
    package var columnValue: ColumnValue { rawValue.columnValue }
}

extension ColumnDecodable where Self: RawRepresentable, RawValue: ColumnDecodable {
    @inlinable
    package static func decode(_ column: Int, of row: any RowSource) throws(DatabaseError) -> Self {
        guard let value = Self(rawValue: try RawValue.decode(column, of: row)) else {
            throw .decoding("column \(column) holds no \(Self.self)")
        }
        return value
    }
}

extension Optional: ColumnEncodable where Wrapped: ColumnEncodable {
    package static var columnKind: ColumnKind { Wrapped.columnKind }
    package var columnValue: ColumnValue { self?.columnValue ?? .null(Wrapped.columnKind) }
}

extension Optional: ColumnDecodable where Wrapped: ColumnDecodable {
    package static func decode(_ column: Int, of row: any RowSource) throws(DatabaseError) -> Self {
        row.isNull(column) ? nil : try Wrapped.decode(column, of: row)
    }
}

// MARK: Numbers, text, bytes

extension ColumnEncodable where Self: BinaryInteger {
    @inlinable
    package static var columnKind: ColumnKind { .integer }
    @inlinable
    package var columnValue: ColumnValue { .integer(Int64(self)) }
}

extension ColumnDecodable where Self: BinaryInteger {
    @inlinable
    package static func decode(_ column: Int, of row: any RowSource) throws(DatabaseError) -> Self {
        let number = try row.integer(column)
        guard let value = Self(exactly: number) else {
            throw .decoding("column \(column) is too large for \(Self.self)")
        }
        return value
    }
}

extension Int64: ColumnCodable {}
extension Int: ColumnCodable {}
extension Int32: ColumnCodable {}
extension Int16: ColumnCodable {}

extension Bool: ColumnCodable {
    package static var columnKind: ColumnKind { .boolean }
    package var columnValue: ColumnValue { .boolean(self) }
    package static func decode(_ column: Int, of row: any RowSource) throws(DatabaseError) -> Bool {
        try row.boolean(column)
    }
}

extension String: ColumnCodable {
    package static var columnKind: ColumnKind { .text }
    package var columnValue: ColumnValue { .text(self) }
    package static func decode(_ column: Int, of row: any RowSource) throws(DatabaseError) -> String {
        try row.text(column)
    }
}

extension [UInt8]: ColumnEncodable, ColumnDecodable {
    package static var columnKind: ColumnKind { .bytes }
    package var columnValue: ColumnValue { .bytes(self) }
    package static func decode(_ column: Int, of row: any RowSource) throws(DatabaseError) -> [UInt8] {
        try row.bytes(column)
    }
}
