import Basics
import HTTP
import Office
import Policy

extension PublicPages {
    /// The table for the home page: what employees and their employers pay now, without the sources.
    var standardsTable: Markup {
        do throws(PolicyGap) {
            let standards = try information.standards(of: home)
            return """
                <p>\(PublicPages.heading(standards))</p>
                \(each: standards.groups.filter { $0.coverage == .employee }, PublicPages.table)
                """
        } catch {
            return Notice(.info, "缴费标准暂未公布", "<p>\(error.sentence)</p>").markup
        }
    }

    /// The standards of any month and region; what is asked for stands in the address, so that it can be sent on.
    func standards(_ visit: Visit) -> Response {
        let question = StandardsQuestion(visit.query, home: home, known: information.regions)
        let form = standardsForm(question)
        guard question.problems.isEmpty else {
            return standardsPage(visit, "\(ProblemSummary(question.problems))\(form)", isRefused: true)
        }
        let phases = information.phases(of: question.region, in: question.period).map(PublicPages.phases) ?? .empty
        do throws(PolicyGap) {
            let standards = try information.standards(of: question.region, in: question.period)
            return standardsPage(visit, "\(form)\(PublicPages.content(standards, phases))")
        } catch {
            let notice = Notice(.warning, "没有\(question.period?.chinese ?? "本月")的资料", "<p>\(error.sentence)</p>")
            return standardsPage(visit, "\(form)\(notice)\(phases)")
        }
    }

    private static func phases(_ month: MonthPhases) -> Markup {
        if month.phases.isEmpty { return .empty }
        let table = DataTable(
            "办理日期", month.phases,
            columns: [
                .heading("环节") { Markup($0.name) },
                .markup("日期") { phase in
                    switch phase.found {
                    case .success(let found):
                        "<span>\(found.text)\(if: !found.isVerified, " <span class=\"unverified\">未核实</span>")</span>"
                    case .failure(let gap): "没有资料：\(gap.note)"
                    }
                },
                .markup("出处") { phase in
                    guard case .success(let found) = phase.found, let citation = found.citations.first else {
                        return "—"
                    }
                    return source(citation)
                },
            ])
        return "<h2>各环节办理日期</h2>\(table)"
    }

    private func standardsPage(_ visit: Visit, _ body: Markup, isRefused: Bool = false) -> Response {
        let content: Markup = """
            <h1>社会保险缴费标准</h1>
            <p class="lead">可以查询现行标准，也可以查询历年各月的标准。资料中没有的，逐项注明。</p>
            \(body)
            """
        return Page("缴费标准", in: .open, hasProblems: isRefused, content).response(
            to: visit, status: isRefused ? .unprocessable : .ok)
    }

    private func standardsForm(_ question: StandardsQuestion) -> Markup {
        let regions = information.regions.compactMap { information.book.regions[$0] }
        let options = regions.map { FormField.Option($0.region.rawValue, $0.name(on: information.today)) }
        func problem(_ key: String) -> String? { question.problems.first { $0.field == key }?.sentence }
        let period = question.typedPeriod ?? information.today.month.description
        return """
            <div class="narrow">
            <form class="stack" method="get" action="\(PublicPaths.standards())" novalidate>
            \(FormField("region", "统筹区", .choice(options), value: question.typedRegion, problem: problem("region")))
            \(FormField("period", "费款所属期", .month, hint: "例如2013-07。", value: period, problem: problem("period")))
            <div class="actions">\(Button("查询"))</div>
            </form>
            </div>
            """
    }

    private static func heading(_ standards: ContributionStandards) -> String {
        let year = standards.baseYear.map { " · \($0.lowerBound.chinese)至\($0.upperBound.chinese)缴费年度" } ?? ""
        return "\(standards.regionName) · \(standards.period.chinese)\(year)"
    }

    private static func content(_ standards: ContributionStandards, _ phases: Markup) -> Markup {
        let gaps = standards.gaps.map(\.sentence)
        return """
            <h2>\(heading(standards))</h2>
            \(each: standards.groups, table)
            \(if: !gaps.isEmpty, "\(Notice(.warning, "有\(gaps.count)项没有资料", "<ul>\(each: gaps, { "<li>\($0)</li>" })</ul>"))")
            \(phases)
            <h2>依据</h2>
            \(sources(standards.citations))
            <p class="quiet">标注“未核实”的数值已用于计算，但尚未与发布原文核对，以正式公布为准。医疗保险由医疗保障部门核定征收，列出供参考。</p>
            """
    }

    private static func table(_ group: ContributionStandards.Group) -> Markup {
        DataTable(
            group.coverage.standardsCaption, group.lines,
            columns: [
                .heading("险种") { Markup($0.name) },
                .markup("缴费基数（每月）") { line in line.gap == nil ? bases(line.bases) : "没有资料" },
                .markup("单位缴费") { line in line.gap == nil ? items(line, .employer) : "没有资料" },
                .markup("个人缴费") { line in line.gap == nil ? items(line, .person) : "没有资料" },
            ]
        ).markup
    }

    private static func bases(_ bases: [ContributionStandards.Value]) -> Markup {
        bases.isEmpty ? "不按基数" : lines(bases.map { "\($0.name) \(shown($0))" })
    }

    private static func items(_ line: ContributionStandards.Line, _ payer: ShareComponent.Payer) -> Markup {
        let items = line.items.filter { $0.payer == payer }
        if items.isEmpty { return "不缴费" }
        return lines(
            items.enumerated().flatMap { index, item -> [Markup] in
                let amount: Markup = "\(if: index > 0, "\(item.amount.name) ")\(shown(item.amount))"
                return [amount] + [item.relief].compactMap { $0.map { "\($0.name) \(shown($0))" } }
            })
    }

    private static func lines(_ parts: [Markup]) -> Markup {
        "<span>\(each: parts.enumerated(), { "\(if: $0 > 0, "<br>")\($1)" })</span>"
    }

    private static func shown(_ value: ContributionStandards.Value) -> Markup {
        switch value.found {
        case .success(let dated): "\(dated.value.shortText)\(unverified(dated.citation))"
        case .failure: "没有资料"
        }
    }

    private static func sources(_ citations: [Citation]) -> Markup {
        DataTable(
            "各项标准的依据", citations,
            columns: [
                .heading("项目") { Markup($0.name) }, .markup("数值") { "<span>\($0.value)\(unverified($0))</span>" },
                .text("执行期间") { "\($0.from.chinese)起\($0.through.map { "，现有资料至\($0.chinese)" } ?? "")" },
                .markup("出处", source),
            ]
        ).markup
    }

    private static func source(_ citation: Citation) -> Markup {
        guard let link = citation.link.flatMap(Link.init(elsewhere:)) else { return Markup(citation.source) }
        return "<a href=\"\(link)\" rel=\"noopener external\">\(citation.source)</a>"
    }

    private static func unverified(_ citation: Citation) -> Markup {
        citation.isVerified ? .empty : " <span class=\"unverified\">未核实</span>"
    }
}

/// For which month and region standards are asked; both may be left out.
private struct StandardsQuestion {
    let typedRegion: String
    let typedPeriod: String?
    let region: Region
    let period: Month?
    let problems: [(field: String, sentence: String)]

    init(_ query: SubmittedForm, home: Region, known: [Region]) {
        typedRegion = query["region"] ?? home.rawValue
        typedPeriod = query.number("period")
        region = Region(rawValue: typedRegion)
        period = typedPeriod.flatMap { Month($0) }
        var problems: [(field: String, sentence: String)] = []
        if !known.contains(region) { problems.append(("region", "请选择列出的统筹区。")) }
        if typedPeriod != nil, period.map({ !Self.months.contains($0) }) ?? true {
            problems.append(("period", "请填写1978年1月至2099年12月之间的月份，例如2013-07。"))
        }
        self.problems = problems
    }

    /// As the calculators take them.
    private static let months = Month(year: 1978, month: 1)!...Month(year: 2099, month: 12)!
}

extension CoverageKind {
    fileprivate var standardsCaption: String {
        switch self {
        case .employee: "职工"
        case .flexible: "灵活就业人员"
        case .resident: "城乡居民"
        }
    }
}

extension ParameterValue {
    /// Of a table of rates from the least to the most; all others whole.
    fileprivate var shortText: String {
        guard case .rateTable(let table) = self, table.entries.count > 4,
            let least = table.entries.values.min(by: Self.isLess), let most = table.entries.values.max(by: Self.isLess)
        else { return shown() }
        return "\(least)至\(most)，按\(table.attributeName)"
    }

    private static func isLess(_ left: Rate, _ right: Rate) -> Bool {
        Int128(left.numerator) * Int128(right.denominator) < Int128(right.numerator) * Int128(left.denominator)
    }
}
