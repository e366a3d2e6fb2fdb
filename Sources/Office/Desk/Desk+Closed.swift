import Basics
import Casework
import Database
import Records
import Storage

/// A deregistered employer looks back at what it filed and paid, and files nothing more.
extension Desk {
    static func refusal(of applicant: Applicant, _ tx: Transaction) throws -> Refusal? {
        guard let employer = applicant.employer, let closing = try tx.employerClosings.of(employer) else { return nil }
        return Refusal(
            "employerClosed", "本单位已于\(closing.closedOn.chinese)办理社会保险注销登记，不能再办理业务。",
            remedy: "以往的缴费计划、办件和结果表单可以继续查询；注销登记办理有误的，请联系参保地经办机构。")
    }

    static func requireGoingOn(_ applicant: Applicant, _ tx: Transaction) throws {
        guard let refusal = try refusal(of: applicant, tx) else { return }
        throw DeskRefusal.invalid(refusal.sentence + refusal.remedy)
    }
}
