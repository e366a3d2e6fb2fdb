package import Basics
import Casework
import HTTP
import Matters
package import Office
import Records
import Storage

/// The pages of a person: what is on record of them, their papers, and who has looked at it.
package struct IndividualPages: Sendable {
    let desk: Desk
    let home: Region
    let pages: Pages
    let readLog: ReadLogWriter

    package static func endpoints(_ desk: Desk, _ readLog: ReadLogWriter, home: Region) -> [Endpoint] {
        let pages = IndividualPages(desk: desk, home: home, pages: Pages(desk), readLog: readLog)
        return [
            .get(IndividualPaths.home, for: [.individual]) { visit in
                try await atTheDesk { try await pages.home(visit) }
            },
            .get(IndividualPaths.record, for: [.individual]) { visit in
                try await atTheDesk { try await pages.record(visit) }
            },
            .get(IndividualPaths.papers, for: [.individual]) { visit in
                try await atTheDesk { try await pages.papers(visit) }
            },
            .get(IndividualPaths.reads, for: [.individual]) { visit in
                try await atTheDesk { try await pages.reads(visit) }
            },
        ]
    }

    /// Own readings are in the log too, so that somebody else with one's password shows there.
    func note(_ visit: Visit, _ purpose: String, _ person: PersonId) async throws {
        try await readLog.note(try visit.principal, purpose, from: visit.request.remoteAddress, of: .person(person))
    }
}

extension IndividualPages {
    func home(_ visit: Visit) async throws -> Response {
        let principal = try visit.principal
        let overview = try await pages.individual(by: principal)
        let cases = try await pages.cases(by: principal)
        try await note(visit, "本人查看首页", overview.person.id)
        let announcements = try await desk.announcements(to: .persons, in: home, limit: AnnouncementBoard.shown)
        let year = overview.today.year
        let content: Markup = """
            <h1>\(overview.person.name)，您好</h1>
            <p class="lead">社会保障号码 \(Masked.number(overview.person.number)) · 今天是\(overview.today.chinese)</p>
            \(Figures([
                ("\(year)年已缴费", "\(overview.monthsPaid)<small>个月</small>", "按已到账的月份计算"),
                ("\(year)年个人缴费", "\(overview.paidThisYear)<small>元</small>", "已到账部分"),
                ("记入个人账户", "\(overview.credited)<small>元</small>", "本平台记账以来的缴费本金"),
            ]))
            <div class="columns">
            <section>
            \(if: !overview.toDos.isEmpty, "<h2>待办事项（\(overview.toDos.count)）</h2>\(ToDos(overview.toDos.map { Self.item($0, overview.today) }))")
            \(DraftSummary(overview.drafts, FilingPaths.individual, visit, desk.clock))
            <h2>\(year)年缴费</h2>
            \(Self.year(overview))
            <h2>我的参保单位</h2>
            \(Self.employments(overview))
            </section>
            <section>
            \(AnnouncementBoard(announcements))
            <h2>常用办理</h2>
            <ul class="links">\(each: Catalogue.matters(for: .person, through: .web), { "<li><a href=\"\(FilingPaths.individual.apply($0.card.slug))\">\($0.card.name)</a></li>" })\
            <li><a href="\(IndividualPaths.reads())">查看谁看过我的记录</a></li><li><a href="\(MessagePages.path())">短信提醒设置</a></li></ul>
            <h2>最近的文书</h2>
            \(Self.papers(overview.papers))
            <h2>我的办件</h2>
            \(Self.cases(Array(cases.prefix(5))))
            <h2>基本信息</h2>
            \(SummaryList(overview.person.documentEntries() + [
                .init("性别", overview.person.sex.chinese), .init("出生日期", overview.person.bornOn.chinese),
                .init("户口性质", overview.person.household.chinese),
                .init("手机号码", overview.person.phone.map(Masked.number) ?? "未登记"),
            ]))
            </section>
            </div>
            """
        return Page("首页", in: .individual, content).response(to: visit)
    }

    private static func item(_ toDo: ToDo, _ today: Day) -> ToDos.Item {
        ToDos.Item(
            toDo.sentence, due: toDo.dueOn.map { $0 < today ? "\($0.chinese)已到期" : "\($0.chinese)前" } ?? "",
            isPressing: toDo.dueOn.map { $0.days(since: today) <= 5 } ?? false,
            toDo.key.kind == "case-returned"
                ? FilingPaths.individual.cases()
                : toDo.matter.map { FilingPaths.individual.apply($0).filled(with: toDo.answers) }
                    ?? FilingPaths.individual.cases())
    }

    private static func year(_ overview: IndividualOverview) -> Markup {
        let rows = overview.months.flatMap { month in month.payers.map { (month: month.period, payer: $0) } }
        if rows.isEmpty { return EmptyState("今年还没有缴费记录").markup }
        return """
            \(DataTable("按月缴费", Array(rows.prefix(shownMonths)), columns: [
                .heading("所属期") { "<a href=\"\(IndividualPaths.record().with(["year": String($0.month.year)]))\">\($0.month.month)月</a>" },
                .text("缴费单位") { $0.payer.employerName }, .amount("缴费基数（元）") { $0.payer.base },
                .amount("单位缴费（元）") { $0.payer.unit }, .amount("个人缴费（元）") { $0.payer.personShare },
                .markup("状态") { MonthRecords.state($0.payer).markup },
            ]))
            \(if: rows.count > shownMonths, "<p><a href=\"\(IndividualPaths.record())\">全年各月的缴费记录</a></p>")
            """
    }

    /// The latest; a whole year would push what people come for off a phone's first screens.
    private static let shownMonths = 3

    private static func employments(_ overview: IndividualOverview) -> Markup {
        if overview.employments.isEmpty { return EmptyState("没有在单位参保的记录").markup }
        return DataTable(
            "参保单位", overview.employments,
            columns: [
                .heading("单位") { Markup($0.employerName) }, .text("用工起始") { $0.beganOn.chinese },
                .text("在保险种") { $0.lines.isEmpty ? "—" : $0.lines },
                .markup("状态") { state(of: $0).markup },
            ]
        ).markup
    }

    private static func state(of employment: IndividualOverview.Employment) -> StatusTag {
        if let ended = employment.endedOn { return StatusTag(.ended, "\(ended.chinese)减员") }
        if let from = employment.suspendedFrom { return StatusTag(.waiting, "\(from.chinese)起暂停缴费") }
        return StatusTag(.done, "在保")
    }

    private static func papers(_ papers: [IssuedPaper]) -> Markup {
        if papers.isEmpty { return EmptyState("还没有文书").markup }
        return """
            <ul class="links">\(each: papers, { "<li><a href=\"\(PaperPaths.page($0.number))\">\($0.paper.title)</a><span class=\"note\">\($0.paper.issuedOn.chinese)</span></li>" })</ul>
            """
    }

    private static func cases(_ cases: [Cases.Summary]) -> Markup {
        if cases.isEmpty { return EmptyState("还没有办件").markup }
        return DataTable(
            "我的办件", cases, narrow: .brief,
            columns: [
                .heading("事项") {
                    "<a href=\"\(FilingPaths.individual.caseRecord($0.id))\">\(Catalogue.matter($0.matter)?.card.name ?? "")</a>"
                },
                .markup("状态") { $0.status.tag(isApplicant: true).markup }, .text("提交日期") { $0.submittedOn.chinese },
            ]
        ).markup
    }
}
