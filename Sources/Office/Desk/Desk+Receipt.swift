import Casework
import Database
import Documents
import Matters
package import Storage

extension Desk {
    /// Takes a case in and issues its receipt (受理回执): a sealed paper, whose number the acceptance carries. What is decided at
    /// once ends in its result, and needs none.
    func takeIn(
        _ opened: inout OpenCase, _ acceptance: CaseEvent.Detail, _ assessment: Assessment, by actor: Actor
    ) throws {
        var detail = acceptance
        // Where nobody applied, nobody takes a receipt home.
        if opened.state.application.channel != .office {
            detail.paperNumber = try issueReceipt(of: opened, acceptance, assessment, by: actor)
        }
        try append(.accept, by: actor, to: &opened, detail)
    }

    private func issueReceipt(
        of opened: OpenCase, _ acceptance: CaseEvent.Detail, _ assessment: Assessment, by actor: Actor
    ) throws -> String? {
        let tx = try opened.rows.tx
        let event = CaseEvent(
            sequence: opened.state.version + 1, act: .accept, actor: actor, at: opened.now, on: opened.today,
            detail: acceptance)
        var accepted = opened.state
        // Whoever may not take it in is told so when it is appended.
        guard accepted.apply(event), let summary = try tx.cases.summary(of: opened.id) else { return nil }
        let application = accepted.application
        let (name, number) = try FormRoom.party(of: application, tx)
        let paper = AcceptanceReceipt.paper(
            of: assessment.matter.card, opened.number, summary.subject, accepted, applicant: name, number: number,
            authority: press.issuer.name, on: opened.today)
        var commitment = Commitment(
            desk: self, for: opened, in: application.region, policyVersion: try shelf.keep(at: opened.now, tx))
        try commitment.issuePaper(
            PaperIssue(paper: paper, person: application.applicant.person, employer: application.applicant.employer))
        return commitment.papers.first
    }
}

extension CaseView {
    /// The sealed receipt of its latest acceptance.
    package var receipt: IssuedPaper? { papers.last { $0.paper.kind == .acceptanceReceipt } }

    /// What it has come to: everything but receipts.
    package var results: [IssuedPaper] { papers.filter { $0.paper.kind != .acceptanceReceipt } }

    /// The result form that stands; the latest, where none does any more.
    package var resultForm: IssuedPaper? {
        let forms = papers.filter { $0.paper.kind == .resultForm }
        return forms.last { $0.withdrawal == nil } ?? forms.last
    }
}
