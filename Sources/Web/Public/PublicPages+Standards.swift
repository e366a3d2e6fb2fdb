import Basics
import HTTP
import Office
import Policy

extension PublicPages {
    /// The table for the home page: what is paid, without the sources.
    var standardsTable: Markup {
        do throws(PolicyGap) {
            let standards = try information.standards(of: home)
            return """
                <p>\(standards.regionName) · \(standards.from.chinese)至\(standards.through.chinese)缴费年度</p>
                \(PublicPages.table(standards))
                \(PublicPages.bounds(standards))
                """
        } catch {
            return Notice(.info, "缴费标准暂未公布", "<p>\(error.sentence)</p>").markup
        }
    }

    func standards(_ visit: Visit) -> Response {
        Page("缴费标准", in: .open, standardsContent).response(to: visit)
    }

    private var standardsContent: Markup {
        do throws(PolicyGap) {
            let standards = try information.standards(of: home)
            let cited =
                [standards.floor.citation, standards.cap.citation] + standards.lines.flatMap(\.items).map(\.amount)
            return """
                <h1>职工社会保险缴费标准</h1>
                <p class="lead">\(standards.regionName) · \(standards.from.chinese)至\(standards.through.chinese)缴费年度 · 按\(information.today.chinese)执行的规定</p>
                \(PublicPages.table(standards))
                \(PublicPages.bounds(standards))
                <h2>依据</h2>
                \(PublicPages.sources(cited))
                <p class="quiet">标注“未核实”的数值已用于计算，但尚未与发布原文核对，以正式公布为准。医疗保险由医疗保障部门核定征收，列出供参考。</p>
                """
        } catch {
            return "<h1>职工社会保险缴费标准</h1>\(Notice(.info, "缴费标准暂未公布", "<p>\(error.sentence)</p>"))"
        }
    }

    private static func table(_ standards: ContributionStandards) -> Markup {
        DataTable(
            "缴费比例", standards.lines,
            columns: [
                .heading("险种") { Markup($0.name) },
                .markup("单位缴费") { line in items(line.items.filter { $0.payer == .employer }) },
                .markup("个人缴费") { line in items(line.items.filter { $0.payer == .person }) },
            ]
        ).markup
    }

    private static func items(_ items: [ContributionStandards.Item]) -> Markup {
        if items.isEmpty { return "不缴费" }
        let several = items.count > 1
        return """
            <span>\(each: items.enumerated(), { index, item in
                "\(if: index > 0, "<br>")\(if: several && index > 0, "\(item.name) ")\(item.shown)\(unverified(item.amount))"
            })</span>
            """
    }

    private static func bounds(_ standards: ContributionStandards) -> Markup {
        SummaryList([
            .init("缴费基数下限", markup: "\(standards.floor.value)元/月\(unverified(standards.floor.citation))"),
            .init("缴费基数上限", markup: "\(standards.cap.value)元/月\(unverified(standards.cap.citation))"),
        ]).markup
    }

    private static func sources(_ citations: [Citation]) -> Markup {
        DataTable(
            "各项标准的依据", citations,
            columns: [
                .heading("项目") { Markup($0.name) }, .markup("数值") { "<span>\($0.value)\(unverified($0))</span>" },
                .text("执行期间") { "\($0.from)起\($0.through.map { "，现有资料至\($0)" } ?? "")" },
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
