import Basics
package import Casework
import Database
import Matters
import Policy
import Storage

extension Desk {
    /// Asks that a refusal be looked at once more (申请复查): the case comes in anew, and others take it in and decide it.
    /// - Parameter check: whom a teller has before them.
    package func appeal(
        _ id: CaseId, version: Int, reason: String, by principal: Principal, knownBy check: IdentityCheck? = nil
    ) async throws {
        let actor = try Self.actor(of: principal)
        let visitor = try await visitor(check, in: id, by: principal)
        try await act(on: id, version: version, by: principal) { [self] opened, tx in
            if let objection = opened.state.objection(to: .appeal, by: actor) { throw DeskRefusal.objection(objection) }
            guard let last = appealEnds(for: opened.state, tx) else {
                throw DeskRefusal.invalid("本统筹区没有规定申请复查的期限，请依法申请行政复议或者提起行政诉讼。")
            }
            guard opened.today <= last else {
                throw DeskRefusal.invalid("申请复查的期限已于\(last.chinese)届满。您可以重新申请，或者依法申请行政复议、提起行政诉讼。")
            }
            var detail = try Self.giving(reason, asked: "请填写理由，复查人员会看到这段文字。")
            detail.identityCheck = visitor
            awaitAcceptance(&detail, of: try assessToday(opened, tx), on: opened.today)
            try append(.appeal, by: actor, to: &opened, detail)
        }
    }

    /// The last day on which a refusal can be appealed; `nil` where it was not refused, was appealed already, or the region has
    /// set no limit.
    func appealEnds(for state: CaseState, _ tx: Transaction) -> Day? {
        guard state.status == .refused, !state.isAppealed,
            let refusal = state.events.last(where: { $0.act == .refuse }),
            let rules = try? rules(in: state.application.region, on: refusal.on, for: "申请复查", tx),
            let limit = try? rules.policy.value(.appealLimit, on: refusal.on, askedBy: "申请复查")
        else { return nil }
        return rules.calendar.due(limit.value, after: refusal.on).day
    }

    /// A refusal that was put right says no more that it holds.
    func withdrawRefusals(of opened: OpenCase, by login: Int64?, _ tx: Transaction) throws {
        guard opened.state.isAppealed else { return }
        for paper in try tx.papers.of(opened.id) where paper.paper.kind == .resultForm && paper.withdrawal == nil {
            try tx.papers.withdraw(paper.id, on: opened.today, reason: "经复查，已准予办理", by: login)
        }
    }
}
