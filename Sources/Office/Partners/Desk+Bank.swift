import Basics
import Casework
import Database
import Exchange
import Records
import Storage

extension Desk {
    /// The bank has decided on an agreement: its answer is kept, and the case that waits for it goes on.
    func take(
        _ answer: BankAgreementAnswer, _ now: Instant, _ today: Day, _ tx: Transaction
    ) throws -> Handled {
        guard let request = try tx.deductions.request(answer.requestNumber),
            let summary = try tx.cases.summary(of: request.caseId)
        else { return Handled(isDone: false, note: "没有编号为\(answer.requestNumber)的扣款协议申请。") }
        let feedback = answer.feedback
        if let earlier = request.feedback {
            return earlier == feedback
                ? Handled(caseId: summary.id)
                : Handled(isDone: false, note: "申请\(answer.requestNumber)已有不同的处理结果。", caseId: summary.id)
        }
        try tx.deductions.note(feedback, on: answer.answeredOn, to: request.number)
        if try resume(summary, at: now, on: today, answer: feedback.sentence, tx) { return Handled(caseId: summary.id) }
        guard case .accepted(let number, _) = feedback, !summary.status.isOpen else {
            return Handled(caseId: summary.id)
        }
        try end(agreement: number, of: request.employer, because: summary, now, today, tx)
        return Handled(caseId: summary.id)
    }

    /// The application was withdrawn meanwhile: the bank must not keep an agreement that nobody has here.
    private func end(
        agreement number: String, of employer: EmployerId, because summary: Cases.Summary, _ now: Instant,
        _ today: Day, _ tx: Transaction
    ) throws {
        guard try tx.deductions.current(of: employer)?.agreementNumber != number,
            let employer = try tx.employers.withIds([employer])[employer]
        else { return }
        try post(
            BankAgreementEnd(agreementNumber: number, creditCode: employer.creditCode, endedOn: today),
            case: summary.id, at: now, tx)
    }
}

extension BankAgreementAnswer {
    fileprivate var feedback: BankFeedback {
        switch outcome {
        case .accepted(let feedback):
            .accepted(agreementNumber: feedback.agreementNumber, activeOn: feedback.activeOn)
        case .refused(let refusal): .refused(sentence: refusal.sentence, remedy: refusal.remedy)
        }
    }
}

extension BankFeedback {
    fileprivate var sentence: String {
        switch self {
        case .accepted(let number, let day): "银行已开通扣款，协议号\(number)，\(day.chinese)起可以扣款。"
        case .refused(let sentence, let remedy): "银行未开通扣款：\(sentence)\(remedy)"
        }
    }
}
