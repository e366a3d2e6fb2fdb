package import Basics

/// The receipt for what was handed in (受理回执), sealed once the case is taken in; before, a slip that is signed by hand.
package enum AcceptanceReceipt {
    /// What it is called, by whether the case has been taken in.
    package static func title(of state: CaseState) -> String {
        state.events.contains { $0.act == .accept } ? "社会保险业务受理回执" : "社会保险业务申请材料接收凭证"
    }

    /// - Parameters:
    ///   - state: with the acceptance, where there has been one.
    ///   - caseNumber: under which the applicant asks how far it is.
    ///   - applicant: by name; `number` is the credit code or social security number.
    package static func paper(
        of card: MatterCard, _ caseNumber: String, _ subject: String, _ state: CaseState, applicant: String,
        number: String, authority: String, on day: Day
    ) -> Paper {
        Paper(
            kind: .acceptanceReceipt, title: title(of: state), subtitle: authority,
            parts: [
                .fields(
                    heading: "申请信息",
                    [
                        Paper.Field("办件编号", caseNumber), Paper.Field("申请事项", card.name),
                        Paper.Field("申请人", applicant), Paper.Field("申请人号码", number),
                        Paper.Field("申请内容", subject), Paper.Field("申请渠道", state.application.channel.chinese),
                    ] + (state.application.identityCheck.map { [Paper.Field("办理人", $0.shown)] } ?? [])),
                .fields(heading: "受理情况", course(of: state)), materials(of: card, state),
                .note("凭办件编号和申请人号码可以在网上服务平台“办件进度”查询，或拨打12333咨询。办结后，结果表单可在网上下载，也可到任一经办机构服务窗口领取。"),
            ], keyFields: [Paper.Field("办件编号", caseNumber), Paper.Field("事项", card.name)] + days(of: state),
            issuedOn: day)
    }

    private static func days(of state: CaseState) -> [Paper.Field] {
        course(of: state).filter { ["申请日期", "受理日期", "办理期限"].contains($0.name) }
    }

    private static func course(of state: CaseState) -> [Paper.Field] {
        let acceptance = state.events.last { $0.act == .accept }
        var fields = [Paper.Field("申请日期", state.events[0].on.chinese), Paper.Field("当前状态", state.status.chinese)]
        if let acceptance {
            fields.append(Paper.Field("受理日期", acceptance.on.chinese))
            if let due = acceptance.detail.dueOn { fields.append(Paper.Field("办理期限", "\(due.chinese)前")) }
            fields.append(Paper.Field("受理人员", acceptance.actor.name))
        } else if state.status == .submitted, let due = state.dueOn {
            fields.append(Paper.Field("受理期限", "\(due.chinese)前"))
        }
        if !state.missingMaterials.isEmpty {
            fields.append(Paper.Field("待补材料", state.missingMaterials.joined(separator: "、")))
        }
        return fields
    }

    private static func materials(of card: MatterCard, _ state: CaseState) -> Paper.Part {
        let received = state.application.materials
        if received.isEmpty { return .fields(heading: "收到的材料", [Paper.Field("材料", "本事项未收取材料")]) }
        let rows = card.materials.compactMap { material -> [String]? in
            let pages = received.filter { $0.key == material.key }
            if pages.isEmpty { return nil }
            return [material.name, "\(pages.count)", pages.allSatisfy { $0.originalSeenBy != nil } ? "已核验原件" : "—"]
        }
        return .table(
            heading: "收到的材料",
            Paper.Table(
                columns: [
                    Paper.Column("材料名称", weight: 6), Paper.Column("份数", .centre, weight: 2),
                    Paper.Column("核验情况", .centre, weight: 3),
                ], rows: rows))
    }
}
