import Basics
import Policy

/// When somebody retires, by law or by choice within it.
enum RetirementAgeCalculator {
    enum Choice: String, InputWord {
        case legal, early, late

        var chinese: String {
            switch self {
            case .legal: "达到法定退休年龄"
            case .early: "弹性提前"
            case .late: "弹性延迟"
            }
        }
    }

    static let group = Input<RetirementGroup>(
        "group", "人员类别", english: "the retirement group", .words(RetirementGroup.self))
    static let bornIn = Input<Month>("bornIn", "出生年月", english: "the month of birth", .birthMonth)
    static let choice = Input<Choice>(
        "choice", "退休时间", english: "when to retire", .words(Choice.self), initial: .text(Choice.legal.rawValue))
    static let months = Input<Int>(
        "months", "提前或者延迟的月数", english: "by how many months earlier or later", hint: "选择弹性提前或弹性延迟的填写。",
        .count(0...60, unit: "个月"), initial: .text("0"))
    static let paidMonths = Input<Int>(
        "paidMonths", "预计退休时的累计缴费月数", english: "months paid in all by then, to compare with the minimum",
        hint: "填写后核对是否达到最低缴费年限。", .count(0...720, unit: "个月"), isRequired: false)
    static let on = Input<Day>("on", "按哪一天的规定", english: "by the rules of which day", .anyDay, initial: .today)

    static let calculator = Calculator(
        "retirement-age", "退休年龄计算", summary: "法定退休年龄和退休月份，以及弹性提前、延迟可以选择的时间。",
        english: "The legal retirement age and month, and what can be chosen earlier or later.", time: on,
        earliest: Month(validYear: 1978, month: 7),
        inputs: [
            group.definition, bornIn.definition, choice.definition, months.definition, paidMonths.definition,
            on.definition,
        ],
        check: { answers in
            var problems: [InputProblem] = []
            if answers[bornIn] > answers[on].month {
                problems.append(InputProblem(bornIn.key, "出生年月不能晚于\(answers[on].month.chinese)。"))
            }
            if answers[choice] != .legal, answers[months] == 0 {
                problems.append(InputProblem(months.key, "请填写提前或者延迟几个月。"))
            }
            if answers[choice] == .legal, answers[months] > 0 {
                problems.append(InputProblem(choice.key, "填写了提前或者延迟的月数，请选择弹性提前或者弹性延迟。"))
            }
            return problems
        },
        sample: { ["group": "male", "bornIn": "1970-08", "on": "\($0.firstDay)"] },
        compute: compute)

    private static func compute(_ answers: CalculatorAnswers, _ policy: RegionPolicy) throws(PolicyGap)
        -> CalculatorResult
    {
        let explained = try policy.retirementAge(of: answers[group], bornIn: answers[bornIn], on: answers[on])
        let age = explained.value
        let chosen: Month
        switch answers[choice] {
        case .legal: chosen = age.month
        case .early: chosen = age.month.adding(months: -answers[months])
        case .late: chosen = age.month.adding(months: answers[months])
        }
        guard (age.earliest...age.latest).contains(chosen) else {
            return .refused(
                months.key, "退休时间只能在\(age.earliest.chinese)至\(age.latest.chinese)之间选择，\(chosen.chinese)超出了范围。")
        }
        var figures: [CalculatorResult.Figure] = [
            .init("month", "法定退休月份", .month(age.month)), .init("age", "法定退休年龄", .text(ageInWords(age.ageMonths))),
            .init("ageMonths", "法定退休年龄（月）", .count(age.ageMonths, unit: "个月")),
            .init("delayMonths", "延迟", .count(age.delayMonths, unit: "个月")),
            .init("earliest", "最早可以选择", .month(age.earliest)), .init("latest", "最晚可以选择", .month(age.latest)),
        ]
        var explanation = explained.explanation
        if answers[choice] != .legal {
            figures.insert(.init("chosen", "选择的退休月份", .month(chosen)), at: 0)
            explanation.steps.append(
                Explanation.Step("选择的退休时间", working: answers[choice].chinese, result: chosen.chinese))
        }
        var notes = ["退休以参保地审批为准。弹性提前须达到最低缴费年限；弹性延迟须与用人单位协商一致。"]
        if let paid = answers.given(paidMonths) {
            // Who goes early needs what is asked in the year of going; who stays longer, what was asked at the legal age.
            let asked = min(chosen, age.month)
            let minimum = try policy.value(.minimumMonths, on: asked.firstDay, askedBy: "最低缴费年限")
            figures.append(.init("minimumMonths", "最低缴费月数", .count(minimum.value, unit: "个月")))
            explanation.steps.append(
                Explanation.Step(
                    "最低缴费年限", working: "按\(asked.year)年", result: "\(minimum.value)个月", citations: [minimum.citation]))
            if paid < minimum.value { notes.insert("累计缴费\(paid)个月，还差\(minimum.value - paid)个月，不满最低缴费年限。", at: 0) }
        }
        return CalculatorResult(figures, notes: notes, explanation)
    }
}
