import Basics
import Policy

/// For how many months unemployment benefit is paid, and how much (失业保险金).
enum UnemploymentBenefitCalculator {
    static let approvedIn = Input<Month>(
        "approvedIn", "核定月份", hint: "自核定当月起计算，次月发放。", .anyMonth, initial: .thisMonth)
    static let paidMonths = Input<Int>(
        "paidMonths", "累计缴费月数", hint: "上次领取失业保险金以后的缴费时间。", .count(0...600, unit: "个月"))
    static let carriedMonths = Input<Int>(
        "carriedMonths", "以前应领未领的月数", .count(0...24, unit: "个月"), initial: .text("0"))

    static let calculator = Calculator(
        "unemployment-benefit", "失业保险金", summary: "按缴费时间可以领取几个月失业保险金，每月多少，一共多少。", time: approvedIn,
        earliest: Month(validYear: 1999, month: 11),
        inputs: [approvedIn.definition, paidMonths.definition, carriedMonths.definition],
        sample: { ["approvedIn": "\($0)", "paidMonths": "75"] }, compute: compute)

    private static func compute(_ answers: CalculatorAnswers, _ policy: RegionPolicy) throws(PolicyGap)
        -> CalculatorResult
    {
        let purpose = "失业保险金核定"
        let day = answers[approvedIn].firstDay
        let years = answers[paidMonths] / 12
        guard let earned = try policy.count(.unemploymentMonths, reachedBy: years, unit: "年", on: day, askedBy: purpose)
        else { return .refused(paidMonths.key, "缴费\(answers[paidMonths])个月，不满最短的缴费时间，不能领取失业保险金。") }
        let most = try policy.value(.unemploymentMaxMonths, on: day, askedBy: purpose)
        let months = min(most.value, earned.value + answers[carriedMonths])
        guard let amount = try policy.money(.unemploymentAmount, reachedBy: years, unit: "年", on: day, askedBy: purpose)
        else { return .refused(paidMonths.key, "缴费\(years)年没有对应的发放标准。") }
        let from = try policy.value(.unemploymentLaterMonth, on: day, askedBy: purpose)
        let later = try policy.value(.unemploymentLaterAmount, on: day, askedBy: purpose)
        let first = min(months, from.value - 1)
        let firstSum = Money(fen: amount.value.fen * Int64(first))
        let laterSum = Money(fen: later.value.fen * Int64(months - first))
        var steps = [
            Explanation.Step(
                "领取月数", working: "缴费满\(years)年，应领\(earned.value)个月，以前未领\(answers[carriedMonths])个月，最长\(most.value)个月",
                result: "\(months)个月", citations: [earned.citation, most.citation]),
            Explanation.Step(
                "前\(first)个月", working: "\(amount.value) × \(first)", result: firstSum.description,
                citations: [amount.citation]),
        ]
        if months > first {
            steps.append(
                Explanation.Step(
                    "第\(from.value)个月起", working: "\(later.value) × \(months - first)", result: laterSum.description,
                    citations: [later.citation, from.citation]))
        }
        steps.append(
            Explanation.Step("合计", working: "\(firstSum) + \(laterSum)", result: (firstSum + laterSum).description))
        return CalculatorResult(
            [
                .init("months", "可以领取", .count(months, unit: "个月")), .init("monthly", "每月", amount.value),
                .init("later", "第\(from.value)个月起每月", later.value), .init("total", "合计", firstSum + laterSum),
            ],
            notes: ["须非因本人意愿中断就业并已办理失业登记。领取期间标准调整的，按调整后的标准发放。"], Explanation(steps))
    }
}
