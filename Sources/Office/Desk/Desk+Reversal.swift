import Basics
package import Casework
import Database
import Matters
import Policy
import Storage

/// What would follow if a case that has taken effect were taken back, and the digest by which it is confirmed.
package struct Reversal: Sendable {
    package let decision: Decision
    package let digest: String
}

extension Desk {
    /// Takes back a case that was decided in error (撤销误办), as the preview showed it: its outcomes follow, its papers are
    /// withdrawn, the trail keeps the reason. Who took it in, endorsed or approved it does not.
    package func reverse(
        _ id: CaseId, version: Int, digest: String, reason: String, by principal: Principal
    ) async throws {
        try await ids.prepare()
        let actor = try Self.actor(of: principal)
        try await act(on: id, version: version, by: principal) { [self] opened, tx in
            if let objection = opened.state.objection(to: .reverse, by: actor) {
                throw DeskRefusal.objection(objection)
            }
            let reversal = try reversal(of: id, opened.state, on: opened.today, tx).get()
            guard reversal.digest == digest else {
                throw DeskRefusal.invalid("撤销后的结果与您看到的预览不同，没有撤销。请核对新的预览后再办理。")
            }
            var detail = try Self.giving(reason)
            detail.digest = reversal.digest
            detail.policyVersion = try shelf.keep(at: opened.now, tx)
            let written = try carryOut(reversal.decision, of: opened, tx)
            detail.written = written.isEmpty ? nil : written
            try append(.reverse, by: actor, to: &opened, detail)
            try replaceList(naming: opened, by: principal.login, tx)
            // A batch's list lies with one of its cases and is not that case's alone.
            for paper in try tx.papers.of(id) where paper.withdrawal == nil && paper.paper.kind != .batchList {
                try tx.papers.withdraw(
                    paper.id, on: opened.today, reason: "所依据的办件已撤销：\(detail.reason ?? "")", by: principal.login)
            }
        }
    }

    private func carryOut(_ decision: Decision, of opened: OpenCase, _ tx: Transaction) throws -> [RecordDigest] {
        let application = opened.state.application
        let rules = try rules(in: application.region, on: opened.today, for: "撤销", tx)
        var commitment = Commitment(
            desk: self, for: opened, in: application.region, policyVersion: try shelf.keep(at: opened.now, tx),
            perEmployer: try rules.linesPerEmployment(in: opened.today.month), takesBack: true)
        try commitment.carryOut(decision.outcomes)
        return commitment.written
    }

    /// Why a case can't be taken back, or what would follow.
    func reversal(
        of id: CaseId, _ state: CaseState, on today: Day, _ tx: Transaction
    ) throws -> Result<Reversal, DeskRefusal> {
        guard let matter = Catalogue.matter(state.application.matter) else { return .failure(.notFound) }
        return try reversal(of: EffectiveCase(id: id, application: state.application), as: matter, on: today, tx)
    }

    private func reversal<M: Matter>(
        of effective: EffectiveCase, as matter: M.Type, on today: Day, _ tx: Transaction
    ) throws -> Result<Reversal, DeskRefusal> {
        var facts = Facts()
        try facts.load(M.factsToReverse(effective), tx)
        try facts.load(M.furtherFactsToReverse(effective, knowing: facts, on: today), tx)
        let book = try shelf.inForce(tx)
        do throws(PolicyGap) {
            let rules = try rules(in: effective.application.region, on: today, for: M.card.name, under: book)
            guard let decision = try M.reversal(of: effective, knowing: facts, under: rules) else {
                return .failure(.invalid("“\(M.card.name)”的这项办件不能撤销。"))
            }
            return .success(
                Reversal(decision: decision, digest: decision.digest(policyVersion: book.version.digest, on: today)))
        } catch {
            return .failure(.invalid(error.sentence))
        }
    }
}
