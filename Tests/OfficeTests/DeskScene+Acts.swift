import Basics
import Casework
import Database
import Exchange
import Office
import Policy
import Records
import Storage
import Synchronization
import Testing

extension DeskScene {
    struct NotFiled: Error, CustomStringConvertible {
        let assessment: Assessment
        var description: String {
            let said =
                assessment.refusals.map(\.sentence) + assessment.problems.map(\.sentence)
                + assessment.missingMaterials.map(\.name)
            return said.joined() + (assessment.gap?.sentence ?? "")
        }
    }

    /// An operator with an authority, as a teller knows them.
    func visitor(knownTo teller: Principal = DeskScene.teller) -> IdentityCheck {
        IdentityCheck(
            visitor: "周明", standing: .operatorOfEmployer, numberEnd: "0031", documents: [.identityCard, .authority],
            checkedBy: teller.name, checkedOn: desk.today)
    }

    func begin(
        _ matter: String, _ answers: Answers, by principal: Principal = DeskScene.operator
    ) async throws -> DraftId {
        let applicant: Applicant =
            if let employer = principal.employer { .employer(employer) } else if let person = principal.person {
                .person(person)
            } else { .employer(Self.employer) }
        let channel: Channel = principal.role == .teller ? .counter : .web
        return try await desk.begin(
            matter, for: applicant, in: Self.region, through: channel, by: principal, answers: answers,
            identityCheck: channel == .counter ? visitor(knownTo: principal) : nil)
    }

    /// Begins, previews and submits what the preview showed.
    @discardableResult
    func file(
        _ matter: String, _ answers: Answers, by principal: Principal = DeskScene.operator
    ) async throws -> CaseId {
        let draft = try await begin(matter, answers, by: principal)
        return try await submit(draft, by: principal)
    }

    func submit(_ draft: DraftId, by principal: Principal = DeskScene.operator) async throws -> CaseId {
        let preview = try await desk.preview(draft, by: principal)
        guard let digest = preview.digest else { throw NotFiled(assessment: preview) }
        switch try await desk.submit(draft, digest: digest, by: principal) {
        case .filed(let id): return id
        case .changed(let assessment): throw NotFiled(assessment: assessment)
        }
    }

    /// Enrols somebody whom the population register knows.
    @discardableResult
    func enrol(
        _ newcomer: Newcomer, wage: String = "12000", by principal: Principal = DeskScene.operator
    ) async throws -> CaseId {
        partners.know(newcomer)
        return try await file("staff-enrolment", newcomer.answers(wage: wage), by: principal)
    }

    @discardableResult
    func makePlan(_ period: String = DeskScene.period, by principal: Principal = DeskScene.operator) async throws
        -> CaseId
    {
        try await file("monthly-plan", ["period": period], by: principal)
    }

    @discardableResult
    func receive(
        _ number: String, yuan: String, key: String? = nil, plan: String? = nil, code: String = DeskScene.creditCode,
        on day: String = "2026-11-02"
    ) async throws -> Reception {
        let receipt = Exchange.TaxReceipt(
            receiptNumber: number, creditCode: code, planNumber: plan, amount: Money(yuanText: yuan)!,
            paidOn: Day(day)!, channel: .bankDeduction)
        return try await desk.receive(
            InboxMessage(
                Exchange.TaxReceipt.endpoint, idempotencyKey: IdempotencyKey(key ?? "receipt-\(number)")!,
                body: try receipt.body(), receivedAt: clock.now), for: Self.region)
    }

    func plans(of employer: EmployerId = DeskScene.employer) async throws -> [ContributionPlan] {
        try await database.read { tx in try tx.plans.of(employer, limit: 100) }
    }

    func state(_ id: CaseId) async throws -> CaseState {
        try #require(try await database.read { tx in try tx.cases.state(of: id) })
    }

    func toDos(of employer: EmployerId = DeskScene.employer) async throws -> [ToDo] {
        try await database.read { tx in try tx.toDos.open(of: .employer(employer)) }
    }
}

/// Partners that answer as the test says, and keep what they were sent.
final class ScriptedPartners: PartnerLine {
    private struct Script {
        var known: [String: Newcomer] = [:]
        var units: [String: SharedUnit] = [:]
        var isDown = false
        var onSend: (@Sendable () -> Void)?
        var sent: [Exchange.Endpoint] = []
        var statement: [Day: [ReceiptsInquiryAnswer.Entry]] = [:]
        var notices: [MedicalNoticesInquiryAnswer.Entry] = []
        var total: MedicalMonthlyTotal?
        var movements: [Day: [BankStatementInquiryAnswer.Entry]] = [:]
    }

    private let script = Mutex(Script())

    func know(_ newcomer: Newcomer) { script.withLock { $0.known[newcomer.number] = newcomer } }
    /// What tax says that it has received on a day.
    func state(_ receipts: [(number: String, yuan: Int64)], paidOn: Day) {
        script.withLock { script in
            script.statement[paidOn] = receipts.map { .init(receiptNumber: $0.number, amount: Money(yuan: $0.yuan)) }
        }
    }
    /// What medical insurance says that it holds, whatever the day; in the order of the numbers.
    func state(notices: [MedicalNoticesInquiryAnswer.Entry]) { script.withLock { $0.notices = notices } }
    /// What medical insurance says that it charges, whoever is asked about.
    func state(total: MedicalMonthlyTotal?) { script.withLock { $0.total = total } }
    /// What the bank says that it has moved on a day; in the order of the numbers.
    func state(movements: [(number: String, yuan: String)], on day: Day) {
        script.withLock { script in
            script.movements[day] = movements.map { .init(bankReference: $0.number, amount: Money(yuanText: $0.yuan)!) }
        }
    }
    /// The unit that is told of whoever asks for this code; its own, unless the register errs.
    func know(_ unit: SharedUnit, under code: String? = nil) {
        script.withLock { $0.units[code ?? unit.creditCode] = unit }
    }
    /// What happens as soon as one of them is asked.
    func onSend(_ act: (@Sendable () -> Void)?) { script.withLock { $0.onSend = act } }
    func setDown(_ isDown: Bool) { script.withLock { $0.isDown = isDown } }
    var sent: [Exchange.Endpoint] { script.withLock { $0.sent } }

    func send(
        _ endpoint: Exchange.Endpoint, key: IdempotencyKey, body: [UInt8]
    ) async throws(PartnerSilence) -> [UInt8] {
        let script = script.withLock { script in
            script.sent.append(endpoint)
            return script
        }
        script.onSend?()
        let (isDown, known, statement, units) = (script.isDown, script.known, script.statement, script.units)
        if isDown { throw PartnerSilence("没有应答") }
        do {
            switch endpoint {
            case PopulationInquiry.endpoint:
                let inquiry = try PopulationInquiry(body: body)
                guard let person = known[inquiry.number] else { return try PopulationInquiryAnswer.notFound.body() }
                guard person.name == inquiry.name else { return try PopulationInquiryAnswer.nameMismatch.body() }
                return try PopulationInquiryAnswer.found(person.registered).body()
            case UnitInquiry<MarketRegulator>.endpoint:
                let inquiry = try UnitInquiry<MarketRegulator>(body: body)
                return try (units[inquiry.creditCode].map { UnitInquiryAnswer.found($0) } ?? .notFound).body()
            case TaxBill.endpoint: return try TaxBillAnswer.acknowledged(billNumber: "D00000001").body()
            case ReceiptsInquiry.endpoint:
                // Two a page, so that more than one page is asked for.
                let inquiry = try ReceiptsInquiry(body: body)
                let rest = (statement[inquiry.paidOn] ?? []).drop { $0.receiptNumber <= inquiry.after ?? "" }
                return try ReceiptsInquiryAnswer(
                    paidOn: inquiry.paidOn, receipts: Array(rest.prefix(2)), isLast: rest.count <= 2
                ).body()
            case MedicalMonthlyTotalInquiry.endpoint:
                return try (script.total.map { .available($0) } ?? MedicalMonthlyTotalAnswer.notAvailable).body()
            case MedicalNoticesInquiry.endpoint:
                let inquiry = try MedicalNoticesInquiry(body: body)
                let held = inquiry.noticedOn == Day("2026-11-02") ? script.notices : []
                let rest = held.drop { $0.noticeNumber <= inquiry.after ?? "" }
                return try MedicalNoticesInquiryAnswer(
                    noticedOn: inquiry.noticedOn, notices: Array(rest.prefix(1)), isLast: rest.count <= 1
                ).body()
            case BankStatementInquiry.endpoint:
                let inquiry = try BankStatementInquiry(body: body)
                let rest = (script.movements[inquiry.movedOn] ?? []).drop { $0.bankReference <= inquiry.after ?? "" }
                return try BankStatementInquiryAnswer(
                    movedOn: inquiry.movedOn, movements: Array(rest.prefix(2)), isLast: rest.count <= 2
                ).body()
            default: return try Received(key).body()
            }
        } catch {
            throw PartnerSilence("\(error)", isFinal: true)
        }
    }
}
