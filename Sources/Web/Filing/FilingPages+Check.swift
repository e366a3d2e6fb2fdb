import Basics
import Casework
import HTTP
import Matters
import Office
import Policy
import Records
import Storage

/// Checking what would follow, and sending it.
extension FilingPages {
    func check(_ visit: Visit, _ id: DraftId) async throws -> Response {
        let draft = try await desk.draft(id, of: visit.principal)
        let assessment = try await desk.preview(id, by: visit.principal)
        guard FormProblem.all(of: assessment).isEmpty else {
            return .seeOther(paths.draft(id).with(["check": "1"]).address)
        }
        return try await checkPage(visit, draft, assessment, before: nil)
    }

    /// Sends what was previewed. If that would no longer follow, nothing is committed and the new preview is shown.
    func submit(_ visit: Visit, _ form: SubmittedForm, _ id: DraftId) async throws -> Response {
        let principal = try visit.principal
        if let filed = try await filedAsUnit(visit, id) { return filed }
        let waiting = try? await desk.draft(id, of: principal).waiting
        switch try await desk.submit(id, digest: form["digest"] ?? "", by: principal) {
        case .filed(let caseId):
            // What was just registered may have made an operator of whoever sent it.
            if portal == .unit { return .seeOther(UnitPaths.filed(caseId).address) }
            let record = paths.caseRecord(caseId).with(["filed": "1"])
            return .seeOther((waiting.map { record.with(["next": "\($0)"]) } ?? record).address)
        case .changed(let assessment):
            guard FormProblem.all(of: assessment).isEmpty else {
                return .seeOther(paths.draft(id).with(["check": "1"]).address)
            }
            let draft = try await desk.draft(id, of: principal)
            return try await checkPage(visit, draft, assessment, before: form.seenLines)
        }
    }

    /// - Parameter before: what the earlier preview said, where it no longer holds.
    private func checkPage(
        _ visit: Visit, _ draft: Draft, _ assessment: Assessment, before: [Statement.Line]?
    ) async throws -> Response {
        let card = assessment.matter.card
        let rows = try await planRows(visit, draft, assessment)
        try await noteStaff(visit, assessment)
        let applicant = try await applicant(visit, assessment)
        return try office.page(
            "核对内容", visit, above: [("未提交的申请", paths.drafts()), (card.name, paths.draft(draft.id))],
            hasProblems: !assessment.canGoAhead, status: before == nil ? .ok : .conflict,
            """
            \(Steps(Self.steps, current: 1))
            <h1>核对内容</h1>
            \(applicant)
            <div class="measure">
            \(optional: before, { ChangedStatement(since: $0, assessment, .filing).markup })
            \(Objections(assessment) { number, first in
                PostForm(to: paths.first(draft.id, number), visit, """
                    <div class="actions">\(Button(first.reason))</div>
                    """).markup
            })
            <h2>填写的内容</h2>
            \(AnswerList(assessment, change: paths.draft(draft.id), file: { paths.draftMaterial(draft.id, $0) }))
            \(if: draft.application.channel != .office, """
                <p><a href="\(paths.draftForm(draft.id))">打印申请表</a>\
                <span class="quiet">（需要纸质表存档或到窗口办理时使用；网上提交的不用打印）</span></p>
                """)
            \(optional: assessment.decision, { consequences(assessment, $0, rows) })
            \(confirmation(visit, draft, assessment))
            </div>
            """)
    }

    private func consequences(_ assessment: Assessment, _ decision: Decision, _ rows: Markup) -> Markup {
        """
        <h2>提交后将办理</h2>
        \(if: decision.restsOnUnverified, Notice(.warning, "含未核实的政策参数", """
            <p>计算所用的个别参数尚未与发布原文核对，标注“未核实”的金额以核实后为准。</p>
            """).markup)
        \(Statement(decision.statement))
        \(Explanations(decision.explanations))
        \(rows)
        \(optional: assessment.route, { RouteNotice($0, awaitsPartner: assessment.awaitsPartner, inquires: assessment.inquiry?.partner, desk.terms(of: assessment.matter.card, in: assessment.application.region)).markup })
        """
    }

    private func confirmation(_ visit: Visit, _ draft: Draft, _ assessment: Assessment) -> Markup {
        guard let decision = assessment.decision, let digest = assessment.digest else {
            // What has to be done first stands with its reason, and leads.
            let leads = assessment.refusals.contains { $0.first != nil }
            return """
                <div class="actions">\(LinkButton("返回修改", to: paths.draft(draft.id), leads ? .secondary : .primary))</div>
                """
        }
        return PostForm(
            to: paths.submit(draft.id), visit,
            """
            <input type="hidden" name="digest" value="\(digest)">\(SeenStatement(decision))
            <div class="actions">\(Button("确认提交"))\(LinkButton("返回修改", to: paths.draft(draft.id), .secondary))</div>
            """
        ).markup
    }
}

extension FilingPages {
    /// A certificate of an employer may name its people: whoever sees the preview reads of them.
    private func noteStaff(_ visit: Visit, _ assessment: Assessment) async throws {
        for case .issue(let issue) in assessment.decision?.outcomes ?? [] {
            guard issue.person == nil, let employer = issue.employer, issue.paper.kind.isOfRecord else { continue }
            try await office.note(
                visit, "核对“\(assessment.matter.card.name)”", .list(employer, filter: "文书预览", page: 1))
        }
    }
}

/// The people of a plan that would follow, row by row.
extension FilingPages {
    private func planRows(_ visit: Visit, _ draft: Draft, _ assessment: Assessment) async throws -> Markup {
        let plans = assessment.decision?.outcomes.compactMap { outcome in
            if case .owe(let plan) = outcome { plan } else { nil }
        }
        guard let plan = plans?.first, !plan.rows.isEmpty else { return .empty }
        let preview = try await Pages(desk).preview(plan, page: visit.query["page"].flatMap { Int($0) } ?? 1)
        try await office.note(
            visit, "核对\(plan.period.chinese)缴费计划", .list(plan.employer, filter: "缴费计划预览", page: preview.page))
        return """
            <h3 id="people">人员明细</h3>
            \(PlanPeople(preview.people))
            \(Pagination(page: preview.page, of: preview.pageCount) {
                paths.check(draft.id).with(["page": String($0)]).at("people")
            })
            """
    }
}
