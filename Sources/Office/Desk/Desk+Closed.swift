import Basics
import Casework
import Database
import Records
import Storage

/// A deregistered employer looks back at what it filed and paid, has back what still comes for it, and files nothing else.
extension Desk {
    static func refusal(of applicant: Applicant, filing card: MatterCard, _ tx: Transaction) throws -> Refusal? {
        guard !card.isForClosedEmployers, let employer = applicant.employer,
            let closing = try tx.employerClosings.of(employer)
        else { return nil }
        return Refusal(
            "employerClosed", "本单位已于\(closing.closedOn.chinese)办理社会保险注销登记，不能再办理业务。",
            remedy: "以往的缴费计划、办件和文书可以继续查询；注销登记办理有误的，请联系参保地经办机构。")
    }

    static func requireGoingOn(_ applicant: Applicant, filing card: MatterCard, _ tx: Transaction) throws {
        guard let refusal = try refusal(of: applicant, filing: card, tx) else { return }
        throw DeskRefusal.invalid(refusal.sentence + refusal.remedy)
    }
}
