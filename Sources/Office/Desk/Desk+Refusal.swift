import Basics
package import Casework
import Database
import Documents
import Matters
import Storage

extension Desk {
    /// Refuses a case; the applicant takes home a paper that gives the reason and what they can do.
    package func refuse(_ id: CaseId, version: Int, reason: String, by principal: Principal) async throws {
        let actor = try Self.actor(of: principal)
        try await act(on: id, version: version, by: principal) { [self] opened, tx in
            let detail = try Self.giving(reason)
            try append(.refuse, by: actor, to: &opened, detail)
            try issueRefusal(of: &opened, reason: detail.reason ?? "", tx)
        }
    }

    private func issueRefusal(of opened: inout OpenCase, reason: String, _ tx: Transaction) throws {
        let application = opened.state.application
        guard let card = Catalogue.matter(application.matter)?.card, let summary = try tx.cases.summary(of: opened.id)
        else { preconditionFailure("a case of no matter") }
        let form = ResultForm.refusal(
            of: card, caseNumber: opened.number, authority: press.issuer.name, subject: summary.subject,
            reason: reason, submittedOn: opened.state.events[0].on, decidedOn: opened.today,
            appealUntil: appealEnds(for: opened.state, tx))
        var commitment = Commitment(
            desk: self, for: opened, in: application.region, policyVersion: try shelf.keep(at: opened.now, tx))
        try commitment.issuePaper(
            PaperIssue(paper: form, person: application.applicant.person, employer: application.applicant.employer))
        for number in commitment.papers {
            var issued = CaseEvent.Detail()
            issued.paperNumber = number
            try append(.issue, by: .system, to: &opened, issued)
        }
    }
}
