/// An exact fraction such as 16 % or 2/3, kept in lowest terms with a positive denominator.
package struct Rate: Hashable, Sendable {
    package let numerator: Int64
    package let denominator: Int64

    package init(_ numerator: Int64, over denominator: Int64) {
        precondition(denominator > 0, "a rate has a positive denominator")
        let divisor = Int64(Rate.greatestCommonDivisor(numerator.magnitude, denominator.magnitude))
        self.numerator = divisor == 0 ? 0 : numerator / divisor
        self.denominator = divisor == 0 ? 1 : denominator / divisor
    }

    package static let zero = Rate(0, over: 1)
    package static let one = Rate(1, over: 1)

    /// Reads `16%`, `0.2%`, `0.005`, `2/3` exactly; never through a floating-point number. `nil` if it is anything else.
    package init?(text: String) {
        if let slash = text.firstIndex(of: "/") {
            guard let numerator = Int64(text[..<slash]), let denominator = Int64(text[text.index(after: slash)...]),
                denominator > 0
            else { return nil }
            self.init(numerator, over: denominator)
            return
        }
        let isPercentage = text.hasSuffix("%")
        guard let decimal = Rate(decimal: isPercentage ? text.dropLast() : text[...]) else { return nil }
        self.init(decimal.numerator, over: decimal.denominator * (isPercentage ? 100 : 1))
    }

    private init?(decimal text: Substring) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first, !whole.isEmpty, whole.count <= 9 else { return nil }
        let decimals = parts.count == 2 ? parts[1] : ""
        if parts.count == 2 && (decimals.isEmpty || decimals.count > 7) { return nil }
        let negative = whole.hasPrefix("-")
        let digits = (negative ? whole.dropFirst() : whole) + decimals
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let value = Int64(digits) else { return nil }
        var scale: Int64 = 1
        for _ in 0..<decimals.count { scale *= 10 }
        self.init(negative ? -value : value, over: scale)
    }

    package static func + (left: Rate, right: Rate) -> Rate {
        Rate(
            left.numerator * right.denominator + right.numerator * left.denominator,
            over: left.denominator * right.denominator)
    }

    package static func - (left: Rate, right: Rate) -> Rate { left + Rate(-right.numerator, over: right.denominator) }

    package static func * (left: Rate, right: Rate) -> Rate {
        Rate(left.numerator * right.numerator, over: left.denominator * right.denominator)
    }

    private static func greatestCommonDivisor(_ a: UInt64, _ b: UInt64) -> UInt64 {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}

extension Rate: CustomStringConvertible {
    /// A percentage where it ends (`16%`, `0.2%`), a fraction where it does not (`2/3`).
    package var description: String {
        let (hundredth, remainder) = (numerator * 1_000_000).quotientAndRemainder(dividingBy: denominator)
        guard remainder == 0 else { return "\(numerator)/\(denominator)" }
        let magnitude = hundredth.magnitude
        var decimals = String(magnitude % 10_000)
        decimals = String(repeating: "0", count: 4 - decimals.count) + decimals
        while decimals.hasSuffix("0") { decimals.removeLast() }
        return "\(hundredth < 0 ? "-" : "")\(magnitude / 10_000)\(decimals.isEmpty ? "" : "." + decimals)%"
    }
}
