import Basics
import Casework
import Database
import Exchange
import Matters
import Policy
import Records
import Storage

/// A register tells that a unit has come to its end.
extension Desk {
    /// Files the employer's deregistration by itself (decision 6). Where something still stands in the way, the employer is told
    /// what, and finishes it with one act of its own.
    func end(
        _ unit: SharedUnit, on endedOn: Day, from register: Partner, _ now: Instant, _ today: Day, _ tx: Transaction
    ) throws -> Handled {
        let learnt = try learn(unit, from: register, now, tx)
        guard learnt.isDone, let employer = try tx.employers.withCreditCodes([unit.creditCode])[unit.creditCode],
            try tx.employerClosings.of(employer.id) == nil,
            // A message that was overtaken by a newer record says nothing of today.
            try tx.partnerAnswers.unit(unit.creditCode).unit.map({ $0.status != .active }) ?? false
        else { return learnt }
        let application = Application(
            matter: EmployerDeregistration.card.slug, region: employer.region, applicant: .employer(employer.id),
            channel: .partner, filedOn: today,
            answers: EmployerDeregistration.answers(endedOn: endedOn, unit.status))
        let filing = Filing(
            application: application, digest: nil, actor: Actor(role: .partner, login: nil, name: register.name),
            now: now, today: today)
        switch try file(filing, tx) {
        case .filed(let caseId): return Handled(caseId: caseId)
        case .changed(let assessment):
            // What stands in the way changes from day to day; the page of the matter says it as it is then.
            let reasons = assessment.refusals.map(\.sentence).joined() + (assessment.gap?.sentence ?? "")
            let sentence =
                "\(register.name)已登记本单位\(unit.status.chinese)（\(endedOn.chinese)）。请先为职工减员、结清费用，再办理社会保险注销登记；还须处理的事项打开后逐项列出。"
            try tx.toDos.raise(
                ToDo(
                    EmployerDeregistration.toDo(of: employer.id), sentence: sentence,
                    dueOn: registrationDue(endedOn, employer.region, today, tx),
                    matter: EmployerDeregistration.card.slug,
                    answers: application.answers), as: ids.next(.toDo), at: now)
            return Handled(note: reasons)
        }
    }
}
