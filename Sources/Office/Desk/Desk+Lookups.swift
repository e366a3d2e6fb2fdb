import Basics
import Casework
import Database
import Records
import Storage

extension Desk {
    /// How many people an employer may ask the record about on one day: more than a clerk types in.
    package static let lookupsPerDay = 300

    /// A number alone shows an employer whom it belongs to, so nobody tries them out by the thousand; those whom it has
    /// enrolled itself it may look up as often as it likes. What a teller looks up is under the agency's eyes.
    func limitLookups(
        from before: Application?, to after: Application, _ matter: any Matter.Type, _ tx: Transaction
    ) throws {
        guard after.channel == .web, let employer = after.applicant.employer else { return }
        func asked(_ application: Application) -> Set<String> {
            Set(
                matter.factsNeeded(for: application).facts.compactMap { fact in
                    (fact as? PersonByDocument)?.document.socialSecurityNumber ?? (fact as? PersonByNumber)?.number
                })
        }
        for number in asked(after).subtracting(before.map(asked) ?? [])
        where try !tx.lookups.isKnown(number, to: employer) {
            guard try tx.lookups.count(by: employer, on: after.filedOn) <= Self.lookupsPerDay else {
                throw DeskRefusal.invalid(
                    "本单位今天查询的人员已达\(Self.lookupsPerDay)人次，为保护个人信息暂停查询，刚才填写的内容没有保存。请明天再办，或到经办窗口办理。")
            }
        }
    }
}
