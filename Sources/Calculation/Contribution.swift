package import Basics
import Policy

extension LineRule {
    /// What the line costs for a declared wage.
    package func amounts(declaredWage: Money) -> LineContribution {
        var trace = NoTrace()
        return compute(declaredWage, &trace)
    }

    /// The same amounts by the same arithmetic, with every step and the published values that it rests on.
    package func explained(declaredWage: Money) -> Explained<LineContribution> {
        var trace = Recording(rule: self)
        let amounts = compute(declaredWage, &trace)
        return Explained(amounts, trace.explanation(of: amounts))
    }

    /// The one place where a contribution is computed: base, then each item rounded once, then the sums.
    private func compute<Trace: ContributionTrace>(_ wage: Money, _ trace: inout Trace) -> LineContribution {
        precondition(wage >= .zero, "a form lets no negative wage through")
        var amounts = LineContribution(line: line, base: base(wage, &trace), isUnverified: restsOnUnverified)
        for component in components {
            let amount: Money
            switch component.amount {
            case .flat(let flat):
                amount = flat.value
                trace.item(component, base: amounts.base, amount: amount, isOpenTie: false)
            case .rate(let rate):
                amount = amounts.base.times(rate.value, component.rounding)
                let isOpenTie = !component.tiesAreVerified && amounts.base.isTie(times: rate.value, component.rounding)
                amounts.isUnverified = amounts.isUnverified || isOpenTie
                trace.item(component, base: amounts.base, amount: amount, isOpenTie: isOpenTie)
            }
            switch component.payer {
            case .employer: amounts.employer += amount
            case .person: amounts.person += amount
            }
            switch component.account {
            case .pooled: break
            case .personal: amounts.personalAccount += amount
            case .credited(let rate):
                let credit = amounts.base.times(rate.value, component.rounding)
                trace.credit(component, base: amounts.base, amount: credit, rate: rate)
                amounts.personalAccount += credit
            }
        }
        return amounts
    }

    private func base<Trace: ContributionTrace>(_ wage: Money, _ trace: inout Trace) -> Money {
        switch base {
        case .declaredWage(let floor, let cap, let rounding):
            var base = wage
            if let cap, base > cap.value { base = cap.value }
            if let floor, base < floor.value { base = floor.value }
            if let rounding { base = rounding.value.rounding.payable(base.fen, over: 1) }
            trace.clampedBase(base, wage: wage, floor: floor, cap: cap, rounding: rounding)
            return base
        case .published(let amount):
            trace.publishedBase(amount)
            return amount.value
        case .none: return .zero
        }
    }
}

/// Who watches a contribution being computed. The fast use watches nothing and is compiled away.
protocol ContributionTrace {
    mutating func clampedBase(
        _ base: Money, wage: Money, floor: Dated<Money>?, cap: Dated<Money>?, rounding: Dated<RoundingRule>?)
    mutating func publishedBase(_ base: Dated<Money>)
    /// - Parameter isOpenTie: whether the amount lies on an exact half whose rule has not been checked.
    mutating func item(_ component: LineRule.Component, base: Money, amount: Money, isOpenTie: Bool)
    mutating func credit(_ component: LineRule.Component, base: Money, amount: Money, rate: Dated<Rate>)
}

private struct NoTrace: ContributionTrace {
    @inline(__always)
    mutating func clampedBase(
        _: Money, wage _: Money, floor _: Dated<Money>?, cap _: Dated<Money>?, rounding _: Dated<RoundingRule>?
    ) {}
    @inline(__always)
    mutating func publishedBase(_: Dated<Money>) {}
    @inline(__always)
    mutating func item(_: LineRule.Component, base _: Money, amount _: Money, isOpenTie _: Bool) {}
    @inline(__always)
    mutating func credit(_: LineRule.Component, base _: Money, amount _: Money, rate _: Dated<Rate>) {}
}
