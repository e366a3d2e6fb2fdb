/// How an exact amount becomes a payable one: to which unit, and where exact ties go. A policy parameter of each item.
package struct Rounding: Hashable, Sendable {
    package enum Unit: String, Hashable, Sendable, CaseIterable {
        case fen, jiao, yuan

        /// The unit in fen.
        @inlinable
        package var fen: Int64 {
            switch self {
            case .fen: 1
            case .jiao: 10
            case .yuan: 100
            }
        }
    }

    package enum Mode: String, Hashable, Sendable, CaseIterable {
        /// To the nearest, ties away from zero (四舍五入).
        case halfUp
        /// To the nearest, ties to the even unit.
        case halfEven
        /// Away from zero (见分进角).
        case up
        /// Towards zero (舍去).
        case down
    }

    package let unit: Unit
    package let mode: Mode

    package init(to unit: Unit, _ mode: Mode) {
        self.unit = unit
        self.mode = mode
    }

    package static let fenHalfUp = Rounding(to: .fen, .halfUp)

    /// `numerator / denominator` fen as a payable amount. The denominator is positive.
    @inlinable
    package func payable<Whole: FixedWidthInteger & SignedInteger>(
        _ numerator: Whole, over denominator: Whole
    ) -> Money {
        rounded(numerator, over: denominator).amount
    }

    /// The payable amount, and whether the exact one lies half-way between two of them, where only the rule for ties decides.
    @inlinable
    package func rounded<Whole: FixedWidthInteger & SignedInteger>(
        _ numerator: Whole, over denominator: Whole
    ) -> (amount: Money, isTie: Bool) {
        let divisor = denominator * Whole(unit.fen)
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: divisor)
        guard remainder != 0 else { return (Money(fen: Int64(quotient) * unit.fen), false) }
        // Compared by halves, so that nothing can overflow.
        let rest = remainder.magnitude
        let other = divisor.magnitude - rest
        let goesAway: Bool
        switch mode {
        case .halfUp: goesAway = rest >= other
        case .halfEven: goesAway = rest > other || (rest == other && quotient % 2 != 0)
        case .up: goesAway = true
        case .down: goesAway = false
        }
        let step: Whole = goesAway ? (numerator < 0 ? -1 : 1) : 0
        return (Money(fen: Int64(quotient + step) * unit.fen), rest == other)
    }
}

extension Money {
    /// The amount times the rate, exact until it is rounded once.
    @inlinable
    package func times(_ rate: Rate, _ rounding: Rounding) -> Money {
        timesNotingTie(rate, rounding).amount
    }

    /// The amount times the rate, and whether it took the rule for ties.
    @inlinable
    package func timesNotingTie(_ rate: Rate, _ rounding: Rounding) -> (amount: Money, isTie: Bool) {
        // Nearly every product fits a machine word, whose division is several times as fast.
        let (product, overflows) = fen.multipliedReportingOverflow(by: rate.numerator)
        let (divisor, isLarge) = rate.denominator.multipliedReportingOverflow(by: rounding.unit.fen)
        if !overflows, !isLarge, divisor > 0 {
            return rounding.rounded(product, over: rate.denominator)
        }
        return rounding.rounded(Int128(fen) * Int128(rate.numerator), over: Int128(rate.denominator))
    }
}

extension Rounding: CustomStringConvertible {
    /// `四舍五入到分`.
    package var description: String {
        let name =
            switch unit {
            case .fen: "分"
            case .jiao: "角"
            case .yuan: "元"
            }
        return switch mode {
        case .halfUp: "四舍五入到\(name)"
        case .halfEven: "四舍六入五成双到\(name)"
        case .up: "进位到\(name)"
        case .down: "舍去\(name)以下"
        }
    }
}
