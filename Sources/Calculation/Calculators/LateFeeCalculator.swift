import Basics
import Policy

/// What an overdue sum costs by the day of payment (滞纳金, 社会保险法第八十六条).
enum LateFeeCalculator {
    static let overdue = Input<Money>(
        "overdue", "欠缴金额", english: "the amount overdue, both shares", hint: "单位应缴和个人应缴合计。", .amount)
    static let period = Input<Month>("period", "费款所属期", english: "the fee period", .anyMonth)
    static let dueOn = Input<Day>(
        "dueOn", "缴费截止日", english: "the last day on which payment was in time", hint: "当期最后一个可以按时缴费的日子。", .anyDay)
    static let paidOn = Input<Day>(
        "paidOn", "缴费日", english: "the day of payment", hint: "不填则按今天计算。", .anyDay, initial: .today)

    static let calculator = Calculator(
        "late-fee", "滞纳金计算", summary: "欠缴的社会保险费到缴费那一天应加收多少滞纳金，按天逐步列出。",
        english: "The late fee on contributions from the day of default to that of payment.", time: dueOn,
        earliest: Month(validYear: 1999, month: 1),
        inputs: [overdue.definition, period.definition, dueOn.definition, paidOn.definition], asking: .lateFee,
        in: period,
        check: { answers in
            answers[dueOn].month < answers[period] ? [InputProblem(dueOn.key, "缴费截止日不能早于费款所属期。")] : []
        },
        sample: { month in
            [
                "overdue": "10000", "period": "\(month)", "dueOn": "\(month.lastDay)",
                "paidOn": "\(month.lastDay.adding(days: 30))",
            ]
        },
        compute: { answers, policy throws(PolicyGap) in
            let fee = try policy.lateFee(
                on: answers[overdue], for: answers[period], dueOn: answers[dueOn], paidOn: answers[paidOn],
                attributes: answers.attributes)
            return CalculatorResult(
                [
                    .init("amount", "滞纳金", fee.value.amount), .init("days", "滞纳天数", .count(fee.value.days, unit: "天")),
                    .init("total", "本金和滞纳金合计", answers[overdue] + fee.value.amount),
                ], notes: ["滞纳金由用人单位承担，不得由职工负担。"], fee.explanation)
        })
}
