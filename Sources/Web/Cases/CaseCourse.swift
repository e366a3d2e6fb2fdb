import Basics
import Casework

/// The course of a case: who did what, when and why, and what comes next.
struct CaseCourse: Component {
    private let state: CaseState
    private let today: Day

    /// - Parameter today: by which a limit is past.
    init(_ state: CaseState, today: Day) {
        self.state = state
        self.today = today
    }

    var markup: Markup {
        let past = state.events.map(Self.event)
        return Timeline(past + [next].compactMap(\.self)).markup
    }

    private static func event(_ event: CaseEvent) -> Timeline.Event {
        Timeline.Event(
            title(of: event), at: event.at.chinese(on: event.on), by: by(event.actor), detail(of: event),
            place: .past)
    }

    private static func by(_ actor: Actor) -> String {
        actor.login == nil ? actor.name : "\(actor.role.chinese) \(actor.name)"
    }

    private static func title(of event: CaseEvent) -> String {
        switch (event.act, event.detail.succeeded) {
        case (.synchronise, let succeeded?): "\(event.detail.partner?.name ?? "协同部门")\(succeeded ? "已接收" : "未予办理")"
        case (.answer, let succeeded): "\(succeeded == false ? "未收到" : "收到")\(event.detail.partner?.name ?? "协同部门")答复"
        case (.ask, _): "向\(event.detail.partner?.name ?? "协同部门")查询"
        default: event.act.chinese
        }
    }

    private static func detail(of event: CaseEvent) -> Markup {
        let detail = event.detail
        return """
            \(optional: detail.reason, { "<p>\($0)</p>" })\
            \(optional: detail.identityCheck, { "<p>办理人\($0.shown)，\($0.proof)</p>" })\
            \(optional: detail.changed, { "<p>\($0)</p>" })\
            \(optional: detail.refusals, { "<ul>\(each: $0, { "<li>\($0.sentence)\($0.remedy)</li>" })</ul>" })\
            \(optional: detail.dueOn, { "<p>\(limit(of: event))：\($0)\(detail.dueIsProvisional == true ? "（下年度放假安排公布后可能调整）" : "")</p>" })\
            \(optional: detail.missingMaterials, { "<p>尚缺材料：\($0.joined(separator: "、"))</p>" })\
            \(optional: detail.paperNumber, { "<p>文书编号 \($0)</p>" })
            """
    }

    /// The agency's time to take in runs from what came in, its time to decide from the acceptance.
    private static func limit(of event: CaseEvent) -> String { event.act == .accept ? "办理期限" : "受理期限" }

    /// That the agency is late, and by how much.
    private var overdue: Markup? {
        guard let dueOn = state.dueOn, dueOn < today else { return nil }
        return "<span class=\"overdue\">\(StatusTag(.refused, "已超期\(today.days(since: dueOn))天"))</span>"
    }

    /// What follows where the case now stands.
    private var next: Timeline.Event? {
        func now(_ title: String, _ sentence: Markup) -> Timeline.Event {
            Timeline.Event(title, "<p>\(sentence)</p>", place: .now)
        }
        switch state.status {
        case .submitted:
            let due: Markup = state.dueOn.map { "应在\($0)前受理或者告知需要补正的内容。" } ?? ""
            return now("等待受理", "\(due)\(overdue)办理时限自收到申请之日起计算。")
        case .awaitingPartner: return now("等待协同部门答复", "取得答复后系统自动继续办理，不需要您做什么。")
        case .accepted:
            let due: Markup = state.dueOn.map { "应在\($0)前作出决定。\(overdue)" } ?? ""
            return now(state.route.required.contains(.endorse) && state.endorsedBy == nil ? "等待初审" : "等待审核", due)
        case .returned: return now("等待补正", "修改后重新提交，办件编号不变。")
        case .approved: return now("等待生效", "")
        case .effective, .refused, .withdrawn, .lapsed, .reversed: return nil
        }
    }
}
