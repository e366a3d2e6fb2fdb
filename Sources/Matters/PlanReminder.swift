package import Basics
package import Casework
import Policy
package import Records

/// What ties matters that change an employer's coverage to its monthly plan, so that they need not know each other.
package enum PlanReminder {
    package static let planSlug = "monthly-plan"
    package static let periodField = "period"

    /// Coverage was added, and no plan of the month holds it yet.
    package static func planNotMade(_ employer: EmployerId, _ period: Month) -> ToDo.Key {
        ToDo.Key(.employer(employer), kind: "plan-not-made", subject: period.description)
    }

    /// Coverage was taken back that a plan of the month has billed.
    static func planNotAdjusted(_ employer: EmployerId, _ period: Month) -> ToDo.Key {
        ToDo.Key(.employer(employer), kind: "plan-not-adjusted", subject: period.description)
    }

    /// A plan was made and waits to be paid.
    package static func paymentDue(_ employer: EmployerId, _ period: Month, sequence: Int) -> ToDo.Key {
        ToDo.Key(.employer(employer), kind: "payment-due", subject: "\(period)-\(sequence)")
    }

    /// What is still to be paid of a plan of which a part has just been paid or offset.
    /// - Parameter part: what was paid, in words: `已抵扣24.00元`.
    static func remainder(of plan: ContributionPlan, _ rest: Money, after part: String) -> Outcome {
        let due = paymentDue(plan.employer, plan.period, sequence: plan.sequence)
        if rest.isZero { return .settle(due) }
        return .remind(ToDo(due, sentence: "请缴纳\(plan.period.chinese)社会保险费\(rest)元（\(part)）。", dueOn: plan.dueOn))
    }

    /// What follows from coverage taken back that was billed: a to-do for each month until its plan is adjusted.
    static func adjustments(for employer: EmployerId, _ periods: [Month]) -> [Outcome] {
        periods.map { adjustment(for: employer, $0, "有人员的参保登记已撤销或已停保，请再次生成该月缴费计划，冲销已计入的费用。") }
    }

    /// The same, where somebody was billed by a wage that does not hold.
    static func corrections(for employer: EmployerId, _ periods: [Month]) -> [Outcome] {
        periods.map { adjustment(for: employer, $0, "有人员的缴费工资申报已撤销，请再次生成该月缴费计划，冲销后按原工资计收。") }
    }

    private static func adjustment(for employer: EmployerId, _ period: Month, _ reason: String) -> Outcome {
        .remind(
            ToDo(
                planNotAdjusted(employer, period), sentence: "\(period.chinese)缴费计划中\(reason)", dueOn: nil,
                matter: planSlug, answers: [periodField: period.description]))
    }

    /// Once somebody is not billed for a month that no plan holds, nothing may be left to bill in it.
    static func nothingLeft(
        to member: StaffMember, in month: Month, _ facts: Facts, _ rules: Rules
    ) throws(PolicyGap) -> [Outcome] {
        let unbilled = facts[UnbilledCoverage(employer: member.employer.id, period: month)]
        let others = try rules.billable(unbilled, in: month).contains { $0.person != member.person.id }
        return others ? [] : [.settle(planNotMade(member.employer.id, month))]
    }

    /// Somebody who has left is still owed for in a month that no plan holds: a to-do until it is made, and the plan at once.
    static func owed(by employer: EmployerId, _ period: Month) -> [Outcome] {
        let answers = [periodField: period.description]
        return [
            .remind(
                ToDo(
                    planNotMade(employer, period), sentence: "\(period.chinese)有已停保人员的费用尚未计入缴费计划，请生成缴费计划。",
                    dueOn: nil, matter: planSlug, answers: answers)),
            .suggest(
                LinkedMatter(slug: planSlug, reason: "将停保人员计入\(period.chinese)缴费计划", answers: answers)),
        ]
    }

    /// What follows from new coverage: a to-do until the month's plan is made, and the plan offered at once.
    static func outcomes(for employer: EmployerId, _ period: Month) -> [Outcome] {
        let answers = [periodField: period.description]
        return [
            .remind(
                ToDo(
                    planNotMade(employer, period), sentence: "\(period.chinese)有新增人员或险种尚未计入缴费计划，请生成缴费计划。",
                    dueOn: nil, matter: planSlug, answers: answers)),
            .suggest(LinkedMatter(slug: planSlug, reason: "将新增人员计入\(period.chinese)缴费计划", answers: answers)),
        ]
    }
}
