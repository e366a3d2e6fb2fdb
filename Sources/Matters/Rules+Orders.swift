import Basics
package import Casework
import Policy
package import Records

extension Rules {
    /// The day of a plan's deduction: the earliest that leaves the employer the notice that policy gives it, within the window;
    /// `nil` where the window leaves none.
    func deductionDay(in window: TaxWindow?) throws(PolicyGap) -> Day? {
        let notice = try policy.value(.deductionNotice, on: today, askedBy: "银行扣款").value
        var day = calendar.due(notice, after: today).day
        if let opensOn = window?.opensOn, day < opensOn { day = opensOn }
        while !calendar.isWorkingDay(day) { day = day.adding(days: 1) }
        if let closesOn = window?.closesOn, day > closesOn { return nil }
        return day
    }

    /// The last day on which an online order can be paid: no later than the plan itself.
    func orderExpiry(_ plan: ContributionPlan) throws(PolicyGap) -> Day {
        let validity = try policy.value(.orderValidity, on: today, askedBy: "网银缴费").value
        let day = calendar.due(validity, after: today).day
        guard let dueOn = plan.dueOn, dueOn >= today else { return day }
        return min(day, dueOn)
    }

    /// The day on which the bank's slip of a receipt is in the slip box.
    func slipDay(after day: Day) throws(PolicyGap) -> Day {
        calendar.due(try policy.value(.slipDelivery, on: today, askedBy: "银行回单").value, after: day).day
    }

    /// What an employer can do whose payment came to nothing: the other ways that are open, until when, and what being late
    /// costs.
    package func paymentAdvice(on plan: ContributionPlan, besides way: PaymentWay?) -> String {
        let others = openWays.filter { $0 != .deduction && ($0 != way || way == .onlineBank) }
        let names = others.map { $0 == .counter ? "到经办机构柜台刷卡" : $0.chinese }
        let ways = names.isEmpty ? "请尽快缴纳" : "请改用\(names.joined(separator: "、"))缴纳"
        guard let dueOn = plan.dueOn else { return "\(ways)。\(lateSentence)" }
        return dueOn < today
            ? "缴费期限\(dueOn.chinese)已过，\(ways)。\(lateSentence)" : "\(ways)，期限至\(dueOn.chinese)。\(lateSentence)"
    }

    /// What paying a plan late costs, in a sentence; empty where the rate is not known.
    package var lateSentence: String {
        guard let rate = try? policy.value(.lateFeeRate, on: today, askedBy: "逾期缴费") else { return "" }
        return "逾期缴纳的，自欠缴之日起按日加收\(rate.value)的滞纳金。"
    }
}

extension Refusal {
    static func notPayable(_ number: String, field: String) -> Refusal {
        Refusal("notPayable", field: field, "本单位没有编号为\(number)的待缴缴费计划。", remedy: "请核对计划号；已缴清的计划无需再缴。")
    }

    static func deductionUnderWay(_ order: PaymentOrder, field: String) -> Refusal {
        Refusal(
            "deductionUnderWay", field: field, "该计划的扣款指令\(order.number)已发送银行，正在等待结果。",
            remedy: "请等待银行反馈，扣款不成功时会立即告知，届时再用其他方式缴费。")
    }
}
