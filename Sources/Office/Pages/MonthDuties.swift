import Basics
import Casework
import Matters
import Records
import Storage

/// What the month asks of an employer, whether or not anything was raised: the plan to be made, the plans to be paid.
struct MonthDuties {
    private let employer: EmployerId
    private let today: Day
    private let unbilled: Int
    private let plans: [ContributionPlan]
    private let window: TaxWindow?
    private let undeclared: [Month]
    private let leftOut: [MonthLeftOut]

    /// - Parameters:
    ///   - unbilled: people whom no plan of this month holds.
    ///   - undeclared: earlier months that should have been declared and have no plan, the earliest first.
    ///   - leftOut: earlier months whose plans left somebody out.
    init(
        _ employer: EmployerId, _ today: Day, unbilled: Int, plans: [ContributionPlan], _ window: TaxWindow?,
        undeclared: [Month], leftOut: [MonthLeftOut]
    ) {
        self.undeclared = undeclared
        self.leftOut = leftOut
        self.employer = employer
        self.today = today
        self.unbilled = unbilled
        self.plans = plans
        self.window = window
    }

    /// Together with what was raised, what is due first coming first; of two about the same, the one that counts people now.
    func with(_ raised: [ToDo]) -> [ToDo] {
        let plan = plansMissed + plansToAdd + (planToMake.map { [$0] } ?? [])
        let payments = paymentsDue.filter { due in !raised.contains { $0.key == due.key } }
        let others = raised.filter { toDo in !plan.contains { $0.key == toDo.key } }
        return (plan + payments + others).enumerated().sorted { left, right in
            switch (left.element.dueOn, right.element.dueOn) {
            case (let first?, let second?) where first != second: first < second
            case (_?, nil): true
            case (nil, _?): false
            default: left.offset < right.offset
            }
        }.map(\.element)
    }

    /// So many are listed one by one; the rest come up when these are made.
    private static let missedAtOnce = 12

    /// What should have been declared before: due on the month's last day, where its window is not looked up any more.
    private var plansMissed: [ToDo] {
        let more = undeclared.count - Self.missedAtOnce
        return undeclared.prefix(Self.missedAtOnce).enumerated().map { index, month in
            let rest = more > 0 && index == Self.missedAtOnce - 1 ? "此后还有\(more)个月没有申报。" : ""
            return ToDo(
                PlanReminder.planNotMade(employer, month), sentence: "\(month.chinese)没有申报，请补办：生成该月缴费计划并缴纳。\(rest)",
                dueOn: month.lastDay, matter: PlanReminder.planSlug,
                answers: [PlanReminder.periodField: month.description])
        }
    }

    /// Due on the month's last day, like what was missed whole.
    private var plansToAdd: [ToDo] {
        leftOut.map { month in
            ToDo(
                PlanReminder.planNotMade(employer, month.period),
                sentence: "\(month.period.chinese)缴费计划没有计入\(month.people)人，请补办：补充生成该月缴费计划并缴纳。",
                dueOn: month.period.lastDay, matter: PlanReminder.planSlug,
                answers: [PlanReminder.periodField: month.period.description])
        }
    }

    private var planToMake: ToDo? {
        guard unbilled > 0 else { return nil }
        let month = today.month
        let sentence =
            plans.contains { $0.period == month }
            ? "还有\(unbilled)人没有计入\(month.chinese)缴费计划，请补充生成。" : "\(month.chinese)缴费计划尚未生成，涉及\(unbilled)人，请核对后生成。"
        return ToDo(
            PlanReminder.planNotMade(employer, month), sentence: sentence,
            dueOn: window.flatMap { $0.closesOn < today ? nil : $0.closesOn }, matter: PlanReminder.planSlug,
            answers: [PlanReminder.periodField: month.description])
    }

    private var paymentsDue: [ToDo] {
        plans.filter { $0.outstanding > .zero }.map { plan in
            ToDo(
                PlanReminder.paymentDue(employer, plan.period, sequence: plan.sequence),
                sentence: "请缴纳\(plan.period.chinese)社会保险费\(plan.outstanding)元。", dueOn: plan.dueOn)
        }
    }
}
