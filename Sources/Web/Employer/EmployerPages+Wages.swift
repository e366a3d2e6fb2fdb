import Basics
import Casework
import HTTP
import Matters
import Office
import Records

extension EmployerPages {
    /// Who is declared for and who is not, the next one click away.
    func wages(_ visit: Visit) async throws -> Response {
        let view = try await pages.wageYear(by: visit.principal, page: visit.pageNumber)
        try await note(visit, "查看年度缴费工资申报", .list(view.employer, filter: view.season.yearText, page: view.page))
        return Page("年度缴费工资申报", in: .employer, above: [("参保职工", EmployerPaths.staff())], Self.wages(view, visit))
            .response(to: visit)
    }

    private static func wages(_ view: WageYearView, _ visit: Visit) -> Markup {
        """
        <h1>年度缴费工资申报</h1>
        <p class="lead">\(view.season.yearText)\(if: view.season.isUnverified, "<span class=\"unverified\">未核实</span>")</p>
        \(state(view, visit))
        \(if: view.isOpen, people(view, visit))
        """
    }

    private static func state(_ view: WageYearView, _ visit: Visit) -> Markup {
        guard view.isOpen else {
            return EmptyState(
                "现在不在申报期内",
                "<p>\(view.season.yearText)的缴费工资在\(view.season.span)申报。平时工资有变化的，可以办理缴费工资变更。</p>"
            ).markup
        }
        let figures = Figures([
            ("已申报", "\(view.declared)<small>人</small>", "应申报 \(view.count) 人"),
            ("未申报", "\(view.missing)<small>人</small>", ""),
            (
                "签署确认", view.signedOn == nil ? "未签署" : "已签署",
                view.signedOn?.chinese ?? "请于\(view.season.closes.lastDay.chinese)前签署"
            ),
        ]).markup
        if view.signedOn != nil { return "\(figures)\(Notice(.success, "本年度的申报已经签署确认"))" }
        return """
            \(figures)
            <div class="actions">\(optional: view.next, { declare($0, "申报下一位：\($0.name)", .primary, visit) })\
            \(if: view.count > 0, signOff(view, visit))</div>
            """
    }

    private static func declare(
        _ person: DeclaredPerson, _ label: String, _ weight: Button.Weight, _ visit: Visit
    ) -> Markup {
        PostForm(
            to: FilingPaths.employer.apply(YearlyWage.card.slug), visit, classes: "inline",
            """
            <input type="hidden" name="\(StaffMatters.numberField)" value="\(person.number)">\(Button(label, weight))
            """
        ).markup
    }

    private static func signOff(_ view: WageYearView, _ visit: Visit) -> Markup {
        PostForm(
            to: FilingPaths.employer.apply(WageSignOff.card.slug), visit, classes: "inline",
            "\(Button("签署确认", view.missing == 0 ? .primary : .secondary))"
        ).markup
    }

    private static func people(_ view: WageYearView, _ visit: Visit) -> Markup {
        if view.people.isEmpty { return EmptyState("没有需要申报的职工").markup }
        let year = view.season.baseYear
        return """
            <h2>申报情况</h2>
            \(DataTable("第\(view.page)页，共\(view.pageCount)页", view.people, columns: [
                .heading("姓名") { "<a href=\"\(EmployerPaths.member($0.person))\">\($0.name)</a>" },
                .text("社会保障号码") { Masked.number($0.number) }, .amount("缴费工资（元）", \.wage),
                .markup("状态") {
                    $0.hasDeclared(year) ? StatusTag(.done, "已申报").markup : StatusTag(.yours, "未申报").markup
                },
                .markup("操作") {
                    view.signedOn == nil
                        ? declare($0, $0.hasDeclared(year) ? "更正" : "申报", .secondary, visit) : .empty
                },
            ]))
            \(Pagination(page: view.page, of: view.pageCount) { EmployerPaths.wages().with(["page": String($0)]) })
            """
    }
}
