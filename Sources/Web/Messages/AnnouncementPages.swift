import Basics
package import Casework
import HTTP
import Office

/// Where announcements are.
package enum AnnouncementPaths {
    package static let list = Path("/announcements")
    package static let one = Path("/announcements/{announcement}", AnnouncementId.self)
    package static let staff = Path("/agency/announcements")
    package static let act = Path(
        "/agency/announcements/{announcement}/{act}", AnnouncementId.self, AnnouncementAct.self)
}

package enum AnnouncementAct: String, PathParameter, CaseIterable {
    case approve, reject, withdraw
}

/// What the agency tells the public, employers and people: for who reads it, and for the two who publish it.
package struct AnnouncementPages: Sendable {
    let office: PortalOffice

    private var desk: Desk { office.desk }

    /// For those who read.
    package static func readers(_ office: PortalOffice) -> [Endpoint] {
        let pages = AnnouncementPages(office: office)
        let everybody = Set(Visitor.Role.allCases)
        return [
            .get(AnnouncementPaths.list, for: everybody) { visit in try await pages.list(visit) },
            .get(AnnouncementPaths.one, for: everybody) { visit, id in try await pages.one(visit, id) },
        ]
    }

    /// For those who publish.
    package static func publishers(_ office: PortalOffice) -> [Endpoint] {
        let pages = AnnouncementPages(office: office)
        return [
            .get(AnnouncementPaths.staff, for: [.policyStaff]) { visit in
                try await atTheDesk { try await pages.staff(visit, SubmittedForm(), []) }
            },
            .post(AnnouncementPaths.staff, for: [.policyStaff]) { visit, form in
                try await atTheDesk { try await pages.write(visit, form) }
            },
            .post(AnnouncementPaths.act, for: [.policyStaff]) { visit, _, id, act in
                try await atTheDesk { try await pages.act(visit, id, act) }
            },
        ]
    }

    private func portal(_ visit: Visit) -> Portal { visit.visitor.principal.map { .of($0.role.portal) } ?? .open }

    private func list(_ visit: Visit) async throws -> Response {
        let audience: Announcement.Audience? =
            visit.visitor.employer != nil ? .employers : visit.visitor.person != nil ? .persons : nil
        let found = try await desk.announcements(to: audience, in: office.home, limit: 100)
        let content: Markup = """
            <h1>通知公告</h1>
            \(if: found.isEmpty, EmptyState("目前没有公告").markup)
            \(if: !found.isEmpty, AnnouncementList(found).markup)
            """
        return Page("通知公告", in: portal(visit), content).response(to: visit)
    }

    private func one(_ visit: Visit, _ id: AnnouncementId) async throws -> Response {
        guard let found = try await desk.announcement(id, in: office.home) else { throw PageProblem.notFound }
        let content: Markup = """
            <h1>\(found.title)</h1>
            <p class="lead">\(found.from.chinese)\(if: found.audience != .everybody, " · 适用于\(found.audience.chinese)")</p>
            <div class="measure">\(paragraphs(found))</div>
            """
        return Page(found.title, in: portal(visit), above: [("通知公告", AnnouncementPaths.list())], content)
            .response(to: visit)
    }

    private func paragraphs(_ announcement: Announcement) -> Markup {
        let lines = announcement.text.split(separator: "\n").map(String.init)
        return "\(each: lines, { "<p>\($0)</p>" })"
    }
}

/// Writing and approving.
extension AnnouncementPages {
    private func staff(
        _ visit: Visit, _ form: SubmittedForm, _ problems: [FieldProblem]
    ) async throws -> Response {
        let all = try await desk.announcements(for: visit.principal)
        func problem(_ field: String) -> String? { problems.first { $0.field == field }?.sentence }
        let audiences = Announcement.Audience.allCases.map { FormField.Option($0.rawValue, $0.chinese) }
        return try office.page(
            "通知公告", visit, hasProblems: !problems.isEmpty, status: problems.isEmpty ? .ok : .unprocessable,
            """
            <h1>通知公告</h1>
            <p class="lead">公告由一人起草、另一人审批后发布，显示在公共首页和所选对象的首页。</p>
            \(if: all.isEmpty, EmptyState("还没有公告").markup)
            \(if: !all.isEmpty, table(all, visit).markup)
            <h2>起草公告</h2>
            <div class="narrow">
            \(ProblemSummary(problems.map { (field: $0.field, sentence: $0.sentence) }))
            \(PostForm(to: AnnouncementPaths.staff(), visit, """
                \(FormField("title", "标题", .text(maxLength: AnnouncementText.titleLimit), value: form["title"], problem: problem("title")))
                \(FormField("text", "正文", .longText(maxLength: AnnouncementText.textLimit), hint: "每段一行。", value: form["text"], problem: problem("text")))
                \(FormField("audience", "显示对象", .choice(audiences), value: form["audience"] ?? "everybody", problem: problem("audience")))
                \(FormField("from", "起始日期", .day, value: form["from"] ?? desk.today.description, problem: problem("from")))
                \(FormField("through", "截止日期", .day, value: form["through"], problem: problem("through")))
                <div class="actions">\(Button("提交审批"))</div>
                """))
            </div>
            """)
    }

    private func table(_ all: [Announcement], _ visit: Visit) -> DataTable<Announcement> {
        DataTable(
            "公告", all,
            columns: [
                .heading("标题") { "\($0.title)<details><summary>正文</summary>\(paragraphs($0))</details>" },
                .text("对象") { $0.audience.chinese }, .text("显示日期") { "\($0.from.chinese)至\($0.through.chinese)" },
                .markup("状态") { tag($0).markup }, .text("起草") { $0.author }, .text("审批") { $0.approver ?? "—" },
                .markup("操作") { actions($0, visit) },
            ])
    }

    private func tag(_ announcement: Announcement) -> StatusTag {
        switch announcement.state {
        case .awaiting: StatusTag(.yours, announcement.state.chinese)
        case .approved where announcement.through < desk.today: StatusTag(.ended, "已到期")
        case .approved: StatusTag(.done, announcement.state.chinese)
        case .rejected: StatusTag(.refused, announcement.state.chinese)
        case .withdrawn: StatusTag(.ended, announcement.state.chinese)
        }
    }

    private func actions(_ announcement: Announcement, _ visit: Visit) -> Markup {
        func form(_ act: AnnouncementAct, _ label: String, _ weight: Button.Weight) -> Markup {
            PostForm(
                to: AnnouncementPaths.act(announcement.id, act), visit, classes: "inline", Button(label, weight).markup
            ).markup
        }
        switch announcement.state {
        case .awaiting where announcement.authorLogin == visit.visitor.principal?.login: return "等待他人审批"
        case .awaiting:
            return
                "<div class=\"inline-actions\">\(form(.approve, "批准发布", .primary))\(form(.reject, "不予通过", .secondary))</div>"
        case .approved: return form(.withdraw, "撤下", .secondary)
        case .rejected, .withdrawn: return "—"
        }
    }

    private func write(_ visit: Visit, _ form: SubmittedForm) async throws -> Response {
        var problems: [FieldProblem] = []
        func day(_ field: String) -> Day? {
            if case .success(let day) = Day.read(form.number(field) ?? "") { return day }
            problems.append(FieldProblem(field: field, sentence: "请填写日期，例如 2026-11-20。"))
            return nil
        }
        let (from, through) = (day("from"), day("through"))
        let audience = form["audience"].flatMap(Announcement.Audience.init)
        if audience == nil { problems.append(FieldProblem(field: "audience", sentence: "请选择显示对象。")) }
        guard let from, let through, let audience else { return try await staff(visit, form, problems) }
        let unfit = try await desk.write(
            AnnouncementText(
                title: (form["title"] ?? "").trimmed,
                text: (form["text"] ?? "").trimmed, audience: audience, from: from,
                through: through), by: visit.principal)
        guard unfit.isEmpty else { return try await staff(visit, form, unfit) }
        return .seeOther(AnnouncementPaths.staff())
    }

    private func act(_ visit: Visit, _ id: AnnouncementId, _ act: AnnouncementAct) async throws -> Response {
        switch act {
        case .approve: try await desk.decideAnnouncement(id, approves: true, by: visit.principal)
        case .reject: try await desk.decideAnnouncement(id, approves: false, by: visit.principal)
        case .withdraw: try await desk.withdrawAnnouncement(id, by: visit.principal)
        }
        return .seeOther(AnnouncementPaths.staff())
    }
}

/// Announcements by title, the latest first.
struct AnnouncementList: Component {
    private let announcements: [Announcement]

    init(_ announcements: [Announcement]) {
        self.announcements = announcements
    }

    var markup: Markup {
        "<ul class=\"links\">\(each: announcements, { "<li><a href=\"\(AnnouncementPaths.one($0.id))\">\($0.title)</a><span class=\"note\">\($0.from.chinese)</span></li>" })</ul>"
    }
}

/// The announcements of a first page; nothing where there is none.
struct AnnouncementBoard: Component {
    static let shown = 3

    private let announcements: [Announcement]

    init(_ announcements: [Announcement]) {
        self.announcements = announcements
    }

    var markup: Markup {
        if announcements.isEmpty { return .empty }
        return """
            <h2>通知公告</h2>
            \(AnnouncementList(announcements))
            <p><a href="\(AnnouncementPaths.list())">全部公告</a></p>
            """
    }
}
