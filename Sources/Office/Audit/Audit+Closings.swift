import Basics
import Casework
import Database
import Matters
import Records
import Storage

extension AuditRound {
    /// Employers are closed by the cases that did so and by no other row: all of a closing follows from its case's trail.
    mutating func checkClosings(of trails: [CaseId: CaseState]) throws {
        guard !trails.isEmpty else { return }
        var expected = trails.compactMapValues(\.closing)
        for written in try tx.employerClosings.written(by: Array(trails.keys)) {
            guard let said = expected.removeValue(forKey: written.caseId) else {
                find("employer_closing", "\(written.caseId)", "所称的办件没有办理过单位注销登记。")
                continue
            }
            if said.closing != written.closing || said.reopenedOn != written.reopenedOn {
                find("employer_closing", "\(written.caseId)", "单位注销登记与其办件的办理记录不符。")
            }
        }
        for id in expected.keys.sorted() { find("employer_closing", "\(id)", "办件办理的单位注销登记不存在，或改属其他办件。") }
    }
}

extension CaseState {
    /// What the trail of a deregistration that took effect says of it.
    fileprivate var closing: (closing: EmployerClosing, reopenedOn: Day?)? {
        guard application.matter == EmployerDeregistration.card.slug, let employer = application.applicant.employer,
            let effect = events.first(where: { $0.act == .takeEffect }),
            let end = EmployerDeregistration.end(in: application)
        else { return nil }
        return (
            EmployerClosing(employer: employer, closedOn: effect.on, endedOn: end.on, reason: end.reason),
            events.first { $0.act == .reverse }?.on
        )
    }
}
