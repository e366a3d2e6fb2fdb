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
    @inline(__always)
    private func compute<Trace: ContributionTrace>(_ wage: Money, _ trace: inout Trace) -> LineContribution {
        precondition(wage >= .zero, "a form lets no negative wage through")
        let base = base(of: wage)
        trace.base(base, wage: wage)
        var sums = LineContribution(line: line, base: base, isUnverified: restsOnUnverified)
        for index in items.indices {
            let item = items[index]
            var amount: Money
            var isOpenTie = false
            switch item.amount {
            case .flat(let flat): amount = flat
            case .rate(let rate):
                let isTie: Bool
                (amount, isTie) = base.timesNotingTie(rate, item.rounding)
                isOpenTie = isTie && !item.tiesAreVerified
            }
            trace.item(index, base: base, amount: amount, isOpenTie: isOpenTie)
            if item.relief != .none {
                let (due, isTie) = item.due(of: amount, base: base)
                trace.relief(index, base: base, full: amount, due: due)
                isOpenTie = isOpenTie || isTie
                sums.remitted += amount - due
                if item.relief == .deferred { sums.deferrable += amount }
                amount = due
            }
            sums.isUnverified = sums.isUnverified || isOpenTie
            switch item.payer {
            case .employer: sums.employer += amount
            case .person: sums.person += amount
            }
            switch item.account {
            case .pooled: break
            case .personal: sums.personalAccount += amount
            case .credited(let rate):
                amount = base.times(rate, item.rounding)
                trace.credit(index, base: base, amount: amount)
                sums.personalAccount += amount
            }
        }
        return sums
    }

    private func base(of wage: Money) -> Money {
        switch base {
        case .declaredWage(let floor, let cap, let rounding):
            var base = wage
            if let cap, base > cap { base = cap }
            if let floor, base < floor { base = floor }
            return rounding?.payable(base.fen, over: 1) ?? base
        case .published(let amount): return amount
        case .none: return .zero
        }
    }
}

extension LineRule.Item {
    /// What is due of an item that a measure touches: rounded once from the base, so that half of 16 % is 8 % to the fen.
    fileprivate func due(of full: Money, base: Money) -> (amount: Money, isOpenTie: Bool) {
        guard case .due(let share) = relief else { return (full, false) }
        switch amount {
        case .flat(let flat):
            let (due, isTie) = flat.timesNotingTie(share, rounding)
            return (due, isTie && !tiesAreVerified)
        case .rate(let rate):
            let (due, isTie) = base.timesNotingTie(rate * share, rounding)
            return (due, isTie && !tiesAreVerified)
        }
    }
}

/// Who watches a contribution being computed. The fast use watches nothing and is compiled away.
protocol ContributionTrace {
    mutating func base(_ base: Money, wage: Money)
    /// - Parameter isOpenTie: whether the amount lies on an exact half whose rule has not been checked.
    mutating func item(_ index: Int, base: Money, amount: Money, isOpenTie: Bool)
    mutating func relief(_ index: Int, base: Money, full: Money, due: Money)
    mutating func credit(_ index: Int, base: Money, amount: Money)
}

private struct NoTrace: ContributionTrace {
    @inline(__always)
    mutating func base(_: Money, wage _: Money) {}
    @inline(__always)
    mutating func item(_: Int, base _: Money, amount _: Money, isOpenTie _: Bool) {}
    @inline(__always)
    mutating func relief(_: Int, base _: Money, full _: Money, due _: Money) {}
    @inline(__always)
    mutating func credit(_: Int, base _: Money, amount _: Money) {}
}
