import Basics
import Casework
import Cryptography
import Exchange
import Records
import Storage

/// Makes plans of drafts: number, entries, digest, and the link that binds them to the employer's plan before. The same for a
/// plan that an employer asks for and for those of a whole range.
struct PlanMaking: Sendable {
    private let chain: TrailChain
    private let caseId: CaseId
    private let policyVersion: String
    private let now: Instant
    private let today: Day

    init(chain: TrailChain, caseId: CaseId, policyVersion: String, at now: Instant, on today: Day) {
        self.chain = chain
        self.caseId = caseId
        self.policyVersion = policyVersion
        self.now = now
        self.today = today
    }

    /// - Parameters:
    ///   - end: the last plan in the employer's chain.
    ///   - entryKey: the key of the next entry.
    func make(
        _ draft: PlanDraft, as id: PlanId, by employer: Employer, after end: Plans.ChainEnd?, entryKey: () -> Int64
    ) -> Plans.Made {
        let entries = LedgerEntry.assessment(of: draft.totals)
        let digest = PlanDigest.of(draft.rows, entries, period: draft.period)
        let head = PlanHead(
            id: id, number: DocumentNumber.ofPlan(id.value, on: today), region: draft.region,
            employer: draft.employer, period: draft.period, sequence: draft.sequence, madeOn: today, madeAt: now,
            payableIn: draft.payableIn, dueOn: draft.dueOn, people: draft.people, unit: draft.unit,
            personShare: draft.personShare, policyVersion: policyVersion,
            restsOnUnverified: draft.restsOnUnverified, caseId: caseId,
            injuryClass: employer.injuryClass(in: draft.period), position: (end?.position ?? 0) + 1)
        return Plans.Made(
            head: head, draft: draft, digest: digest,
            link: chain.link(head, digest: digest, after: end?.link ?? []),
            entries: entries.map { Plans.Made.Entry(entryKey(), $0) })
    }
}

extension TaxBill {
    init(
        planNumber: String, _ employer: Employer, period: Month, payableIn: Month, totals: [PlanLineTotal],
        credit: Money = .zero, returned: Money = .zero
    ) {
        self.init(
            planNumber: planNumber, creditCode: employer.creditCode, employerName: employer.name, period: period,
            payableIn: payableIn,
            lines: totals.map { LineAmounts(line: $0.line, unit: $0.unit, person: $0.personShare) }, credit: credit,
            returned: returned)
    }
}
