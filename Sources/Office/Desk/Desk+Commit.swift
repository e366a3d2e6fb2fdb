import Basics
import Casework
import Cryptography
import Database
import Exchange
import Matters
import Policy
import Records
import Storage

/// Carries out the outcomes of one decision inside the transaction that decides it.
struct Commitment {
    let desk: Desk
    let rows: CaseRows
    let caseId: CaseId
    let caseNumber: String
    let region: Region
    let policyVersion: String
    let now: Instant
    let today: Day
    /// Lines that are covered for each employment by itself, such as work injury.
    let perEmployer: Set<InsuranceLine>

    private(set) var registered: [String: PersonId] = [:]
    private(set) var plan: (id: PlanId, draft: PlanDraft)?
    private(set) var papers: [String] = []
    private(set) var subject: PersonId?
    /// Whether it takes a case back: partners are then told under a number of its own.
    let takesBack: Bool
    /// What was written of people and enrolments, for the trail.
    private(set) var written: [RecordDigest] = []
    /// The employer that a unit has become, what was registered of employers, and what had been taken over, for the trail.
    var employer: EmployerId?
    /// Of the month that is closed and its report, for the trail.
    private(set) var closingDigest: String?
    var employers: [EmployerDigest] = []
    var takenOver: [EmployerDigest] = []

    init(
        desk: Desk, rows: CaseRows, caseId: CaseId, caseNumber: String, region: Region, policyVersion: String,
        now: Instant, today: Day, perEmployer: Set<InsuranceLine>, takesBack: Bool = false
    ) {
        self.desk = desk
        self.rows = rows
        self.caseId = caseId
        self.caseNumber = caseNumber
        self.region = region
        self.policyVersion = policyVersion
        self.now = now
        self.today = today
        self.perEmployer = perEmployer
        self.takesBack = takesBack
    }

    init(
        desk: Desk, for opened: OpenCase, in region: Region, policyVersion: String,
        perEmployer: Set<InsuranceLine> = [], takesBack: Bool = false
    ) {
        self.init(
            desk: desk, rows: opened.rows, caseId: opened.id, caseNumber: opened.number, region: region,
            policyVersion: policyVersion, now: opened.now, today: opened.today, perEmployer: perEmployer,
            takesBack: takesBack)
    }

    /// With everything in it that was gathered before.
    var tx: Transaction {
        get throws { try rows.tx }
    }

    mutating func carryOut(_ outcomes: [Outcome]) throws {
        for outcome in outcomes {
            switch outcome {
            case .registerPerson(let registration): try register(registration)
            case .registerEmployer(let record): try register(record)
            case .changeEmployer(let amendment): try change(amendment)
            case .openEnrolment(let opening): try open(opening)
            case .voidEnrolment(let voiding): try tx.enrolments.void(voiding.enrolment, on: today)
            case .changeEnrolment(let amendment): try amend(amendment)
            case .signWages(let signature): try tx.wageYears.sign(signature, case: caseId, on: today)
            case .closeEmployer(let closing): try close(closing)
            case .reopenEmployer: try reopen()
            case .closeMonth(let closing): try closeMonth(closing)
            case .reopenMonth: try tx.monthClosings.reopen(case: caseId, on: today)
            case .owe(let draft): try owe(draft)
            case .book(let booking): try book(booking)
            case .giveBack(let taken): try giveBack(taken)
            case .assign(let assignment): try assign(assignment)
            case .unassign(let taken): try unassign(taken)
            case .refund(let refunding): try refund(refunding)
            case .beginDeduction(let beginning): try begin(beginning)
            case .endDeduction(let ending): try end(ending)
            case .order(let ordering): try order(ordering)
            case .closeOrder(let closing): try tx.orders.close(closing, on: today)
            case .issue(let issue): try issuePaper(issue)
            case .tell(let message): try tell(message)
            case .remind(let toDo): try rows.raise(toDo, as: desk.ids.next(.toDo))
            case .settle(let key): try rows.settle(key)
            case .suggest: break
            }
        }
    }

    private mutating func register(_ registration: PersonRegistration) throws {
        let id = PersonId(desk.ids.next(.person))
        written += try rows.register(People.New(registration, as: id, on: today))
        registered[registration.number] = id
        subject = id
    }

    private mutating func open(_ opening: EnrolmentOpening) throws {
        let person: PersonId
        switch opening.person {
        case .onRecord(let id): person = id
        case .registered(let number):
            guard let id = registered[number] else { preconditionFailure("an enrolment of a person not registered") }
            person = id
        }
        subject = person
        written += try rows.open(
            Enrolments.New(
                opening, as: EnrolmentId(desk.ids.next(.enrolment)), for: person, perEmployer: perEmployer,
                case: caseId))
    }

    private mutating func amend(_ amendment: EnrolmentAmendment) throws {
        subject = amendment.person
        written += try tx.enrolments.amend(
            amendment, in: region, perEmployer: perEmployer, case: caseId, on: today)
    }

    private mutating func owe(_ draft: PlanDraft) throws {
        let id = PlanId(desk.ids.next(.plan))
        guard let employer = try tx.employers.withIds([draft.employer])[draft.employer] else {
            preconditionFailure("a plan for an employer that is not on record")
        }
        let made = planMaking.make(
            draft, as: id, by: employer, after: try tx.plans.chainEnd(of: draft.employer)
        ) { desk.ids.next(.ledgerEntry) }
        try tx.plans.commit([made], perEmployer: perEmployer)
        try offset(draft, id)
        try tx.medicalInquiries.ask(of: draft.employer, for: draft.period, in: draft.region)
        plan = (id, draft)
    }

    private var planMaking: PlanMaking {
        PlanMaking(
            chain: desk.chain, caseId: caseId, policyVersion: policyVersion, at: now, on: today)
    }

    /// Sets a plan against the others of its employer, and passes to the funds and accounts what lacks nothing any more.
    private func offset(_ draft: PlanDraft, _ made: PlanId) throws {
        func enter(_ entry: LedgerEntry, _ plan: PlanId) throws {
            let reference = Books.Reference(
                region: draft.region, employer: draft.employer, plan: plan, receipt: nil, caseId: caseId,
                bookedOn: today)
            try tx.books.enter(entry, as: desk.ids.next(.ledgerEntry), reference)
        }
        for offset in draft.offsets.offsets {
            try tx.plans.keep(offset, made: made, case: caseId)
            for (plan, entry) in LedgerEntry.offset(offset) { try enter(entry, plan.id(made: made)) }
        }
        for plan in draft.offsets.settled.map({ $0.id(made: made) }) {
            try tx.plans.settle(plan, on: today, by: nil)
            for entry in LedgerEntry.crediting(of: try tx.plans.lines(of: plan)) { try enter(entry, plan) }
        }
    }

    private mutating func closeMonth(_ closing: MonthClosing) throws {
        try tx.monthClosings.close(closing, case: caseId)
        closingDigest = closing.digest
    }

    private func book(_ booking: ReceiptBooking) throws {
        let id = ReceiptId(desk.ids.next(.receipt))
        let payer = try booking.employer.flatMap { try tx.employers.withIds([$0])[$0]?.name } ?? Books.unidentified
        try tx.books.book(booking, as: id, payer: payer, case: caseId, on: today)
        try pay(booking.allocation, settling: booking.settled, from: id, of: booking.employer, in: booking.region)
        if !booking.allocation.unallocated.isZero {
            try enter(
                .unallocated(booking.allocation.unallocated), plan: nil, receipt: id, of: booking.employer,
                in: booking.region)
        }
    }

    /// Enters what a receipt pays of plans, and passes those that lack nothing any more to the funds and accounts.
    func pay(
        _ allocation: ReceiptAllocation, settling settled: [PlanId: [PlanLineTotal]], from receipt: ReceiptId,
        of employer: EmployerId?, in region: Region
    ) throws {
        for part in allocation.parts {
            for claim in part.claims {
                try enter(
                    .receipt(of: claim.outstanding, line: claim.line, share: claim.share), plan: part.plan,
                    receipt: receipt, of: employer, in: region)
            }
            guard part.settlesPlan else { continue }
            try tx.plans.settle(part.plan, on: today, by: receipt)
            for entry in LedgerEntry.crediting(of: settled[part.plan] ?? []) {
                try enter(entry, plan: part.plan, receipt: receipt, of: employer, in: region)
            }
        }
    }

    func enter(
        _ entry: LedgerEntry, plan: PlanId?, receipt: ReceiptId?, of employer: EmployerId?, in region: Region
    ) throws {
        let reference = Books.Reference(
            region: region, employer: employer, plan: plan, receipt: receipt, caseId: caseId, bookedOn: today)
        try tx.books.enter(entry, as: desk.ids.next(.ledgerEntry), reference)
    }

    /// Whoever asks again on one day for what has not changed gets the paper that they have, under its number.
    mutating func issuePaper(_ issue: PaperIssue) throws {
        if let standing = try tx.papers.standing(like: issue) {
            papers.append(standing)
            return
        }
        let key = desk.ids.next(.paper)
        let number = desk.press.number(key, issue.paper.kind, on: today)
        try tx.papers.issue(issue, as: PaperId(key), number: number, case: caseId, at: now, chain: desk.chain)
        papers.append(number)
    }
}
