/// An amount of money in whole fen (1/100 yuan), exact; negative amounts are credits.
///
/// Arithmetic traps on overflow: a sum past ±92 quadrillion yuan is a broken invariant, not a value.
package struct Money: Hashable, Comparable, Sendable {
    /// The amount in fen.
    package var fen: Int64

    @inlinable
    package init(fen: Int64) {
        self.fen = fen
    }

    /// An amount of whole yuan.
    @inlinable
    package init(yuan: Int64) {
        self.fen = yuan * 100
    }

    package static let zero = Money(fen: 0)

    @inlinable
    package static func + (left: Money, right: Money) -> Money { Money(fen: left.fen + right.fen) }
    @inlinable
    package static func - (left: Money, right: Money) -> Money { Money(fen: left.fen - right.fen) }
    @inlinable
    package static prefix func - (amount: Money) -> Money { Money(fen: -amount.fen) }
    @inlinable
    package static func += (left: inout Money, right: Money) { left.fen += right.fen }
    @inlinable
    package static func -= (left: inout Money, right: Money) { left.fen -= right.fen }
    @inlinable
    package static func < (left: Money, right: Money) -> Bool { left.fen < right.fen }

    @inlinable
    package var isZero: Bool { fen == 0 }
}

extension Sequence<Money> {
    package var total: Money { reduce(.zero, +) }
}

extension Money {
    /// Reads yuan with at most two decimals, as people type them: `7162`, `1,432.40`, `0.5`. `nil` if it is anything else.
    package init?(yuanText text: String) {
        var digits = ""
        var decimals: Int?
        var negative = false
        for (index, character) in text.unicodeScalars.enumerated() {
            switch character {
            case "-" where index == 0: negative = true
            case "0"..."9":
                digits.unicodeScalars.append(character)
                if let count = decimals { decimals = count + 1 }
            case ".":
                if decimals != nil || digits.isEmpty { return nil }
                decimals = 0
            case ",":
                if decimals != nil || digits.isEmpty { return nil }
            default: return nil
            }
        }
        if digits.isEmpty || decimals == 0 || (decimals ?? 0) > 2 { return nil }
        digits += String(repeating: "0", count: 2 - (decimals ?? 0))
        guard digits.count <= 17, let fen = Int64(digits) else { return nil }
        self.init(fen: negative ? -fen : fen)
    }

    /// Yuan with two decimals and no grouping: `1432.40`. The form for files, APIs and messages.
    package var yuanText: String {
        let magnitude = fen.magnitude
        let cents = magnitude % 100
        return "\(fen < 0 ? "-" : "")\(magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
    }
}

extension Money: CustomStringConvertible {
    /// Yuan grouped by thousands with two decimals: `1,432.40`. The form that people read.
    package var description: String {
        let plain = yuanText
        guard fen.magnitude >= 100_000 else { return plain }
        var whole = String(plain.dropLast(3))
        let sign = whole.hasPrefix("-") ? String(whole.removeFirst()) : ""
        var grouped = ""
        for (index, digit) in whole.reversed().enumerated() {
            if index > 0, index % 3 == 0 { grouped.append(",") }
            grouped.append(digit)
        }
        return sign + String(grouped.reversed()) + plain.suffix(3)
    }
}
