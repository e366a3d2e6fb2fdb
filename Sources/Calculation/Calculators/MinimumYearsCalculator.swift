import Basics
import Policy

/// How long one must have paid to draw a pension by the month (社会保险法第十六条；决定第二条、附件4).
enum MinimumYearsCalculator {
    static let retiresIn = Input<Month>(
        "retiresIn", "达到法定退休年龄的月份", english: "the month in which the legal retirement age is reached", .anyMonth,
        initial: .thisMonth)
    static let paidMonths = Input<Int>(
        "paidMonths", "累计缴费月数", english: "months paid in all, deemed ones among them", hint: "含视同缴费。",
        .count(0...720, unit: "个月"), isRequired: false)

    static let calculator = Calculator(
        "minimum-years", "最低缴费年限", summary: "按月领取基本养老金须累计缴费满多少年，还差多少。",
        english: "For how long one must have paid for a monthly pension, and what is missing.", time: retiresIn,
        earliest: Month(validYear: 1997, month: 7), inputs: [retiresIn.definition, paidMonths.definition],
        sample: { ["retiresIn": "\($0)", "paidMonths": "176"] },
        compute: { answers, policy throws(PolicyGap) in
            let month = answers[retiresIn]
            let minimum = try policy.value(.minimumMonths, on: month.firstDay, askedBy: "最低缴费年限")
            var figures: [CalculatorResult.Figure] = [
                .init("months", "最低缴费月数", .count(minimum.value, unit: "个月")),
                .init("years", "合计", .text(yearsInWords(minimum.value))),
            ]
            var steps = [
                Explanation.Step(
                    "最低缴费年限", working: "\(month.year)年达到法定退休年龄", result: "\(minimum.value)个月",
                    citations: [minimum.citation])
            ]
            var notes: [String] = []
            if let paid = answers.given(paidMonths) {
                let missing = max(0, minimum.value - paid)
                figures.append(.init("missing", "还差", .count(missing, unit: "个月")))
                steps.append(
                    Explanation.Step("还差", working: "\(minimum.value) − \(paid)，不足0的按0", result: "\(missing)个月"))
                notes.append(missing == 0 ? "已达到最低缴费年限。" : "不满的，可以延长缴费或者按规定一次性缴费至满最低年限。")
            }
            return CalculatorResult(figures, notes: notes, Explanation(steps))
        })
}

/// `15年6个月`
func yearsInWords(_ months: Int) -> String {
    let (years, rest) = months.quotientAndRemainder(dividingBy: 12)
    return rest == 0 ? "\(years)年" : "\(years)年\(rest)个月"
}
