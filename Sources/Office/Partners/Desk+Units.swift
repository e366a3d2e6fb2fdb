import Basics
import Casework
import Database
import Exchange
import Matters
import Policy
import Records
import Storage

/// What the registers of units tell on their own.
extension Desk {
    /// Keeps what a register says of a unit; only what it registers itself counts.
    func learn(_ unit: SharedUnit, from register: Partner, _ now: Instant, _ tx: Transaction) throws -> Handled {
        guard Partner.register(of: unit.creditCode) == register else {
            return Handled(isDone: false, note: "\(unit.creditCode)不是\(register.name)登记的单位。")
        }
        try tx.partnerAnswers.note(.found(unit, at: now), creditCode: unit.creditCode)
        return Handled()
    }

    /// A unit founded through "E窗通" that wishes it is registered without an act of its own: the message is its application.
    func register(
        _ founded: UnitFounded, _ home: Region, _ now: Instant, _ today: Day, _ tx: Transaction
    ) throws -> Handled {
        let learnt = try learn(founded.unit, from: UnitFounded.endpoint.partner, now, tx)
        guard learnt.isDone, founded.wishesRegistration else { return learnt }
        guard let branch = try tx.branches.all().first(where: { $0.region == home && $0.division == founded.division })
        else {
            return Handled(isDone: false, note: "没有办理行政区划\(founded.division)参保登记的经办机构，\(founded.unit.name)未能登记。")
        }
        let application = Application(
            matter: EmployerRegistration.card.slug, region: home,
            applicant: .unit(creditCode: founded.unit.creditCode), channel: .partner, filedOn: today,
            answers: EmployerRegistration.answers(
                branch: branch.name, contact: founded.unit.contact,
                account: founded.account.map { ($0.bank, $0.number) }))
        let actor = Actor(role: .partner, login: nil, name: UnitFounded.endpoint.partner.name)
        let filing = Filing(application: application, digest: nil, actor: actor, now: now, today: today)
        switch try file(filing, tx) {
        case .filed(let caseId): return Handled(caseId: caseId)
        case .changed(let assessment):
            let reasons = assessment.refusals.map(\.sentence) + assessment.problems.map(\.sentence)
            let isRepeat = assessment.refusals.map(\.code) == ["registeredAlready"]
            return Handled(isDone: isRepeat, note: reasons.joined() + (assessment.gap?.sentence ?? ""))
        }
    }
}
