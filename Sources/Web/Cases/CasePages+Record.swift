import Basics
import Casework
import HTTP
import Matters
import Office
import Policy
import Storage

/// One case: where it stands, its course, its papers, what can be done.
extension CasePages {
    /// - Parameters:
    ///   - refusal: why what was just asked has not been done.
    ///   - seen: what a reviewer wanted to approve, where that is not what would follow now.
    func record(
        _ visit: Visit, _ id: CaseId, refusal: DeskRefusal? = nil, seen: [Statement.Line]? = nil
    ) async throws -> Response {
        let principal = try visit.principal
        let view = try await desk.view(id, by: principal)
        if let person = view.summary.person {
            try await office.note(visit, "查看办件 \(view.summary.number)", .person(person))
        }
        let title = Catalogue.name(of: view.summary.matter)
        let waiting = await waitingDraft(visit, principal)
        return try office.page(
            title, visit, above: portal == .agency ? [] : [("我的办件", paths.cases())],
            hasProblems: refusal != nil || seen != nil, status: refusal == nil && seen == nil ? .ok : .conflict,
            """
            \(optional: refusal, { Notice(.error, "操作没有生效", "<p>\($0.sentence)</p>").markup })
            \(optional: seen.flatMap { seen in view.assessment.map { ChangedStatement(since: seen, $0, .approval) } }, \.markup)
            \(if: visit.query["filed"] != nil, filed(view).markup)
            \(optional: waiting, { goOn($0).markup })
            \(head(view, title))
            \(if: view.state.status == .refused && portal != .agency, refused(view))
            <div class="columns">
            <section>
            \(portal == .agency ? application(view) : .empty)
            \(actions(view, visit))
            \(suggestions(view, visit))
            \(plans(view))
            \(papers(view))
            \(if: portal == .agency, Handing(view, visit).markup)
            \(portal == .agency ? .empty : application(view))
            </section>
            <section>
            <h2>办理进度</h2>
            \(CaseCourse(view.state, today: desk.today))
            </section>
            </div>
            <div class="measure">
            \(portal == .agency ? MaterialViewer(view).markup : .empty)
            \(result(view))
            \(portal == .agency ? Review(view, visit).markup : .empty)
            </div>
            """)
    }

    /// The draft for whose sake this case was filed, if it still waits.
    private func waitingDraft(_ visit: Visit, _ principal: Principal) async -> Draft? {
        guard let id = visit.query["next"].flatMap({ Int64($0) }) else { return nil }
        return try? await desk.draft(DraftId(id), of: principal)
    }

    private func goOn(_ draft: Draft) -> Notice {
        let name = Catalogue.matter(draft.application.matter)?.card.name ?? "申请"
        return Notice(
            .info, "还有一项申请等您继续办理",
            "<div class=\"actions\">\(LinkButton("继续办理：\(name)", to: paths.check(draft.id)))</div>")
    }

    private func filed(_ view: CaseView) -> Notice {
        switch view.state.status {
        case .effective where view.state.wasDecidedAtOnce:
            Notice(.success, "已办结", "<p>提交的申请符合规则，已经当场办结。</p>")
        case .effective: Notice(.success, "已办结", "<p>申请已经办结，经过见“办理进度”。</p>")
        default: Notice(.success, "已提交", "<p>请记下办件编号\(view.summary.number)，可随时在这里查看进度。</p>")
        }
    }

    /// The way to the amounts that came of it.
    private func plans(_ view: CaseView) -> Markup {
        if portal != .employer || view.plans.isEmpty { return .empty }
        return """
            <h2>缴费计划</h2>
            <ul>\(each: view.plans, { "<li><a href=\"\(EmployerPaths.plan($0))\">\($0)</a></li>" })</ul>
            """
    }

    private func head(_ view: CaseView, _ title: String) -> Markup {
        """
        <div class="head"><h1>\(title)</h1>\(view.state.status.tag(isApplicant: portal != .agency))</div>
        <p class="lead">\(if: view.summary.subject != title, "\(view.summary.subject) · ")办件编号 <span class="number">\(view.summary.number)</span>\
        \(if: portal == .agency && Catalogue.matter(view.summary.matter) != nil, " · <a href=\"\(AgencyPaths.receipt(view.summary.id))\">受理信息</a>")\
        \(optional: view.batch, { " · <a href=\"\((portal == .agency ? BatchPaths.agency : .employer).batch($0.id))\">批量办理\($0.number)</a>" })</p>
        """
    }

    /// Why it was refused, and what the applicant can do.
    private func refused(_ view: CaseView) -> Markup {
        let reason = view.state.events.last { $0.act == .refuse }?.detail.reason ?? ""
        return Notice(
            .error, "不予办理",
            """
            <p>理由：\(reason)</p><p>\(ResultForm.remedies)\(optional: view.appealUntil, { "\(ResultForm.appeal(until: $0))" })</p>
            <div class="actions">\(LinkButton("重新申请", to: paths.apply(view.summary.matter), .secondary))</div>
            """
        ).markup
    }

    private func actions(_ view: CaseView, _ visit: Visit) -> Markup {
        let id = view.summary.id
        let acts = VisitorAct.allCases.filter { view.acts.contains($0.act) }
        if let principal = try? visit.principal, view.needsVisitor(before: principal, on: desk.today) {
            if acts.isEmpty { return appealed(view) }
            let names = acts.map(\.chinese).joined(separator: "、")
            return """
                \(appealed(view))
                <p class="quiet">申请人到窗口要求\(names)的，先核验来人身份。</p>
                <div class="actions">\(LinkButton("核验来人身份", to: AgencyPaths.visitor(id), .secondary))</div>
                """
        }
        return """
            \(if: view.state.status == .returned && portal != .agency, Notice(.warning, "需要补正", """
                <p>\(view.state.events.last { $0.act == .return }?.detail.reason ?? "")</p>
                """).markup)
            \(if: view.acts.contains(.supplement), PostForm(to: paths.supplement(id), visit, """
                <div class="actions">\(Button("修改并重新提交"))</div>
                """).markup)
            \(if: view.acts.contains(.withdraw), withdrawal(view, visit))
            \(appealed(view))
            \(if: view.acts.contains(.appeal), appeal(view, visit))
            """
    }

    private func appealed(_ view: CaseView) -> Markup {
        guard view.state.isAppealed, view.state.status.isOpen else { return .empty }
        return Notice(
            .info, "复查",
            """
            <p>该办件曾不予办理，申请人申请复查：\(view.state.events.last { $0.act == .appeal }?.detail.reason ?? "")</p>\
            <p>复查由作出原决定以外的人员办理。</p>
            """
        ).markup
    }

    private func appeal(_ view: CaseView, _ visit: Visit) -> Markup {
        """
        <details class="act"><summary>申请复查</summary>
        \(PostForm(to: paths.appeal(view.summary.id), visit, """
            <input type="hidden" name="version" value="\(view.state.version)">
            \(FormField(
                "reason", "请求复查的理由", .text(maxLength: 500),
                hint: "只能申请一次，\(view.appealUntil.map { "\($0.chinese)前（含当日）有效" } ?? "")；由作出原决定以外的人员办理。"))
            <div class="actions">\(Button("申请复查"))</div>
            """))
        </details>
        """
    }

    private func withdrawal(_ view: CaseView, _ visit: Visit) -> Markup {
        """
        <details class="act"><summary>撤回这项申请</summary>
        \(PostForm(to: paths.withdraw(view.summary.id), visit, """
            <input type="hidden" name="version" value="\(view.state.version)">
            \(FormField("reason", "撤回原因", .text(maxLength: 200), hint: "撤回后不再办理，需要时可重新申请。"))
            <div class="actions">\(Button("撤回", .warning))</div>
            """))
        </details>
        """
    }

    private func suggestions(_ view: CaseView, _ visit: Visit) -> Markup {
        let suggested = view.suggested
        if suggested.isEmpty || portal.filingRoles.isDisjoint(with: visit.visitor.roles) { return .empty }
        func item(_ number: Int, _ linked: LinkedMatter) -> Markup {
            PostForm(
                to: paths.follow(view.summary.id, number), visit,
                "<p>\(linked.reason)</p><div class=\"actions\">\(Button(Catalogue.matter(linked.slug)?.card.name ?? ""))</div>"
            ).markup
        }
        return "<h2>接下来可以办理</h2>\(each: suggested.enumerated(), { item($0.offset, $0.element) })"
    }

    private func papers(_ view: CaseView) -> Markup {
        if view.papers.isEmpty { return .empty }
        let heading = view.results.isEmpty ? "回执" : "文书"
        return """
            <h2>\(heading)</h2>
            <ul class="links">\(each: view.results + [view.receipt].compactMap(\.self), paper)</ul>
            \(optional: view.papers.first { $0.paper.kind.isOfRecord }, ofRecord)
            """
    }

    /// What a paper of the record says of people is read there, and logged.
    private func ofRecord(_ issued: IssuedPaper) -> Markup {
        """
        <div class="actions">\(LinkButton("查看内容", to: PaperPaths.page(issued.number)))\
        \(LinkButton("下载PDF", to: PaperPaths.file(issued.number).with(["download": "1"]), .secondary))</div>
        <p class="quiet">同一天再次申请、内容没有变化的，仍是同一编号。</p>
        """
    }

    private func paper(_ issued: IssuedPaper) -> Markup {
        """
        <li><a href="\(PaperPaths.file(issued.number))">\(issued.paper.title)</a>\
        <p class="quiet">编号 \(issued.number)，\(issued.paper.issuedOn)出具\
        \(if: issued.paper.restsOnUnverified, "<span class=\"unverified\">未核实</span>")\
        \(optional: issued.withdrawal, { "，已于\($0.on)作废：\($0.reason)" })</p></li>
        """
    }

    /// Once it is decided, the result form says what was done; until then, what would be.
    private func result(_ view: CaseView) -> Markup {
        if let form = view.resultForm {
            // A refusal stands at the head of the applicant's page already, with its reason.
            if view.state.status == .refused, portal != .agency { return .empty }
            let statement = Statement(form.paper.parts)
            // Who may take it back looks first at what that would mean.
            if view.reversal != nil {
                return "<details class=\"act\"><summary>办理结果</summary>\(statement)</details>"
            }
            return "<h2>办理结果</h2>\(statement)"
        }
        // A paper of the record says it itself.
        if view.papers.contains(where: { $0.paper.kind.isOfRecord }) { return .empty }
        guard portal != .agency, let assessment = view.assessment else { return .empty }
        guard let decision = assessment.decision else { return "\(Objections(assessment))" }
        return """
            <h2>如获批准，将办理</h2>
            \(Statement(decision.statement))
            \(Explanations(decision.explanations))
            """
    }

    /// What came of it says most of it again: the applicant unfolds it then.
    private func application(_ view: CaseView) -> Markup {
        let answers = CaseAnswers(view, file: { paths.caseMaterial(view.summary.id, $0) })
        return portal != .agency && view.state.status == .effective && view.resultForm != nil
            ? "<details class=\"act\"><summary>申请内容</summary>\(answers)</details>"
            : "<h2>申请内容</h2>\(answers)"
    }
}

/// What was applied for, as it was sent.
struct CaseAnswers: Component {
    private let view: CaseView
    private let file: (String) -> Link

    init(_ view: CaseView, file: @escaping (String) -> Link) {
        self.view = view
        self.file = file
    }

    var markup: Markup {
        let application = view.state.application
        guard let matter = Catalogue.matter(application.matter) else { return takenOver(application) }
        let answers = matter.form.sections.flatMap(\.fields).compactMap { field in
            application.answers[field.key].map { SummaryList.Entry(field.label, field.shown($0)) }
        }
        let materials = application.materials.map { material in
            SummaryList.Entry(
                matter.card.materials.first { $0.key == material.key }?.name ?? material.key,
                markup:
                    "<a href=\"\(file(material.digest))\">\(material.fileName)</a>（\(material.size)）\(material.seen)")
        }
        let employer = view.employerName.map { [SummaryList.Entry("用人单位", $0)] } ?? []
        let check = application.identityCheck.map {
            [SummaryList.Entry("办理人", $0.shown), SummaryList.Entry("身份核验", $0.proof)]
        }
        return SummaryList(
            employer + answers + materials + [.init("申请渠道", application.channel.chinese)] + (check ?? [])
        ).markup
    }

    /// Of the one case that no form was filled in for.
    private func takenOver(_ application: Application) -> Markup {
        SummaryList(
            Takeover.labels.compactMap { key, label in
                application.answers[key].map { SummaryList.Entry(label, $0) }
            }
        ).markup
    }
}
