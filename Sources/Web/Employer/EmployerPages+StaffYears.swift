import Basics
import Casework
import HTTP
import Matters
import Office
import Records
import Storage

/// 职工缴费基数、年度对账单.
extension EmployerPages {
    func bases(_ visit: Visit) async throws -> Response {
        let view = try await pages.staffBases(in: visit.month, page: visit.pageNumber, by: visit.principal)
        try await note(
            visit, "查看职工缴费基数", .list(view.employer.id, filter: "\(view.period.chinese)", page: view.page))
        let content: Markup = """
            <h1>职工缴费基数</h1>
            <p class="lead">职工当月在本单位的缴费基数，取自缴费计划明细。\(Self.held(view.earliest))</p>
            \(Self.accountTabs(.bases))
            \(SearchForm(to: EmployerPaths.bases(), """
                \(FormField("month", "费款所属期", .month, value: view.period.description))\(Button("查询", .secondary))
                """))
            \(Self.bases(view))
            """
        return Page("职工缴费基数", in: .employer, above: [("单位账户", EmployerPaths.account())], content)
            .response(to: visit)
    }

    private static func bases(_ view: StaffBases) -> Markup {
        let shown = view.people.filter { !$0.lines.isEmpty }
        if shown.isEmpty {
            return EmptyState("\(view.period.chinese)没有计入缴费计划的职工", "<p>生成该月缴费计划后，可以在这里查看缴费基数。</p>").markup
        }
        let own = view.names.lines.filter { line in
            line.isOwn && shown.contains { $0.lines.contains { $0.line == line.line } }
        }
        return """
            \(DataTable(
                "\(view.period.chinese)缴费基数（元）", shown,
                columns: [
                    .heading("姓名") { "<a href=\"\(EmployerPaths.member($0.person))\">\($0.name)</a>" },
                    .text("社会保障号码") { Masked.number($0.number) },
                ] + own.map { name in
                    .figure(name.shortName) { Self.base(of: $0, name.line, view.limits) }
                } + [.amount("单位应缴", \.unit), .amount("个人应缴", \.personShare)]))
            \(Pagination(page: view.page, of: view.pageCount) {
                EmployerPaths.bases().with(["month": view.period.description, "page": "\($0)"])
            })
            \(exports { EmployerPaths.basesFile($0).with(["month": view.period.description]) })
            """
    }

    private static func base(
        of person: StaffContribution, _ line: InsuranceLine, _ limits: [InsuranceLine: BaseLimits]
    ) -> String {
        guard let base = person.lines.first(where: { $0.line == line })?.base else { return "—" }
        let word = limits[line]?.word(for: base) ?? ""
        return word.isEmpty ? base.description : "\(base) \(word)"
    }

    func yearly(_ visit: Visit) async throws -> Response {
        let view = try await pages.staffYear(of: visit.year, page: visit.pageNumber, by: visit.principal)
        try await note(visit, "查看职工年度对账单", .list(view.employer.id, filter: "\(view.year)年", page: view.page))
        let print = FilingPaths.employer.apply(YearlyStatement.card.slug).with(["year": "\(view.year)"])
        let content: Markup = """
            <div class="head"><h1>职工年度对账单</h1>\(LinkButton("打印盖章对账单", to: print))</div>
            <p class="lead">职工在本单位的缴费月数、基数和金额，已冲销的不计。\(Self.held(view.earliest))</p>
            \(Self.accountTabs(.yearly))
            \(Self.years(view.years, view.year, EmployerPaths.yearly))
            \(Self.yearly(view))
            """
        return Page("职工年度对账单", in: .employer, above: [("单位账户", EmployerPaths.account())], content)
            .response(to: visit)
    }

    private static func yearly(_ view: StaffYear) -> Markup {
        let shown = view.people.filter { !$0.lines.isEmpty }
        if shown.isEmpty { return EmptyState("\(view.year)年没有职工缴费记录").markup }
        return """
            \(DataTable(
                "\(view.year)年缴费（元）", shown,
                columns: [
                    .heading("姓名") { "<a class=\"line\" href=\"\(EmployerPaths.member($0.person))\">\($0.name)</a>" },
                    .markup("社会保障号码") { "<span class=\"line\">\(Masked.number($0.number))</span>" }, .figure("月数") { "\($0.months)" },
                    .amount("缴费基数之和", \.base), .markup("单位／个人") { Self.lines(of: $0, view.names) },
                    .amount("合计", \.total), .amount("已到账", \.received),
                ]))
            \(Pagination(page: view.page, of: view.pageCount) {
                EmployerPaths.yearly().with(["year": "\(view.year)", "page": "\($0)"])
            })
            \(exports { EmployerPaths.yearlyFile($0).with(["year": "\(view.year)"]) })
            """
    }

    private static func lines(of person: StaffContribution, _ names: LineNames) -> Markup {
        "<div>\(each: person.lines, { "<span class=\"line\">\(names.shortName($0.line)) \($0.unit)／\($0.personShare)</span>" })</div>"
    }
}
