import Basics
import Casework
import HTTP
import Office
import Storage

/// Where changes of policy are proposed, tried and published.
package enum PublicationPaths {
    package static let list = Path("/agency/policy")
    package static let one = Path("/agency/policy/{publication}", Int.self)
    package static let act = Path("/agency/policy/{publication}/{act}", Int.self, PublicationAct.self)
}

package enum PublicationAct: String, PathParameter, CaseIterable {
    case retry, submit, discard, approve, reject
}

/// A change of policy: written by one, tried on everybody who is covered, published by another.
package struct PublicationPages: Sendable {
    let office: PortalOffice

    var desk: Desk { office.desk }

    package static func endpoints(_ office: PortalOffice) -> [Endpoint] {
        let pages = PublicationPages(office: office)
        return [
            .get(PublicationPaths.list, for: [.policyStaff]) { visit in
                try await atTheDesk { try await pages.list(visit, SubmittedForm(), []) }
            },
            .post(PublicationPaths.list, for: [.policyStaff]) { visit, form in
                try await atTheDesk { try await pages.propose(visit, form) }
            },
            .get(PublicationPaths.one, for: [.policyStaff]) { visit, id in
                try await atTheDesk { try await pages.one(visit, Int64(id)) }
            },
            .post(PublicationPaths.act, for: [.policyStaff]) { visit, _, id, act in
                try await atTheDesk { try await pages.act(visit, Int64(id), act) }
            },
        ]
    }

    private func list(
        _ visit: Visit, _ form: SubmittedForm, _ problems: [FieldProblem]
    ) async throws -> Response {
        let all = try await desk.publications(for: visit.principal)
        func problem(_ field: String) -> String? {
            let sentences = problems.filter { $0.field == field }.map(\.sentence)
            return sentences.isEmpty ? nil : sentences.joined(separator: " ")
        }
        return try office.page(
            "政策调整", visit, hasProblems: !problems.isEmpty, status: problems.isEmpty ? .ok : .unprocessable,
            """
            <h1>政策调整</h1>
            <p class="lead">调整比例、上下限等参数或者发布临时措施：一人起草，对全部参保人员试算，另一人审批后生效。以前计算的结果保留当时的依据。</p>
            \(if: all.isEmpty, EmptyState("还没有政策调整").markup)
            \(if: !all.isEmpty, table(all).markup)
            <h2>起草</h2>
            <div class="narrow">
            \(ProblemSummary(problems.map { (field: $0.field, sentence: $0.sentence) }))
            \(PostForm(to: PublicationPaths.list(), visit, """
                \(FormField("title", "标题", .text(maxLength: PublicationText.titleLimit), value: form["title"], problem: problem("title")))
                \(FormField("from", "起始日期", .day, hint: "费款所属期按当月首日执行的参数计算。", value: form["from"] ?? desk.today.month.next.firstDay.description, problem: problem("from")))
                \(FormField("through", "截止日期", .day, hint: "长期执行的不填；临时措施到期后恢复原来的数值。", isRequired: false, value: form["through"], problem: problem("through")))
                \(FormField("text", "内容", .longText(maxLength: PublicationText.textLimit), hint: "把括号中的内容换成实际内容，只写要调整的参数；各行的含义见下表。", value: form["text"] ?? Self.sample, problem: problem("text")))
                \(Self.words)
                <div class="actions">\(Button("保存并试算"))</div>
                """))
            </div>
            """)
    }

    /// The shape of a text, to write over; what is in brackets stays refused until it is filled in.
    private static let sample = """
        topic: 【主题】
        heldThrough: 【最后一个数值已知有效到的日期】
        sources:
          N: {title: 【文件名称】, number: 【文号】}
        parameters:
          【参数】:
            name: 【参数名称】
            kind: rate
            values:
              - {from: 【起始日期】, value: 【数值】, source: N, state: unverified}
        """

    /// What the words of a text mean, for people who write one.
    private static let words: Markup = """
        <details class="conditions"><summary>各行的含义</summary>
        \(DataTable(
            "各行的含义", [
                ("topic", "主题，例如：工伤保险费率"), ("heldThrough", "最后一个数值已知有效到的日期；长期有效的写open"),
                ("sources", "依据的文件：自己起的代号、名称、文号"), ("parameters", "要调整的参数，每项从参数的代码开始，例如workInjury.rate.employer"),
                ("name", "参数的名称"),
                ("kind", "数值的类型：rate比例，money金额，count整数，choice规定的选项，text文字，limit期限；按类别分列的加Table，例如rateTable"),
                ("unit", "整数的单位，可以不写：days天，months个月，yearMonth年月（如199801），dayOfMonth日等"),
                ("values", "各时期的数值，每个时期一行"), ("from", "从哪一天起执行"), ("value", "数值，例如16%或者7162"),
                ("source", "依据文件的代号"), ("state", "是否与原文核对过：verified已核实，unverified未核实"), ("note", "说明，可以不写"),
            ],
            columns: [.heading("写法") { "<code>\($0.0)</code>" }, .text("含义") { $0.1 }]))
        </details>
        """

    private func table(_ all: [ProposedPublication]) -> DataTable<ProposedPublication> {
        DataTable(
            "政策调整", all,
            columns: [
                .heading("标题") { "<a href=\"\(PublicationPaths.one(Int($0.id)))\">\($0.title)</a>" },
                .text("执行日期") { Self.days($0) }, .markup("状态") { Self.tag($0).markup },
                .text("起草") { $0.author }, .text("审批") { $0.approver ?? "—" },
            ])
    }

    private static func days(_ proposal: ProposedPublication) -> String {
        "\(proposal.from.chinese)起" + (proposal.through.map { "至\($0.chinese)" } ?? "")
    }

    private static func tag(_ proposal: ProposedPublication) -> StatusTag {
        switch proposal.state {
        case .draft: StatusTag(.yours, "起草中")
        case .awaiting: StatusTag(.waiting, "待审批")
        case .published: StatusTag(.done, "已发布")
        case .rejected: StatusTag(.refused, "未通过")
        }
    }

    private func propose(_ visit: Visit, _ form: SubmittedForm) async throws -> Response {
        var problems: [FieldProblem] = []
        func day(_ field: String) -> Day? {
            if case .success(let day) = Day.read(form.number(field) ?? "") { return day }
            problems.append(FieldProblem(field: field, sentence: "请填写日期，例如 2026-11-20。"))
            return nil
        }
        let from = day("from")
        let through = (form["through"] ?? "").trimmed.isEmpty ? nil : day("through")
        guard let from, problems.isEmpty else { return try await list(visit, form, problems) }
        let proposed = try await desk.propose(
            PublicationText(
                title: (form["title"] ?? "").trimmed,
                text: form["text"] ?? "", from: from, through: through),
            by: visit.principal)
        guard let id = proposed.id else { return try await list(visit, form, proposed.problems) }
        return .seeOther(PublicationPaths.one(Int(id)))
    }

    private func one(_ visit: Visit, _ id: Int64) async throws -> Response {
        let view = try await desk.publication(id, for: visit.principal)
        let proposal = view.proposal
        let progress = progress(view, visit)
        let response = try office.page(
            proposal.title, visit, above: [("政策调整", PublicationPaths.list())],
            """
            <h1>\(proposal.title)</h1>
            <p class="lead">\(Self.days(proposal))</p>
            <p>\(Self.tag(proposal))</p>
            <p class="quiet">\(proposal.author)于\(desk.clock.shown(proposal.writtenAt))起草\(if: proposal.approver != nil, "，\(proposal.approver ?? "")于\(proposal.decidedAt.map(desk.clock.shown) ?? "")审批")。</p>
            \(actions(view, visit))
            \(progress)
            \(trial(view))
            <h2>内容</h2>
            <pre class="source" tabindex="0" aria-label="政策内容">\(proposal.text)</pre>
            """)
        return progress?.keepingFresh(response) ?? response
    }

    private func progress(_ view: PublicationView, _ visit: Visit) -> WorkProgress? {
        guard let work = view.work, !work.isGivenUp else { return nil }
        return WorkProgress(
            "正在试算：已试算\(work.employersDone)户，共\(work.employers)户", work.employersDone, of: work.employers,
            note: work.note, on: PublicationPaths.one(Int(view.proposal.id)), visit)
    }

    private func trial(_ view: PublicationView) -> Markup {
        let isOpen = view.proposal.state == .draft || view.proposal.state == .awaiting
        let givenUp: Markup =
            view.work.map { $0.isGivenUp ? Notice(.error, "试算没有完成", "<p>\($0.note ?? "")</p>").markup : .empty }
            ?? .empty
        guard let trial = view.trial else { return givenUp }
        return """
            \(givenUp)
            \(if: isOpen && view.work == nil && view.isOutdated, Notice(.warning, "试算结果已过时", "<p>试算之后政策又有发布，请重新试算。</p>").markup)
            \(TrialResult(trial))
            """
    }

    private func actions(_ view: PublicationView, _ visit: Visit) -> Markup {
        func form(_ act: PublicationAct, _ label: String, _ weight: Button.Weight) -> Markup {
            PostForm(
                to: PublicationPaths.act(Int(view.proposal.id), act), visit, classes: "inline",
                Button(label, weight).markup
            ).markup
        }
        let isUnderWay = view.work.map { !$0.isGivenUp } ?? false
        let retry: Markup = isUnderWay ? .empty : form(.retry, "重新试算", .secondary)
        switch (view.proposal.state, view.isOwn) {
        case (.draft, true):
            return """
                <div class="inline-actions">\(form(.submit, "提交审批", .primary))\(retry)\(form(.discard, "删除", .secondary))</div>
                """
        case (.awaiting, true): return "<p>等待其他政策管理人员审批。</p><div class=\"inline-actions\">\(retry)</div>"
        case (.awaiting, false):
            return """
                <div class="inline-actions">\(form(.approve, "批准发布", .primary))\(form(.reject, "不予通过", .secondary))\(retry)</div>
                """
        default: return ""
        }
    }

    private func act(_ visit: Visit, _ id: Int64, _ act: PublicationAct) async throws -> Response {
        switch act {
        case .retry: try await desk.tryPublication(id, by: visit.principal)
        case .submit: try await desk.submitPublication(id, by: visit.principal)
        case .approve: try await desk.decidePublication(id, approves: true, by: visit.principal)
        case .reject: try await desk.decidePublication(id, approves: false, by: visit.principal)
        case .discard:
            try await desk.discardPublication(id, by: visit.principal)
            return .seeOther(PublicationPaths.list())
        }
        return .seeOther(PublicationPaths.one(Int(id)))
    }
}
