import Basics
import Casework
import Database
import Exchange
import Matters
import Policy
import Records
import Storage

/// A register tells that what it keeps of a unit has changed.
extension Desk {
    /// Files the employer's change by itself (decision 6). Where that can't be decided without the employer, it is told what is
    /// missing and by when the law wants it.
    func change(
        _ unit: SharedUnit, on changedOn: Day, from register: Partner, _ now: Instant, _ today: Day, _ tx: Transaction
    ) throws -> Handled {
        let learnt = try learn(unit, from: register, now, tx)
        guard learnt.isDone, unit.status == .active,
            let employer = try tx.employers.withCreditCodes([unit.creditCode])[unit.creditCode],
            try tx.employerClosings.of(employer.id) == nil,
            // A message that was overtaken by a newer record says nothing of today.
            try tx.partnerAnswers.unit(unit.creditCode).unit == unit
        else { return learnt }
        let isRecorded = try tx.employerRecords.current(of: [employer.id])[employer.id] != nil
        let application = Application(
            matter: EmployerChange.card.slug, region: employer.region, applicant: .employer(employer.id),
            channel: .partner, filedOn: today,
            answers: EmployerChange.answers(contact: isRecorded ? nil : unit.contact))
        let filing = Filing(
            application: application, digest: nil, actor: Actor(role: .partner, login: nil, name: register.name),
            now: now, today: today)
        switch try file(filing, tx) {
        case .filed(let caseId): return Handled(caseId: caseId)
        case .changed(let assessment):
            if assessment.refusals.map(\.code) == ["nothingChanged"] { return Handled() }
            let reasons =
                (assessment.refusals.map(\.sentence) + assessment.problems.map(\.sentence)
                + assessment.missingMaterials.map { "请上传\($0.name)。" }).joined() + (assessment.gap?.sentence ?? "")
            try tx.toDos.raise(
                ToDo(
                    EmployerChange.toDo(of: employer.id),
                    sentence: "\(register.name)已登记本单位的变更（\(changedOn.chinese)），未能自动更新：\(reasons)请办理单位信息变更。",
                    dueOn: registrationDue(changedOn, employer.region, today, tx), matter: EmployerChange.card.slug),
                as: ids.next(.toDo),
                at: now)
            return Handled(note: reasons)
        }
    }

    /// By when an employer has a change of its registration, or its end, registered (社会保险法 art. 57); `nil` where the region's
    /// policy does not say.
    func registrationDue(_ changedOn: Day, _ region: Region, _ today: Day, _ tx: Transaction) -> Day? {
        guard let rules = try? rules(in: region, on: today, for: EmployerChange.card.name, tx),
            let limit = try? rules.policy.value(.employerChangeLimit, on: today, askedBy: EmployerChange.card.name)
        else { return nil }
        return rules.calendar.due(limit.value, after: changedOn).day
    }
}
