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

    private static func difference(_ plan: ContributionPlan, _ difference: PlanDifference) -> Markup {
        """
        <h1>\(difference.period.chinese)与上月比较</h1>
        <p class="lead">比较两个月份的全部缴费计划：谁增加、谁减少、谁的金额有变化，以及原因。</p>
        \(tabs(plan, isDifference: true))
        \(DifferenceOfPeople(difference) { EmployerPaths.member($0) })
        """
    }
}
