package import Basics
import Casework
import Database
package import Exchange
import Matters
import Policy
import Records
import Storage

/// What became of a partner's message.
package enum Reception: Hashable, Sendable {
    /// Taken in now or before; the answer is the same each time.
    case received
    /// The key was used for another message.
    case keyReused
    case malformed(MalformedMessage)
    case unknownEndpoint
}

extension Desk {
    /// Takes in a partner's message whose signature has been checked. Its effect and the note that it was taken in commit
    /// together; so repeats, and answers that come out of order, change nothing.
    package func receive(_ message: InboxMessage, for home: Region) async throws -> Reception {
        try await ids.prepare()
        let body = String(decoding: message.body, as: UTF8.self)
        let handling: Handling
        do throws(MalformedMessage) {
            guard let read = try Handling(message) else { return .unknownEndpoint }
            handling = read
        } catch {
            return .malformed(error)
        }
        let (now, today) = (clock.now, clock.today)
        let partner = message.endpoint.partner
        let reception: Reception = try await database.transaction { [self] tx in
            if let earlier = try tx.inbox.earlier(partner, key: message.idempotencyKey.text) {
                return earlier.body == body ? .received : .keyReused
            }
            let result = try handle(handling, body, of: partner, home, now, today, tx)
            try tx.inbox.note(
                partner, key: message.idempotencyKey.text, kind: message.endpoint.message, body: body,
                done: result.isDone, note: result.note, case: result.caseId, at: now)
            return .received
        }
        wakeCourier()
        return reception
    }

    private enum Handling: Sendable {
        case window(CollectionWindow)
        case receipt(Exchange.TaxReceipt)
        case enrolmentAnswer(MedicalEnrolmentAnswer)
        case medicalMonth(MedicalMonthlyTotal)
        case founded(UnitFounded)
        case agreementAnswer(BankAgreementAnswer)
        case deductionResult(BankDeductionResult)
        case payment(BankPaymentNotice)
        case paymentReturn(BankPaymentReturn)
        case refundResult(BankRefundResult)
        case unitChanged(SharedUnit, on: Day)
        case unitEnded(SharedUnit, on: Day)

        init?(_ message: InboxMessage) throws(MalformedMessage) {
            switch message.endpoint {
            case CollectionWindow.endpoint: self = .window(try CollectionWindow(body: message.body))
            case Exchange.TaxReceipt.endpoint: self = .receipt(try Exchange.TaxReceipt(body: message.body))
            case MedicalEnrolmentAnswer.endpoint:
                self = .enrolmentAnswer(try MedicalEnrolmentAnswer(body: message.body))
            case MedicalMonthlyTotal.endpoint: self = .medicalMonth(try MedicalMonthlyTotal(body: message.body))
            case UnitFounded.endpoint: self = .founded(try UnitFounded(body: message.body))
            case UnitChanged<MarketRegulator>.endpoint:
                let told = try UnitChanged<MarketRegulator>(body: message.body)
                self = .unitChanged(told.unit, on: told.changedOn)
            case UnitChanged<CivilAffairs>.endpoint:
                let told = try UnitChanged<CivilAffairs>(body: message.body)
                self = .unitChanged(told.unit, on: told.changedOn)
            case UnitDeregistered<MarketRegulator>.endpoint:
                let told = try UnitDeregistered<MarketRegulator>(body: message.body)
                self = .unitEnded(told.unit, on: told.endedOn)
            case UnitDeregistered<CivilAffairs>.endpoint:
                let told = try UnitDeregistered<CivilAffairs>(body: message.body)
                self = .unitEnded(told.unit, on: told.endedOn)
            case BankAgreementAnswer.endpoint:
                self = .agreementAnswer(try BankAgreementAnswer(body: message.body))
            case BankDeductionResult.endpoint:
                self = .deductionResult(try BankDeductionResult(body: message.body))
            case BankPaymentNotice.endpoint: self = .payment(try BankPaymentNotice(body: message.body))
            case BankRefundResult.endpoint: self = .refundResult(try BankRefundResult(body: message.body))
            case BankPaymentReturn.endpoint: self = .paymentReturn(try BankPaymentReturn(body: message.body))
            default: return nil
            }
        }
    }

    struct Handled {
        var isDone = true
        var note: String?
        var caseId: CaseId?
    }

    private func handle(
        _ handling: Handling, _ body: String, of partner: Partner, _ home: Region, _ now: Instant, _ today: Day,
        _ tx: Transaction
    ) throws -> Handled {
        switch handling {
        case .window(let window):
            try tx.learnTaxWindow(home, window.period, opensOn: window.opensOn, closesOn: window.closesOn, at: now)
            return Handled()
        case .receipt(let receipt): return try book(receipt, home, now, today, tx)
        case .enrolmentAnswer(let answer): return try note(answer, now, today, tx)
        case .agreementAnswer(let answer): return try take(answer, now, today, tx)
        case .deductionResult(let result): return try take(result, home, now, today, tx)
        case .payment(let notice): return try take(notice, home, now, today, tx)
        case .paymentReturn(let told): return try take(told, body, home, now, today, tx)
        case .refundResult(let result): return try take(result, now, today, tx)
        case .medicalMonth(let month):
            guard let employer = try tx.employers.withCreditCodes([month.creditCode])[month.creditCode] else {
                return Handled(isDone: false, note: "没有统一社会信用代码为\(month.creditCode)的参保单位。")
            }
            try tx.keepMedicalMonth(
                employer: employer.id, period: month.period, people: month.people,
                unit: month.lines.map(\.unit).total, person: month.lines.map(\.person).total, asOf: month.asOf)
            return Handled()
        case .unitChanged(let unit, let day): return try change(unit, on: day, from: partner, now, today, tx)
        case .unitEnded(let unit, let day): return try end(unit, on: day, from: partner, now, today, tx)
        case .founded(let founded): return try register(founded, home, now, today, tx)
        }
    }

    /// A receipt is a matter like any other: filed by the partner, decided by rule, its case kept.
    private func book(
        _ receipt: Exchange.TaxReceipt, _ home: Region, _ now: Instant, _ today: Day, _ tx: Transaction
    ) throws -> Handled {
        let payer = try tx.employers.withCreditCodes([receipt.creditCode])[receipt.creditCode]
        let application = Application(
            matter: Matters.TaxReceipt.card.slug, region: payer?.region ?? home, applicant: .partner(.tax),
            channel: .partner, filedOn: today,
            answers: [
                "number": receipt.receiptNumber, "creditCode": receipt.creditCode,
                "planNumber": receipt.planNumber ?? "", "amount": receipt.amount.yuanText,
                "paidOn": receipt.paidOn.description,
            ])
        return try fileReceipt(application, by: .tax, now, today, tx)
    }

    /// Files what a partner reports as received; a repeat is done already, whatever else can't be booked is work.
    func fileReceipt(
        _ application: Application, by partner: Partner, _ now: Instant, _ today: Day, _ tx: Transaction
    ) throws -> Handled {
        let filing = Filing(
            application: application, digest: nil,
            actor: Actor(role: .partner, login: nil, name: partner.name), now: now, today: today)
        switch try file(filing, tx) {
        case .filed(let caseId): return Handled(caseId: caseId)
        case .changed(let assessment):
            let reasons = assessment.refusals.map(\.sentence) + assessment.problems.map(\.sentence)
            let isRepeat = [["bookedAlready"], ["returnedAlready"]].contains(assessment.refusals.map(\.code))
            return Handled(isDone: isRepeat, note: reasons.joined() + (assessment.gap?.sentence ?? ""))
        }
    }

    /// Medical insurance has taken an enrolment over or refused it; the employer is told what to do.
    private func note(
        _ answer: MedicalEnrolmentAnswer, _ now: Instant, _ today: Day, _ tx: Transaction
    ) throws -> Handled {
        let (number, isReversal) = NoticeNumber.caseNumber(of: answer.noticeNumber)
        guard let summary = try tx.cases.withNumber(number), let state = try tx.cases.state(of: summary.id),
            let act = MedicalAct.of(state.application.matter)
        else { return Handled(isDone: false, note: "没有编号为\(answer.noticeNumber)的参保办件。") }
        let partner = Actor(role: .partner, login: nil, name: Partner.medical.name)
        if let objection = state.objection(to: .synchronise, by: partner) {
            return Handled(isDone: false, note: objection.sentence, caseId: summary.id)
        }
        var opened = takeUp(summary.id, summary.number, state, at: now, on: today, tx)
        var detail = CaseEvent.Detail()
        detail.partner = .medical
        let key = Self.medicalRefused(state.application.applicant, caseNumber: summary.number)
        switch answer.outcome {
        case .accepted:
            detail.succeeded = true
            if !isReversal { try tx.toDos.settle(key, at: now) }
        case .refused(let refusal):
            detail.succeeded = false
            detail.reason = refusal.sentence + refusal.remedy
            let done = isReversal ? "撤销" : "办理"
            let sentence = "医疗保障部门未能为\(summary.subject)\(done)\(act.chinese)：\(refusal.sentence)\(refusal.remedy)"
            try tx.toDos.raise(ToDo(key, sentence: sentence, dueOn: nil), as: ids.next(.toDo), at: now)
        }
        try tx.keeperAnswers.note(
            refusal: detail.reason, by: .medical, on: answer.answeredOn, of: summary.id, takesBack: isReversal)
        try tx.medicalNotices.answered(answer.noticeNumber, on: answer.answeredOn, refusal: detail.reason)
        try append(.synchronise, by: partner, to: &opened, detail)
        return Handled(caseId: summary.id)
    }

    private static func medicalRefused(_ applicant: Applicant, caseNumber: String) -> ToDo.Key {
        ToDo.Key(applicant, kind: "medical-refused", subject: caseNumber)
    }

    /// The employer's operator says that what medical insurance refused has been filed with it otherwise.
    package func settleMedicalRefusal(caseNumber: String, by principal: Principal) async throws {
        guard principal.role == .employerOperator, let employer = principal.employer else {
            throw DeskRefusal.notFound
        }
        try Self.require(.staff, of: principal)
        let key = Self.medicalRefused(.employer(employer), caseNumber: caseNumber)
        let now = clock.now
        try await database.transaction { tx in try tx.toDos.settle(key, at: now, by: principal.login) }
    }
}
