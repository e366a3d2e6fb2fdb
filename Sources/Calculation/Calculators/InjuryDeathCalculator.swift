import Basics
import Policy

/// What is paid when somebody dies from an accident at work (工伤保险条例第三十九条).
enum InjuryDeathCalculator {
    static let accidentOn = Input<Day>(
        "accidentOn", "工伤发生日期", english: "the day of the accident", .anyDay, initial: .today)
    static let wage = Input<Money>(
        "wage", "本人工资", english: "the own wage, for the pension of dependants", hint: "计算供养亲属抚恤金时填写。", .wage,
        isRequired: false)
    static let spouse = Input<Int>(
        "spouse", "供养的配偶", english: "a dependent spouse", .count(0...1, unit: "人"), initial: .text("0"))
    static let others = Input<Int>(
        "others", "供养的其他亲属", english: "other dependants", .count(0...20, unit: "人"), initial: .text("0"))
    static let alone = Input<Int>(
        "alone", "其中孤寡老人或者孤儿", english: "of these, old people without family and orphans", .count(0...20, unit: "人"),
        initial: .text("0"))

    static let calculator = Calculator(
        "injury-death", "因工死亡待遇", summary: "一次性工亡补助金、丧葬补助金和供养亲属抚恤金。",
        english: "What a death from work gives: the lump sum, the funeral and the pension of dependants.",
        time: accidentOn,
        earliest: Month(validYear: 2004, month: 1),
        inputs: [
            accidentOn.definition, CityAverage.input.definition, wage.definition, spouse.definition, others.definition,
            alone.definition,
        ],
        check: { answers in
            let dependants = answers[spouse] + answers[others]
            if answers[alone] > dependants { return [InputProblem(alone.key, "孤寡老人和孤儿不能多于供养亲属人数。")] }
            if dependants > 0, answers.given(wage) == nil { return [InputProblem(wage.key, "请填写本人工资，供养亲属抚恤金按它计算。")] }
            return []
        },
        sample: {
            ["accidentOn": "\($0.firstDay)", "cityAverage": "11000", "wage": "9000", "spouse": "1", "others": "1"]
        },
        compute: compute)

    private static func compute(_ answers: CalculatorAnswers, _ policy: RegionPolicy) throws(PolicyGap)
        -> CalculatorResult
    {
        let (purpose, day) = ("因工死亡待遇核定", answers[accidentOn])
        var sheet = BenefitSheet(policy: policy, day: day, purpose: purpose)
        let income = try policy.value(.nationalIncome, on: day, askedBy: purpose)
        let times = try policy.value(.injuryDeathTimes, on: day, askedBy: purpose)
        try sheet.add(
            "lump", "一次性工亡补助金", Exact(income.value) * times.value, "\(income.value) × \(times.value)",
            [income.citation, times.citation])
        do {
            let average = try CityAverage(
                answers.given(CityAverage.input), before: day.month, policy, askedBy: purpose)
            sheet.steps.append(average.step)
            let months = try policy.value(.injuryFuneralMonths, on: day, askedBy: purpose)
            try sheet.add("funeral", "丧葬补助金", months: months, of: average.amount)
            if let wage = answers.given(wage) {
                try dependants(answers, try sheet.ownWage(wage, average.amount), &sheet)
            }
        } catch {
            sheet.note("丧葬补助金和供养亲属抚恤金", error)
        }
        sheet.notes.append("同时符合几种丧葬待遇的，只能领取一种。")
        return sheet.result()
    }

    private static func dependants(
        _ answers: CalculatorAnswers, _ wage: Money, _ sheet: inout BenefitSheet
    ) throws(PolicyGap) {
        var (share, citations, parts) = (Rate.zero, [Citation](), [String]())
        for (entry, called, count) in [
            ("spouse", "配偶", answers[spouse]), ("other", "其他亲属", answers[others]),
            ("alone", "孤寡老人或者孤儿另加", answers[alone]),
        ] where count > 0 {
            let rate = try sheet.policy.rate(
                .dependantRate, entry: entry, called: called, on: sheet.day, askedBy: sheet.purpose)
            share = share + rate.value * Rate(Int64(count), over: 1)
            citations.append(rate.citation)
            parts.append("\(rate.value) × \(count)")
        }
        guard share.numerator > 0 else { return }
        let isCapped = share.numerator > share.denominator
        try sheet.add(
            "dependants", "供养亲属抚恤金（每月合计）", Exact(wage) * (isCapped ? Rate.one : share),
            "\(wage) × (\(parts.joined(separator: " + ")))\(isCapped ? "，合计不高于本人工资" : "")", citations)
    }
}
