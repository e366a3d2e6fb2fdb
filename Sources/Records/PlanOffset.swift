package import Basics

/// A plan's credit set against what a plan lacks (抵扣): another plan of the employer, or the other lines of its own.
package struct PlanOffset: Hashable, Sendable {
    package let credit: PlanReference
    package let debit: PlanReference
    /// What each line and share of the credit gives; the sum is that of ``taken``, and every amount is positive.
    package let given: [OpenPlan.Claim]
    package let taken: [OpenPlan.Claim]

    fileprivate init(credit: PlanReference, debit: PlanReference, given: [OpenPlan.Claim], taken: [OpenPlan.Claim]) {
        precondition(given.total == taken.total, "an offset gives what it takes")
        self.credit = credit
        self.debit = debit
        self.given = given
        self.taken = taken
    }

    package var amount: Money { taken.total }
}

/// A plan on record, or the one that the same decision makes.
package enum PlanReference: Hashable, Sendable {
    case made
    case onRecord(PlanId)
}

/// How a new plan is offset: its own credit within itself first, then the rest against what is open, the oldest first.
/// Afterwards an employer has open debts or open credits, never both.
package struct PlanOffsets: Hashable, Sendable {
    package let offsets: [PlanOffset]
    /// The plans that lack nothing any more, so that their lines pass to the funds and accounts.
    package let settled: [PlanReference]
    /// What is left of the new plan: owed where positive, a credit for the next plan where negative.
    package let rest: Money

    /// - Parameter open: the employer's plans that are not settled, the oldest first.
    package init(of totals: [PlanLineTotal], against open: [OpenPlan]) {
        var made = Balance(.made, OpenPlan.claims(of: totals))
        var offsets: [PlanOffset] = []
        var settled: [PlanReference] = []
        if let within = made.offsetWithin() { offsets.append(within) }
        for plan in open where !made.net.isZero {
            var other = Balance(.onRecord(plan.plan.id), plan.claims)
            guard let offset = made.offset(with: &other) else { continue }
            offsets.append(offset)
            if other.isSettled { settled.append(other.plan) }
        }
        if made.isSettled { settled.append(.made) }
        self.offsets = offsets
        self.settled = settled
        self.rest = made.net
    }

    /// What the credits of other plans pay of the one that is made.
    package var credit: Money { offsets.filter { $0.debit == .made && $0.credit != .made }.map(\.amount).total }

    private struct Balance {
        let plan: PlanReference
        var claims: [OpenPlan.Claim]

        init(_ plan: PlanReference, _ claims: [OpenPlan.Claim]) {
            self.plan = plan
            self.claims = claims
        }

        var net: Money { claims.total }
        var isSettled: Bool { claims.isEmpty }

        mutating func offsetWithin() -> PlanOffset? {
            let credit = Balance(plan, claims.filter { $0.outstanding < .zero })
            let debit = Balance(plan, claims.filter { $0.outstanding > .zero })
            guard !credit.claims.isEmpty, !debit.claims.isEmpty else { return nil }
            let amount = min(-credit.net, debit.net)
            let offset = PlanOffset(
                credit: plan, debit: plan, given: credit.part(amount), taken: debit.part(amount))
            add(offset.given)
            add(offset.taken.map(\.negated))
            return offset
        }

        mutating func offset(with other: inout Balance) -> PlanOffset? {
            if net < .zero, other.net > .zero {
                let amount = min(-net, other.net)
                let offset = PlanOffset(
                    credit: plan, debit: other.plan, given: part(amount), taken: other.part(amount))
                add(offset.given)
                other.add(offset.taken.map(\.negated))
                return offset
            }
            if net > .zero, other.net < .zero {
                let amount = min(net, -other.net)
                let offset = PlanOffset(
                    credit: other.plan, debit: plan, given: other.part(amount), taken: part(amount))
                add(offset.taken.map(\.negated))
                other.add(offset.given)
                return offset
            }
            return nil
        }

        /// `amount` spread over the claims pro rata, positive whatever their sign.
        private func part(_ amount: Money) -> [OpenPlan.Claim] {
            let sizes = claims.map { $0.outstanding < .zero ? -$0.outstanding : $0.outstanding }
            return zip(claims, ReceiptAllocation.proRata(amount, over: sizes)).compactMap { claim, part in
                part.isZero ? nil : OpenPlan.Claim(line: claim.line, share: claim.share, outstanding: part)
            }
        }

        private mutating func add(_ movements: [OpenPlan.Claim]) {
            claims = claims.compactMap { claim in
                let moved = movements.filter { $0.line == claim.line && $0.share == claim.share }.total
                let rest = claim.outstanding + moved
                return rest.isZero ? nil : OpenPlan.Claim(line: claim.line, share: claim.share, outstanding: rest)
            }
        }
    }
}

extension OpenPlan.Claim {
    fileprivate var negated: OpenPlan.Claim { OpenPlan.Claim(line: line, share: share, outstanding: -outstanding) }
}

extension [OpenPlan.Claim] {
    package var total: Money { map(\.outstanding).total }
}
