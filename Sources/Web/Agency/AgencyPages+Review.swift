import Basics
import Casework
import HTTP
import Matters
import Office
import Records
import Storage

/// Acting in cases: each act on the state that was seen, with its reason.
extension AgencyPages {
    func act(_ visit: Visit, _ form: SubmittedForm, _ id: CaseId, _ act: StaffAct) async throws -> Response {
        let principal = try visit.principal
        let version = form["version"].flatMap { Int($0) } ?? 0
        let reason = form["reason"] ?? ""
        let pages = CasePages(office, in: .agency)
        do {
            switch act {
            case .accept: try await desk.accept(id, version: version, by: principal)
            case .sendBack: try await desk.sendBack(id, version: version, reason: reason, by: principal)
            case .refuse: try await desk.refuse(id, version: version, reason: reason, by: principal)
            case .endorse: try await desk.endorse(id, version: version, reason: reason, by: principal)
            case .confirmByPhone: try await desk.confirmByPhone(id, version: version, reason: reason, by: principal)
            case .reverse:
                try await desk.reverse(
                    id, version: version, digest: form["digest"] ?? "", reason: reason, by: principal)
            case .approve:
                let changed = try await desk.approve(
                    id, version: version, digest: form["digest"] ?? "", by: principal)
                if changed != nil { return try await pages.record(visit, id, seen: form.seenLines) }
            }
        } catch let refusal as DeskRefusal where refusal != .notFound {
            return try await pages.record(visit, id, refusal: refusal)
        }
        return .seeOther(FilingPaths.agency.caseRecord(id).address)
    }

    /// What the visitor takes home: number, matter, what was handed in, by when it is decided.
    func receipt(_ visit: Visit, _ id: CaseId) async throws -> Response {
        let view = try await desk.view(id, by: visit.principal)
        if let person = view.summary.person {
            try await office.note(visit, "打印受理信息 \(view.summary.number)", .person(person))
        }
        guard let matter = Catalogue.matter(view.summary.matter) else { throw PageProblem.neverTakenIn }
        let received = view.state.application.materials
        let materials = matter.card.materials.compactMap { material in
            let pages = received.count { $0.key == material.key }
            return pages == 0 ? nil : pages == 1 ? material.name : "\(material.name)（\(pages)份）"
        }
        return try office.page(
            "受理信息", visit, above: [(view.summary.number, FilingPaths.agency.caseRecord(id))],
            """
            <h1>受理信息</h1>
            <div class="measure">
            \(SummaryList([
                .init("办件编号", view.summary.number), .init("事项", matter.card.name), .init("申请内容", view.summary.subject),
                .init("申请日期", view.summary.submittedOn.chinese), .init("当前状态", view.state.status.chinese),
                .init("受理期限", acceptance(view)), .init("办理期限", decision(view)),
                .init("来人身份", view.state.application.identityCheck?.shown ?? "—"),
                .init("收到的材料", materials.isEmpty ? "无" : materials.joined(separator: "、")),
                .init("经办人员", view.state.acceptedBy?.name ?? "—"),
            ]))
            <p>凭办件编号可在社保服务平台“我的办件”中查看进度，或拨打12333查询。</p>
            <div class="actions">\(receiptLink(view))</div>
            </div>
            """)
    }
}

extension PageProblem {
    /// Of what was taken over nobody applied for anything.
    static let neverTakenIn = PageProblem(
        .conflict, title: "没有受理信息", sentence: "该办件由系统承接原系统数据时登记，没有人申请，也没有受理环节。")
}

extension AgencyPages {
    /// The sealed receipt once there is one; else the slip to sign.
    private func receiptLink(_ view: CaseView) -> LinkButton {
        if let receipt = view.receipt { return LinkButton("打印受理回执", to: PaperPaths.file(receipt.number)) }
        let isTakenIn = view.state.events.contains { $0.act == .accept }
        return LinkButton(isTakenIn ? "打印受理回执" : "打印材料接收凭证", to: AgencyPaths.receiptFile(view.summary.id))
    }

    private func acceptance(_ view: CaseView) -> String {
        if let on = view.state.events.last(where: { $0.act == .accept })?.on { return "已于\(on.chinese)受理" }
        return view.state.status == .submitted ? view.state.dueOn.map { "\($0.chinese)前" } ?? "—" : "—"
    }

    private func decision(_ view: CaseView) -> String {
        guard view.state.status != .submitted else { return "受理后告知" }
        return view.state.events.last { $0.act == .accept }?.detail.dueOn.map { "\($0.chinese)前" } ?? "—"
    }
}

/// What the staff see of an open case beyond what the applicant sees: their own preview, and what they may do.
struct Review: Component {
    private let view: CaseView
    private let visit: Visit

    init(_ view: CaseView, _ visit: Visit) {
        self.view = view
        self.visit = visit
    }

    var markup: Markup { "\(preview)\(reversal)\(acts)" }

    /// What taking the case back would mean, before anybody does.
    private var reversal: Markup {
        guard let reversal = view.reversal else { return .empty }
        return "<h2>如今日撤销</h2>\(Statement(reversal.decision.statement))"
    }

    private var preview: Markup {
        guard let assessment = view.assessment else { return .empty }
        let missing = FormProblem.all(of: assessment)
        return """
            <h2>如今日批准</h2>
            \(Remarks(assessment, \.fact))
            \(Objections(assessment))
            \(if: !missing.isEmpty, Notice(.warning, "申请内容不完整", "<ul>\(each: missing, { "<li>\($0.sentence)</li>" })</ul>").markup)
            \(optional: assessment.decision, { "\(Statement($0.statement))\(Explanations($0.explanations))" })
            """
    }

    private var acts: Markup {
        let acts = StaffAct.allCases.filter(isOffered)
        if acts.isEmpty { return .empty }
        return "<h2>办理</h2><div class=\"acts\">\(each: acts, act)</div>"
    }

    private var digest: String? { view.assessment?.digest }

    /// What comes before a decision only on some routes is offered on those.
    private func isOffered(_ act: StaffAct) -> Bool {
        guard view.acts.contains(act.act) else { return false }
        switch act {
        case .approve: return digest != nil
        case .endorse, .confirmByPhone:
            return view.state.route.required.contains(act.act) && !view.state.done.contains(act.act)
        case .accept, .sendBack, .refuse, .reverse: return true
        }
    }

    private func digest(of act: StaffAct) -> String? {
        switch act {
        case .approve: digest
        case .reverse: view.reversal?.digest
        default: nil
        }
    }

    private func act(_ act: StaffAct) -> Markup {
        let form = PostForm(
            to: AgencyPaths.act(view.summary.id, act), visit,
            """
            <input type="hidden" name="version" value="\(view.state.version)">
            \(optional: digest(of: act), { "<input type=\"hidden\" name=\"digest\" value=\"\($0)\">" })
            \(optional: act == .approve ? view.assessment?.decision : nil, { SeenStatement($0).markup })
            \(optional: act.reasonLabel, { reason(act, $0) })
            <div class="actions">\(Button(act.label, act == .refuse || act == .reverse ? .warning : .primary))</div>
            """)
        guard act.reasonLabel != nil else { return form.markup }
        return "<details class=\"act\"><summary>\(act.label)</summary>\(form)</details>"
    }

    /// Ids are one to a page, so the fields of several acts are told apart by the act.
    private func reason(_ act: StaffAct, _ label: String) -> Markup {
        """
        <div class="field"><label for="reason-\(act.rawValue)">\(label)</label>\
        <p class="hint">申请人会看到这段文字。</p>\
        <textarea id="reason-\(act.rawValue)" name="reason" rows="3" maxlength="500" required></textarea></div>
        """
    }
}

/// The pictures of what was attached, to look at beside the answers; other files to open.
struct MaterialViewer: Component {
    private let view: CaseView

    init(_ view: CaseView) {
        self.view = view
    }

    var markup: Markup {
        let materials = view.state.application.materials
        if materials.isEmpty { return .empty }
        return "<h2>材料</h2><div class=\"pictures\">\(each: materials, item)</div>"
    }

    private func item(_ material: Material) -> Markup {
        let link = FilingPaths.agency.caseMaterial(view.summary.id, material.digest)
        let name =
            Catalogue.matter(view.summary.matter)?.card.materials.first { $0.key == material.key }?.name
            ?? material.key
        // What the name says is only good for choosing how to show it; a picture that is none stays a broken picture.
        let isPicture = [".jpg", ".jpeg", ".png"].contains { material.fileName.lowercased().hasSuffix($0) }
        return """
            <figure>\(if: isPicture, "<a href=\"\(link)\"><img src=\"\(link)\" alt=\"\(name)\" loading=\"lazy\"></a>")\
            <figcaption><a href=\"\(link)\">\(name)</a>（\(material.fileName)，\(material.size)）</figcaption></figure>
            """
    }
}
