import Basics
import Casework
import Database
import Exchange
import Records
import Storage

extension Commitment {
    func tell(_ message: Message) throws {
        let key = desk.ids.next(.outbox)
        let idempotencyKey = IdempotencyKey("shebao-\(key)")!
        let letter: OutboxMessage
        switch message {
        case .enrolmentNotice(let notice):
            letter = try OutboxMessage(
                self.notice(notice, .add(startMonth: notice.firstPeriod, declaredWage: notice.declaredWage)),
                idempotencyKey: idempotencyKey)
        case .wageNotice(let notice):
            letter = try OutboxMessage(
                self.notice(notice, .wage(startMonth: notice.firstPeriod, declaredWage: notice.declaredWage)),
                idempotencyKey: idempotencyKey)
        case .stopNotice(let notice):
            letter = try OutboxMessage(
                MedicalEnrolmentNotice(
                    noticeNumber: noticeNumber, noticedOn: today,
                    person: .init(name: notice.personName, number: notice.personNumber),
                    employer: .init(creditCode: notice.creditCode, name: notice.employerName),
                    change: .stop(lastMonth: notice.lastMonth)),
                idempotencyKey: idempotencyKey)
        case .bill:
            guard let plan else { preconditionFailure("a bill without a plan before it") }
            letter = try OutboxMessage(try bill(for: plan.id), idempotencyKey: idempotencyKey)
        case .billAgain(let plan):
            letter = try OutboxMessage(try bill(for: plan), idempotencyKey: idempotencyKey)
        case .agreement(let request):
            letter = try OutboxMessage(try self.letter(request), idempotencyKey: idempotencyKey)
        case .agreementEnd(let end):
            letter = try OutboxMessage(
                BankAgreementEnd(
                    agreementNumber: end.agreementNumber, creditCode: end.creditCode, endedOn: end.endedOn),
                idempotencyKey: idempotencyKey)
        case .orderCancelled(let cancellation):
            letter = try OutboxMessage(
                BankOrderCancellation(
                    orderNumber: cancellation.orderNumber, creditCode: cancellation.creditCode,
                    cancelledOn: cancellation.cancelledOn), idempotencyKey: idempotencyKey)
        case .shortMessage(let short):
            letter = try OutboxMessage(
                TextMessage(phone: short.phone, text: short.text, kind: .notice), idempotencyKey: idempotencyKey)
        }
        try rows.send(
            Outbox.NewLetter(key, letter, case: caseId),
            notice: letter.endpoint == MedicalEnrolmentNotice.endpoint
                ? MedicalNotices.New(noticeNumber, in: region, on: today, letter: key) : nil)
    }

    private func notice(_ notice: EnrolmentNotice, _ change: MedicalEnrolmentNotice.Change) -> MedicalEnrolmentNotice {
        MedicalEnrolmentNotice(
            noticeNumber: noticeNumber, noticedOn: today,
            person: .init(name: notice.personName, number: notice.personNumber),
            employer: .init(creditCode: notice.creditCode, name: notice.employerName), change: change)
    }

    private var noticeNumber: String {
        takesBack ? NoticeNumber.ofReversal(caseNumber) : NoticeNumber.ofCase(caseNumber)
    }

    private func bill(for id: PlanId) throws -> TaxBill {
        guard let plan = try tx.plans.withId(id),
            let employer = try tx.employers.withIds([plan.employer])[plan.employer]
        else { preconditionFailure("a bill for a plan that is not on record") }
        let (received, returned) = try tx.books.throughBank(for: id)
        return TaxBill(
            planNumber: plan.number, employer, period: plan.period, payableIn: plan.payableIn,
            totals: try tx.plans.lines(of: id), credit: plan.offset + received, returned: returned)
    }
}

/// The numbers under which medical insurance is told of a case: that of the case, with a mark for its
/// reversal; so that an answer finds the case again.
enum NoticeNumber {
    private static let reversalMark = "-C"

    static func ofCase(_ caseNumber: String) -> String { caseNumber }
    static func ofReversal(_ caseNumber: String) -> String { caseNumber + reversalMark }

    static func caseNumber(of notice: String) -> (number: String, isReversal: Bool) {
        notice.hasSuffix(reversalMark)
            ? (String(notice.dropLast(reversalMark.count)), true) : (notice, false)
    }
}

extension Outbox.NewLetter {
    init(_ key: Int64, _ letter: OutboxMessage, case caseId: CaseId?) {
        self.init(
            id: key, partner: letter.endpoint.partner, kind: letter.endpoint.message,
            key: letter.idempotencyKey.text, body: String(decoding: letter.body, as: UTF8.self), case: caseId)
    }
}
