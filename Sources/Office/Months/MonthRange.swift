import Basics
import Casework
import Cryptography
import Database
import Exchange
import Foundation
import Matters
import Policy
import Records
import Storage

/// A range of employers under way, inside the transaction that reads, decides and writes it.
struct MonthRange: Sendable {
    let range: MonthRuns.Range
    private let run: MonthRuns.Run
    private let rules: Rules
    private let parties: [MonthStaff.Party]
    private let closed: [EmployerId: Day]
    private let windows: [Month: TaxWindow?]
    private let closedOn: Day?
    private let making: PlanMaking
    private let chain: TrailChain
    private let perEmployer: Set<InsuranceLine>
    private let ownLines: [InsuranceLine]
    private let now: Instant
    private let today: Day

    private var made: [Plans.Made] = []
    private var letters: [Outbox.NewLetter] = []
    private var toDos: [ToDos.New] = []
    private var exceptions: [MonthRuns.Exception] = []
    private var entryKey: Int64
    private(set) var sums = MonthRuns.Sums()

    init(
        _ range: MonthRuns.Range, of run: MonthRuns.Run, at desk: Desk, now: Instant, today: Day, _ tx: Transaction
    ) throws {
        self.range = range
        self.run = run
        self.now = now
        self.today = today
        rules = try desk.rules(
            in: run.region, on: today, for: MonthlyPlan.card.name, under: try desk.shelf.book(of: run.policyVersion, tx)
        )
        perEmployer = try rules.linesPerEmployment(in: run.period)
        ownLines = try rules.linesKeptHere(in: run.period)
        let staff = tx.monthStaff(of: range.employers, in: run.region, run.period)
        parties = try staff.parties()
        closed = try staff.closed()
        var facts = Facts()
        let asked = [today.month, today.month.next].map { TaxWindowOfMonth(region: run.region, month: $0) }
        try facts.load(FactsNeeded(asked), tx)
        closedOn = try tx.monthClosings.closedOn(run.region, run.period)
        windows = Dictionary(uniqueKeysWithValues: asked.map { ($0.month, facts[$0]) })
        making = PlanMaking(
            chain: desk.chain, caseId: run.id, policyVersion: run.policyVersion, at: now, on: today)
        chain = desk.chain
        entryKey = range.firstEntry
    }

    /// Decides each employer as its coverage comes in.
    mutating func decide(probing: Bool, _ tx: Transaction) throws {
        let staff = tx.monthStaff(of: range.employers, in: run.region, run.period)
        var remaining = parties[...]
        var spans: [BillableSpan] = []
        var current: EmployerId?
        func finish(_ work: inout MonthRange) throws {
            guard let employer = current else { return }
            while let party = remaining.popFirst() {
                guard party.employer.id == employer else { continue }
                try work.decide(party, spans)
                break
            }
            spans.removeAll(keepingCapacity: true)
        }
        try staff.each(probing: probing) { employer, span in
            if employer != current {
                try finish(&self)
                current = employer
            }
            spans.append(span)
        }
        try finish(&self)
        let planned = parties.filter(\.isDecidedAlone).map(\.employer.id)
        exceptions += try staff.withNews(planned, lines: ownLines).map { MonthRuns.Exception($0, .waiting) }
    }

    private mutating func decide(_ party: MonthStaff.Party, _ spans: [BillableSpan]) throws {
        let employer = party.employer
        guard !party.isDecidedAlone, spans.contains(where: { ownLines.contains($0.line) }) else { return }
        if let closedOn = closed[employer.id] {
            return refuse(employer, "该单位已于\(closedOn.chinese)办理社会保险注销登记，但仍有在保人员，请核对其参保登记。")
        }
        let application = Application(
            matter: MonthlyPlan.card.slug, region: run.region, applicant: .employer(employer.id), channel: .batch,
            filedOn: today, answers: [MonthlyAssessment.period.key: run.period.description])
        let facts = facts(of: employer, spans)
        let outcomes: [Outcome]
        do throws(PolicyGap) {
            let refusals = try MonthlyPlan.refusals(of: application, knowing: facts, under: rules)
            guard refusals.isEmpty else {
                return refuse(employer, refusals.map { $0.sentence + $0.remedy }.joined())
            }
            outcomes = try MonthlyPlan.outcomes(of: application, knowing: facts, under: rules)
        } catch {
            return refuse(employer, error.sentence)
        }
        do {
            try carryOut(outcomes, party)
        } catch let problem as MalformedMessage {
            refuse(employer, "\(MonthRun.unsendable)\(problem)")
        }
    }

    private mutating func refuse(_ employer: Employer, _ sentence: String) {
        exceptions.append(MonthRuns.Exception(employer.id, .refused, sentence: sentence))
    }

    /// What a first plan is decided from: nothing was made for the period, nothing is to be set off, nobody deducts.
    private func facts(of employer: Employer, _ spans: [BillableSpan]) -> Facts {
        var facts = Facts()
        facts.learn(EmployerOnRecord(employer.id), employer)
        facts.learn(DeductionOfEmployer(employer.id), DeductionStanding(agreement: nil))
        facts.learn(UnbilledCoverage(employer: employer.id, period: run.period), spans)
        facts.learn(RowsOnChangedGrounds(employer: employer.id, period: run.period), [])
        facts.learn(OpenPlansOfEmployer(employer.id), [])
        facts.learn(PlansOfPeriod(employer: employer.id, period: run.period), [])
        facts.learn(ClosingOfMonth(region: run.region, period: run.period), closedOn)
        for (month, window) in windows { facts.learn(TaxWindowOfMonth(region: run.region, month: month), window) }
        return facts
    }

    /// A first plan, its bill and the to-do to pay it are written with those of the whole range. What asks for more goes by
    /// the ordinary road.
    private mutating func carryOut(_ outcomes: [Outcome], _ party: MonthStaff.Party) throws {
        guard let draft = outcomes.firstOfFirstPlan(by: party.employer, in: run.period) else {
            return exceptions.append(MonthRuns.Exception(party.employer.id, .waiting))
        }
        let plan = making.make(
            draft, as: PlanId(range.firstPlan + Int64(made.count)), by: party.employer, after: party.chainEnd
        ) { nextEntry() }
        // A bill that breaks its contract is found before anything is kept of the plan.
        if outcomes.contains(.tell(.bill)) {
            letters.append(try bill(of: plan, party.employer, key: range.firstLetter + Int64(letters.count)))
        }
        made.append(plan)
        for case .remind(let toDo) in outcomes {
            toDos.append(ToDos.New(id: range.firstToDo + Int64(toDos.count), toDo))
        }
        sums.plans += 1
        sums.people += draft.people
        sums.unit += draft.unit
        sums.personShare += draft.personShare
    }

    private mutating func nextEntry() -> Int64 {
        defer { entryKey += 1 }
        return entryKey
    }

    private func bill(of plan: Plans.Made, _ employer: Employer, key: Int64) throws -> Outbox.NewLetter {
        let letter = try OutboxMessage(
            TaxBill(
                planNumber: plan.head.number, employer, period: plan.head.period, payableIn: plan.head.payableIn,
                totals: plan.draft.totals), idempotencyKey: IdempotencyKey("shebao-\(key)")!)
        return Outbox.NewLetter(key, letter, case: run.id)
    }

    /// - Returns: whether the range was still to be done.
    mutating func write(_ tx: Transaction) throws -> Bool {
        try tx.plans.commit(made, perEmployer: perEmployer)
        try tx.outbox.put(letters, at: now)
        let settled = PlanReminder.planNotMade(range.employers.lowerBound, run.period)
        try tx.toDos.settle(
            kind: settled.kind, subject: settled.subject, ofEmployers: range.employers, plannedBy: run.id,
            in: run.period, at: now)
        try tx.toDos.raise(toDos, at: now)
        try tx.medicalInquiries.ask(of: range.employers, plannedBy: run.id, for: run.period, in: run.region)
        try tx.monthRuns.note(exceptions, of: run.id)
        let before = try tx.monthRuns.plannedSums(of: range.employers, in: run.region, run.period.previous)
        (sums.peopleBefore, sums.before) = (before.people, before.total)
        return try tx.monthRuns.mark(
            range, done: sums, link: chain.link(range, sums, digest: Self.digest(of: made.map(\.link))), at: now)
    }

    /// Of the plans that a range made, in the order of their keys.
    static func digest(of links: some Sequence<[UInt8]>) -> [UInt8] {
        var digest = RunningDigest(.sha256)
        for link in links { digest.add(link) }
        return digest.finish()
    }
}

extension [Outcome] {
    /// The plan, if all that follows is what every first plan brings: its bill, the to-do to pay it, and none to make it.
    fileprivate func firstOfFirstPlan(by employer: Employer, in period: Month) -> PlanDraft? {
        var found: PlanDraft?
        for outcome in self {
            switch outcome {
            case .owe(let draft) where draft.offsets.offsets.isEmpty && draft.offsets.settled.isEmpty:
                found = draft
            case .tell(.bill), .remind: continue
            case .settle(let key) where key == PlanReminder.planNotMade(employer.id, period): continue
            default: return nil
            }
        }
        return found
    }
}
