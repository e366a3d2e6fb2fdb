import Basics
import Policy

/// An amount in fen that is not rounded yet: a fraction of two whole numbers.
struct Exact: Sendable {
    private let numerator: Int128
    private let denominator: Int128

    init(_ amount: Money) {
        self.init(Int128(amount.fen), over: 1)
    }

    private init(_ numerator: Int128, over denominator: Int128) {
        self.numerator = numerator
        self.denominator = denominator
    }

    static func + (left: Exact, right: Exact) -> Exact {
        if left.denominator == right.denominator {
            return Exact(left.numerator + right.numerator, over: left.denominator)
        }
        return Exact(
            left.numerator * right.denominator + right.numerator * left.denominator,
            over: left.denominator * right.denominator
        ).reduced
    }

    static func * (amount: Exact, rate: Rate) -> Exact {
        Exact(amount.numerator * Int128(rate.numerator), over: amount.denominator * Int128(rate.denominator)).reduced
    }

    static func * (amount: Exact, count: Int) -> Exact { amount * Rate(Int64(count), over: 1) }

    static func / (amount: Exact, count: Int) -> Exact { amount * Rate(1, over: Int64(count)) }

    static func / (amount: Exact, divisor: Rate) -> Exact {
        precondition(divisor.numerator > 0, "divided by something")
        return amount * Rate(divisor.denominator, over: divisor.numerator)
    }

    /// Rounded once, and whether it took the rule for ties.
    func rounded(_ rounding: Rounding) -> (amount: Money, isTie: Bool) {
        rounding.rounded(numerator, over: denominator)
    }

    var isWholeFen: Bool { numerator % denominator == 0 }

    /// How often another amount goes into this, in parts of a hundred million, to the nearest.
    func hundredMillionths(of other: Exact) -> Int64 {
        precondition(other.numerator > 0, "compared with something")
        let (above, below) = (numerator * other.denominator * 100_000_000, denominator * other.numerator)
        return Int64((above + below / 2) / below)
    }

    private var reduced: Exact {
        var (a, b) = (numerator.magnitude, denominator.magnitude)
        while b != 0 { (a, b) = (b, a % b) }
        guard a > 1 else { return self }
        return Exact(numerator / Int128(a), over: denominator / Int128(a))
    }
}

extension Dated<RoundingRule> {
    /// An amount rounded by this rule, with what it rests on: an open tie is not verified.
    func applied(to exact: Exact) -> (amount: Money, citation: Citation) {
        let (amount, isTie) = exact.rounded(value.rounding)
        return (amount, isTie && !value.tiesAreVerified ? citation.unverified : citation)
    }
}
