import Basics
import Policy

/// By how many months a personal account is divided at retirement (国发〔2005〕38号附件).
enum MonthsDivisorCalculator {
    static let retiresIn = Input<Month>(
        "retiresIn", "退休月份", english: "the month of retirement", .anyMonth, initial: .thisMonth)
    static let years = Input<Int>("years", "退休年龄", english: "the age in full years", .count(30...80, unit: "周岁"))
    static let months = Input<Int>(
        "months", "另加月数", english: "and months", .count(0...11, unit: "个月"), initial: .text("0"))

    static let calculator = Calculator(
        "months-divisor", "计发月数", summary: "按退休年龄查个人账户养老金的计发月数。",
        english: "By how many months the personal account is divided at an age.", time: retiresIn,
        earliest: Month(validYear: 2006, month: 1),
        inputs: [retiresIn.definition, years.definition, months.definition],
        sample: { ["retiresIn": "\($0)", "years": "60", "months": "1"] },
        compute: { answers, policy throws(PolicyGap) in
            let found = try policy.monthsDivisor(
                ageMonths: answers[years] * 12 + answers[months], in: answers[retiresIn])
            return CalculatorResult(
                [.init("divisor", "计发月数", .decimal(found.value, places: found.value.denominator == 1 ? 0 : 1))],
                found.explanation)
        })
}
