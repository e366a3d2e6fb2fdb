import Basics
import Policy

/// What a disability from an accident at work gives (工伤保险条例第三十四条至第三十七条): the lump sum, the monthly allowance, nursing,
/// and the sums on leaving.
enum InjuryBenefitCalculator {
    enum Nursing: String, InputWord {
        case none, full, most, part

        var chinese: String {
            switch self {
            case .none: "不需要护理"
            case .full: "生活完全不能自理"
            case .most: "生活大部分不能自理"
            case .part: "生活部分不能自理"
            }
        }
    }

    static let month = Input<Month>(
        "month", "核定月份", english: "the month of the grading, or of the end of employment", hint: "评定伤残等级，或者解除劳动关系的月份。",
        .anyMonth, initial: .thisMonth)
    static let grade = Input<Int>("grade", "伤残等级", english: "the grade of disability", .count(1...10, unit: "级"))
    static let wage = Input<Money>(
        "wage", "本人工资", english: "the own wage: the average contribution wage of the 12 months before the injury",
        hint: "受伤前12个月平均月缴费工资。", .wage)
    static let nursing = Input<Nursing>(
        "nursing", "护理等级", english: "the degree of nursing", .words(Nursing.self), initial: .text(Nursing.none.rawValue)
    )

    static let hospitalDays = Input<Int>(
        "hospitalDays", "住院天数", english: "days in hospital, for the food allowance", hint: "计算住院伙食补助费时填写。",
        .count(0...3_660, unit: "天"), initial: .text("0"))
    static let awayDays = Input<Int>(
        "awayDays", "经同意到统筹地区以外就医的天数", english: "days of approved treatment elsewhere, for lodging and meals",
        hint: "计算外地就医的食宿费时填写。", .count(0...3_660, unit: "天"),
        initial: .text("0"))

    static let calculator = Calculator(
        "injury-benefit", "工伤伤残待遇", summary: "一次性伤残补助金、伤残津贴、生活护理费、离职时的一次性补助金，以及住院和外地就医的食宿补助。",
        english:
            "What a disability from work gives: the lump sum, the monthly allowance, nursing, the sums on leaving, food and lodging.",
        time: month,
        earliest: Month(validYear: 2004, month: 1),
        inputs: [
            month.definition, grade.definition, wage.definition, CityAverage.input.definition, nursing.definition,
            hospitalDays.definition, awayDays.definition,
        ],
        sample: { ["month": "\($0)", "grade": "5", "wage": "9000", "cityAverage": "11000", "nursing": "part"] },
        compute: compute)

    private static func compute(_ answers: CalculatorAnswers, _ policy: RegionPolicy) throws(PolicyGap)
        -> CalculatorResult
    {
        let (purpose, day) = ("工伤待遇核定", answers[month].firstDay)
        var sheet = BenefitSheet(policy: policy, day: day, purpose: purpose)
        let grade = answers[grade]
        let lump = try policy.count(
            .injuryLumpMonths, entry: "\(grade)", called: "\(grade)级", on: day, askedBy: purpose)
        sheet.figures.append(.init("lumpMonths", "一次性伤残补助金月数", .count(lump.value, unit: "个月")))
        sheet.steps.append(
            Explanation.Step("一次性伤残补助金月数", working: "\(grade)级", result: "\(lump.value)个月", citations: [lump.citation]))
        var average: CityAverage?
        do {
            average = try CityAverage(
                answers.given(CityAverage.input), before: answers[month], policy, askedBy: purpose)
        } catch {
            sheet.note("金额", error)
        }
        if let average { try amounts(answers, lump, average, &sheet) }
        try leaving(grade, average?.amount, &sheet)
        try days(answers, &sheet)
        return sheet.result()
    }

    /// What rests on the average wage. What is not known of one leaves the others.
    private static func amounts(
        _ answers: CalculatorAnswers, _ lump: Dated<Int>, _ average: CityAverage, _ sheet: inout BenefitSheet
    ) throws(PolicyGap) {
        sheet.steps.append(average.step)
        let wage = try sheet.ownWage(answers[wage], average.amount)
        try sheet.add("lump", "一次性伤残补助金", months: lump, of: wage)
        do throws(PolicyGap) {
            try allowance(answers[grade], wage, &sheet)
        } catch {
            sheet.note("伤残津贴", error)
        }
        do throws(PolicyGap) {
            try nursingCare(answers[nursing], average.amount, &sheet)
        } catch {
            sheet.note("生活护理费", error)
        }
    }

    private static func allowance(_ grade: Int, _ wage: Money, _ sheet: inout BenefitSheet) throws(PolicyGap) {
        guard grade <= 6 else { return }
        let rate = try sheet.policy.rate(
            .injuryAllowanceRate, entry: "\(grade)", called: "\(grade)级", on: sheet.day, askedBy: sheet.purpose)
        let least = try sheet.policy.value(.minimumWage, on: sheet.day, askedBy: sheet.purpose)
        let amount = try sheet.add(
            "allowance", "伤残津贴（每月）", Exact(wage) * rate.value, "\(wage) × \(rate.value)", [rate.citation])
        guard amount < least.value else { return }
        sheet.figures[sheet.figures.count - 1] = .init("allowance", "伤残津贴（每月）", least.value)
        sheet.steps.append(
            Explanation.Step(
                "伤残津贴不低于最低工资标准", working: "\(amount)低于\(least.value)，补足差额", result: least.value.description,
                citations: [least.citation]))
    }

    /// What is paid by the day of treatment (工伤保险条例第三十条).
    private static func days(_ answers: CalculatorAnswers, _ sheet: inout BenefitSheet) throws(PolicyGap) {
        let sums: [(PolicyKey<Money>, String, String, Int)] = [
            (.hospitalFood, "hospitalFood", "住院伙食补助费", answers[hospitalDays]),
            (.awayLodging, "awayLodging", "外地就医住宿费（至多）", answers[awayDays]),
            (.awayMeals, "awayMeals", "外地就医伙食费", answers[awayDays]),
        ]
        for (key, name, label, count) in sums where count > 0 {
            let daily = try sheet.policy.value(key, on: sheet.day, askedBy: sheet.purpose)
            try sheet.add(
                name, label, Exact(daily.value) * count, "\(daily.value) × \(count)天", [daily.citation])
        }
    }

    private static func nursingCare(
        _ nursing: Nursing, _ average: Money, _ sheet: inout BenefitSheet
    ) throws(PolicyGap) {
        guard nursing != .none else { return }
        let rate = try sheet.policy.rate(
            .nursingRate, entry: nursing.rawValue, called: nursing.chinese, on: sheet.day, askedBy: sheet.purpose)
        try sheet.add(
            "nursing", "生活护理费（每月）", Exact(average) * rate.value, "\(average) × \(rate.value)", [rate.citation])
    }

    /// Both sums on leaving, where the grade has them; without the average their months alone.
    private static func leaving(_ grade: Int, _ average: Money?, _ sheet: inout BenefitSheet) throws(PolicyGap) {
        guard grade >= 5 else { return }
        let sums: [(PolicyKey<CountTable>, String, String)] = [
            (.injuryMedicalMonths, "medical", "离职时一次性工伤医疗补助金"),
            (.injuryEmploymentMonths, "employment", "离职时一次性伤残就业补助金"),
        ]
        for (key, name, label) in sums {
            let months = try sheet.policy.count(
                key, entry: "\(grade)", called: "\(grade)级", on: sheet.day, askedBy: sheet.purpose)
            sheet.figures.append(.init("\(name)Months", "\(label)月数", .count(months.value, unit: "个月")))
            if let average {
                try sheet.add(name, label, months: months, of: average)
            } else {
                sheet.steps.append(
                    Explanation.Step(
                        "\(label)月数", working: "\(grade)级", result: "\(months.value)个月", citations: [months.citation]))
            }
        }
    }
}

extension BenefitSheet {
    /// The own wage within its bounds (工伤保险条例第六十四条).
    mutating func ownWage(_ wage: Money, _ average: Money) throws(PolicyGap) -> Money {
        let floor = try policy.value(.injuryWageFloor, on: day, askedBy: purpose)
        let cap = try policy.value(.injuryWageCap, on: day, askedBy: purpose)
        let (least, most) = (Exact(average) * floor.value, Exact(average) * cap.value)
        let (low, high) = (least.rounded(.fenHalfUp).amount, most.rounded(.fenHalfUp).amount)
        let own = min(max(wage, low), high)
        let working =
            wage < low ? "\(wage)低于\(low)，按\(low)" : wage > high ? "\(wage)高于\(high)，按\(high)" : "在\(low)至\(high)之间"
        steps.append(
            Explanation.Step(
                "本人工资", working: working, result: own.description, citations: [floor.citation, cap.citation]))
        return own
    }
}
