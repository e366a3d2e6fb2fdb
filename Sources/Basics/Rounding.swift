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
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator * Whole(unit.fen))
        guard remainder != 0 else { return Money(fen: Int64(quotient) * unit.fen) }
        // Compared by halves, so that nothing can overflow.
        let rest = remainder.magnitude
        let other = (denominator * Whole(unit.fen)).magnitude - rest
        let goesAway: Bool
        switch mode {
        case .halfUp: goesAway = rest >= other
        case .halfEven: goesAway = rest > other || (rest == other && quotient % 2 != 0)
        case .up: goesAway = true
        case .down: goesAway = false
        }
        let step: Whole = goesAway ? (numerator < 0 ? -1 : 1) : 0
        return Money(fen: Int64(quotient + step) * unit.fen)
    }

    /// Whether `numerator / denominator` fen lies exactly half-way between two payable amounts, where only the rule for
    /// ties decides.
    @inlinable
    package func isTie<Whole: FixedWidthInteger & SignedInteger>(_ numerator: Whole, over denominator: Whole) -> Bool {
        let divisor = denominator * Whole(unit.fen)
        let rest = (numerator % divisor).magnitude
        return rest != 0 && rest == divisor.magnitude - rest
    }
}

extension Money {
    /// The amount times the rate, exact until it is rounded once.
    @inlinable
    package func times(_ rate: Rate, _ rounding: Rounding) -> Money {
        // Nearly every product fits a machine word, whose division is several times as fast.
        let (product, overflows) = fen.multipliedReportingOverflow(by: rate.numerator)
        let (divisor, isLarge) = rate.denominator.multipliedReportingOverflow(by: rounding.unit.fen)
        if !overflows, !isLarge, divisor > 0 {
            return rounding.payable(product, over: rate.denominator)
        }
        return rounding.payable(Int128(fen) * Int128(rate.numerator), over: Int128(rate.denominator))
    }

    /// Whether the amount times the rate needs the rule for ties.
    @inlinable
    package func isTie(times rate: Rate, _ rounding: Rounding) -> Bool {
        let (product, overflows) = fen.multipliedReportingOverflow(by: rate.numerator)
        let (divisor, isLarge) = rate.denominator.multipliedReportingOverflow(by: rounding.unit.fen)
        if !overflows, !isLarge, divisor > 0 {
            return rounding.isTie(product, over: rate.denominator)
        }
        return rounding.isTie(Int128(fen) * Int128(rate.numerator), over: Int128(rate.denominator))
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
