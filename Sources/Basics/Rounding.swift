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
    package func payable(_ numerator: Int128, over denominator: Int128) -> Money {
        let divisor = denominator * Int128(unit.fen)
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: divisor)
        let step: Int128 = numerator < 0 ? -1 : 1
        let twice = remainder.magnitude * 2
        let goesAway: Bool
        switch mode {
        case .halfUp: goesAway = twice >= divisor.magnitude
        case .halfEven: goesAway = twice > divisor.magnitude || (twice == divisor.magnitude && quotient % 2 != 0)
        case .up: goesAway = remainder != 0
        case .down: goesAway = false
        }
        return Money(fen: Int64(goesAway ? quotient + step : quotient) * unit.fen)
    }
}

extension Money {
    /// The amount times the rate, exact until it is rounded once.
    @inlinable
    package func times(_ rate: Rate, _ rounding: Rounding) -> Money {
        rounding.payable(Int128(fen) * Int128(rate.numerator), over: Int128(rate.denominator))
    }
}
