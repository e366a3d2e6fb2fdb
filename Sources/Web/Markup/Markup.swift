package import Basics
import Office

/// HTML as source text with values in it. What stands in the literal is trusted, since it is source text; every value
/// is escaped. There is no way to mark a text from outside as trusted.
///
///     "<td class=\"amount\">\(plan.total)</td>"
///
/// Values stand between tags or in quoted attributes, nowhere else.
package struct Markup: Sendable, ExpressibleByStringInterpolation {
    @usableFromInline var bytes: [UInt8]

    package init(stringLiteral literal: StaticString) {
        self.bytes = literal.withUTF8Buffer(Array.init)
    }

    @inlinable
    package init(stringInterpolation: StringInterpolation) {
        self.bytes = stringInterpolation.bytes
    }

    /// A text, escaped.
    package init(_ text: some StringProtocol) {
        var interpolation = StringInterpolation(literalCapacity: text.utf8.count, interpolationCount: 0)
        interpolation.escape(String(text))
        self.bytes = interpolation.bytes
    }

    package static let empty = Markup("")

    package var isEmpty: Bool { bytes.isEmpty }
    package var utf8: [UInt8] { bytes }
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package static func + (left: Markup, right: Markup) -> Markup {
        var sum = left
        sum.bytes.append(contentsOf: right.bytes)
        return sum
    }

    package static func += (left: inout Markup, right: Markup) {
        left.bytes.append(contentsOf: right.bytes)
    }
}

extension Markup {
    package struct StringInterpolation: StringInterpolationProtocol {
        @usableFromInline var bytes: [UInt8] = []

        @inlinable
        package init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        @inlinable
        package mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }

        @inlinable
        package mutating func appendInterpolation(_ markup: Markup) {
            bytes.append(contentsOf: markup.bytes)
        }

        @inlinable
        package mutating func appendInterpolation(_ markup: Markup?) {
            if let markup { bytes.append(contentsOf: markup.bytes) }
        }

        @inlinable
        package mutating func appendInterpolation(_ text: String) { escape(text) }

        package mutating func appendInterpolation(_ text: Substring) { escape(String(text)) }

        @inlinable
        package mutating func appendInterpolation(_ number: Int) { digits(Int64(number)) }

        /// Yuan grouped by thousands: `1,432.40`.
        package mutating func appendInterpolation(_ amount: Money) {
            if amount.fen < 0 { bytes.append(0x2D) }
            let (yuan, fen) = amount.fen.magnitude.quotientAndRemainder(dividingBy: 100)
            grouped(yuan)
            bytes.append(0x2E)
            bytes.append(0x30 + UInt8(fen / 10))
            bytes.append(0x30 + UInt8(fen % 10))
        }

        /// `2026年11月21日`, as people read it; forms and addresses take its `description`.
        package mutating func appendInterpolation(_ day: Day) {
            let (year, month, day) = day.components
            digits(Int64(year))
            appendLiteral("年")
            digits(Int64(month))
            appendLiteral("月")
            digits(Int64(day))
            appendLiteral("日")
        }

        /// `2026年11月`
        package mutating func appendInterpolation(_ month: Month) {
            digits(Int64(month.year))
            appendLiteral("年")
            digits(Int64(month.month))
            appendLiteral("月")
        }

        /// A text as it was read, escaped like any other.
        package mutating func appendInterpolation(text utf8: ArraySlice<UInt8>) {
            utf8.withUnsafeBufferPointer { escape($0) }
        }

        /// A number of a person, all but its ends hidden.
        package mutating func appendInterpolation(masked number: ArraySlice<UInt8>) {
            // Digits and letters, as numbers are; anything else goes the long way.
            let isPlain = number.withUnsafeBufferPointer { $0.allSatisfy { $0 < 0x80 && Self.entity($0) == nil } }
            guard isPlain, number.count > Masked.longestShort else {
                return escape(Masked.number(String(decoding: number, as: UTF8.self)))
            }
            bytes.append(contentsOf: number.prefix(Masked.shownInFront))
            for _ in 0..<number.count - Masked.shownInFront - Masked.shownAtEnd { bytes.append(0x2A) }
            bytes.append(contentsOf: number.suffix(Masked.shownAtEnd))
        }

        /// The address of one of many pages.
        package mutating func appendInterpolation<Of>(_ links: KeyedLinks<Of>, _ key: ID<Of>) {
            bytes.append(contentsOf: links.stem)
            digits(key.value)
        }

        /// The address of a page, for `href` and `action`.
        package mutating func appendInterpolation(_ link: Link) { escape(link.address) }

        /// A row for each element.
        @inlinable
        package mutating func appendInterpolation<Elements: Sequence>(
            each elements: Elements, _ row: (Elements.Element) -> Markup
        ) {
            for element in elements { bytes.append(contentsOf: row(element).bytes) }
        }

        /// The markup where a condition holds, nothing where it doesn't.
        @inlinable
        package mutating func appendInterpolation(if condition: Bool, _ markup: @autoclosure () -> Markup) {
            if condition { bytes.append(contentsOf: markup().bytes) }
        }

        /// The markup of a value that may be absent.
        @inlinable
        package mutating func appendInterpolation<Value>(optional value: Value?, _ markup: (Value) -> Markup) {
            if let value { bytes.append(contentsOf: markup(value).bytes) }
        }
    }
}

extension Markup.StringInterpolation {
    @inlinable
    mutating func escape(_ text: String) {
        var text = text
        text.withUTF8 { escape($0) }
    }

    @inlinable
    mutating func escape(_ utf8: UnsafeBufferPointer<UInt8>) {
        // Long runs of harmless text go over in one piece.
        var start = 0
        for index in utf8.indices {
            guard let entity = Self.entity(utf8[index]) else { continue }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
            entity.withUTF8Buffer { bytes.append(contentsOf: $0) }
            start = index + 1
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
    }

    @inlinable
    static func entity(_ byte: UInt8) -> StaticString? {
        switch byte {
        case 0x26: "&amp;"
        case 0x3C: "&lt;"
        case 0x3E: "&gt;"
        case 0x22: "&quot;"
        case 0x27: "&#39;"
        default: nil
        }
    }

    @inlinable
    mutating func digits(_ number: Int64) {
        var magnitude = number.magnitude
        if number < 0 { bytes.append(0x2D) }
        let start = bytes.count
        repeat {
            bytes.append(0x30 + UInt8(magnitude % 10))
            magnitude /= 10
        } while magnitude > 0
        bytes[start...].reverse()
    }

    /// Digits in threes.
    private mutating func grouped(_ number: UInt64) {
        guard number >= 1_000 else { return digits(Int64(number)) }
        grouped(number / 1_000)
        let rest = number % 1_000
        bytes.append(0x2C)
        bytes.append(0x30 + UInt8(rest / 100))
        bytes.append(0x30 + UInt8(rest / 10 % 10))
        bytes.append(0x30 + UInt8(rest % 10))
    }
}
