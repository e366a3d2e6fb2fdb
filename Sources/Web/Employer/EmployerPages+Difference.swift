import Basics
import HTTP
import Office
import Records

extension EmployerPages {
    func difference(_ visit: Visit, _ number: String) async throws -> Response {
        let principal = try visit.principal
        let (plan, difference) = try await pages.difference(of: number, by: principal)
        if let employer = principal.employer {
            try await note(visit, "比较缴费计划", .list(employer, filter: "\(plan.period.chinese)与上月比较", page: 1))
        }
        return Page(
            "与上月比较", in: .employer,
            above: [
                ("缴费计划", EmployerPaths.plans()), ("\(plan.period.chinese)缴费计划", EmployerPaths.plan(plan.number)),
            ], Self.difference(plan, difference)
        ).response(to: visit)
    }

    /// More people than this are told as a number; the list of the month itself has them all.
    private static let rowLimit = 500

    private static func difference(_ plan: ContributionPlan, _ difference: PlanDifference) -> Markup {
        """
        <h1>\(difference.period.chinese)与上月比较</h1>
        <p class="lead">比较两个月份的全部缴费计划：谁增加、谁减少、谁的金额有变化，以及原因。</p>
        \(tabs(plan, isDifference: true))
        \(Figures([
            ("\(difference.period.chinese)", "\(difference.now)<small>元</small>", "上月 \(difference.before) 元"),
            ("增加", "\(difference.came.count)<small>人</small>", ""),
            ("减少", "\(difference.left.count)<small>人</small>", ""),
            ("金额变化", "\(difference.changed.count)<small>人</small>", "没有变化的 \(difference.unchanged) 人"),
        ]))
        \(if: difference.isEmpty, EmptyState("与上月相比，人员和金额都没有变化").markup)
        \(table("本月增加", difference.came))
        \(table("本月减少", difference.left))
        \(table("金额有变化", difference.changed))
        """
    }

    private static func table(_ caption: String, _ changes: [PlanDifference.Change]) -> Markup {
        if changes.isEmpty { return .empty }
        return """
            <h2>\(caption)</h2>
            \(DataTable("\(caption)，\(changes.count)人", Array(changes.prefix(rowLimit)), columns: [
                .heading("姓名") { "<a href=\"\(EmployerPaths.member($0.person))\">\($0.name)</a>" },
                .text("原因", \.reason), .amount("上月（元）", \.before), .amount("本月（元）", \.now),
                .amount("差额（元）") { $0.now - $0.before },
            ]))
            \(if: changes.count > rowLimit, "<p class=\"quiet\">只列出前\(rowLimit)人。</p>")
            """
    }
}
