package import Basics

/// Money that the collector reports as received (实收).
package struct Receipt: Hashable, Sendable {
    package let id: ReceiptId
    /// The collector's own number; unique, so that a repeated message posts nothing.
    package let number: String
    package let paidOn: Day
    package let amount: Money

    package init(id: ReceiptId, number: String, paidOn: Day, amount: Money) {
        self.id = id
        self.number = number
        self.paidOn = paidOn
        self.amount = amount
    }
}

/// A plan that still awaits money: what each line and share lacks.
package struct OpenPlan: Hashable, Sendable {
    package struct Claim: Hashable, Sendable {
        package let line: InsuranceLine
        package let share: Share
        package let outstanding: Money

        package init(line: InsuranceLine, share: Share, outstanding: Money) {
            self.line = line
            self.share = share
            self.outstanding = outstanding
        }
    }

    package let plan: ContributionPlan
    package let claims: [Claim]
    package let totals: [PlanLineTotal]

    package init(plan: ContributionPlan, claims: [Claim], totals: [PlanLineTotal]) {
        self.plan = plan
        self.claims = claims
        self.totals = totals
    }

    /// Negative for a credit that is not used up.
    package var outstanding: Money { claims.total }

    /// What each line and share of a plan lacks before anything is received or offset.
    package static func claims(of totals: [PlanLineTotal]) -> [Claim] {
        totals.flatMap { total in
            [(Share.unit, total.unit), (.person, total.personShare)].compactMap { share, owed in
                owed.isZero ? nil : Claim(line: total.line, share: share, outstanding: owed)
            }
        }
    }
}

/// How a receipt is set against an employer's open plans: the oldest first, its lines pro rata; what no plan takes is left.
package struct ReceiptAllocation: Hashable, Sendable {
    package struct Part: Hashable, Sendable {
        package let plan: PlanId
        package let claims: [OpenPlan.Claim]
        /// Whether the plan is received whole with this part, so that its rows reach the funds and accounts.
        package let settlesPlan: Bool
    }

    package let parts: [Part]
    package let unallocated: Money

    /// - Parameter plans: in the order of their periods and sequences.
    package init(of amount: Money, to plans: [OpenPlan]) {
        precondition(amount >= .zero, "a receipt is not negative")
        var rest = amount
        var parts: [Part] = []
        for plan in plans where !rest.isZero {
            let owed = plan.outstanding
            guard owed > .zero else { continue }
            let taken = min(rest, owed)
            let shares = ReceiptAllocation.proRata(taken, over: plan.claims.map(\.outstanding))
            let claims = zip(plan.claims, shares).compactMap { claim, share in
                share.isZero ? nil : OpenPlan.Claim(line: claim.line, share: claim.share, outstanding: share)
            }
            parts.append(Part(plan: plan.plan.id, claims: claims, settlesPlan: taken == owed))
            rest -= taken
        }
        self.parts = parts
        self.unallocated = rest
    }

    /// Splits `amount` in proportion to `weights` to the fen: each gets the whole fen of its part, and the fen left over
    /// go to the largest remainders, the earlier first where they are equal.
    package static func proRata(_ amount: Money, over weights: [Money]) -> [Money] {
        let sum = Int128(weights.total.fen)
        guard sum > 0 else { return weights.map { _ in .zero } }
        let products = weights.map { Int128(amount.fen) * Int128($0.fen) }
        var parts = products.map { Int64($0 / sum) }
        let missing = amount.fen - parts.reduce(0, +)
        let byRemainder = products.indices.sorted {
            let (left, right) = (products[$0] % sum, products[$1] % sum)
            return left == right ? $0 < $1 : left > right
        }
        for index in byRemainder.prefix(Int(missing)) { parts[index] += 1 }
        return parts.map { Money(fen: $0) }
    }
}
