import Basics
import Policy

/// What is paid when somebody insured or retired dies, not from work (企业职工基本养老保险遗属待遇).
enum DeathBenefitCalculator {
    enum Status: String, InputWord {
        case insured, retired, unemployed

        var chinese: String {
            switch self {
            case .insured: "在职参保人员"
            case .retired: "退休人员"
            case .unemployed: "领取失业保险金期间"
            }
        }
    }

    static let diedOn = Input<Day>("diedOn", "死亡日期", english: "the day of death", .anyDay, initial: .today)
    static let status = Input<Status>(
        "status", "身份", english: "what the person was", .words(Status.self), initial: .text(Status.insured.rawValue))
    static let paidMonths = Input<Int>(
        "paidMonths", "累计缴费月数",
        english:
            "months paid in all, deemed ones among them; while drawing unemployment benefit, those paid for it before",
        hint: "含视同缴费；领取失业保险金期间的，填失业前失业保险的缴费月数。", .count(0...720, unit: "个月"))
    static let drawnMonths = Input<Int>(
        "drawnMonths", "已领取月数",
        english: "months of pension, or of unemployment benefit, drawn before the month of death",
        hint: "退休人员填已领取养老金的月数，失业人员填死亡当月以前已领取失业保险金的月数。",
        .count(0...720, unit: "个月"), initial: .text("0"))
    static let dependants = Input<Int>(
        "dependants", "供养直系亲属人数", english: "dependants of somebody who drew unemployment benefit",
        hint: "领取失业保险金期间的填写。", .count(0...20, unit: "人"), initial: .text("0"))

    static let calculator = Calculator(
        "death-benefit", "非因工死亡遗属待遇", summary: "丧葬补助金和抚恤金。",
        english: "What is paid when somebody insured, retired or drawing unemployment benefit dies, not from work.",
        time: diedOn,
        earliest: Month(validYear: 2011, month: 7),
        inputs: [
            diedOn.definition, status.definition, paidMonths.definition, drawnMonths.definition, dependants.definition,
        ],
        check: { answers in
            var problems: [InputProblem] = []
            if answers[status] == .insured, answers[drawnMonths] > 0 {
                problems.append(InputProblem(drawnMonths.key, "在职参保人员没有领取养老金，请核对身份。"))
            }
            if answers[status] != .unemployed, answers[dependants] > 0 {
                problems.append(InputProblem(dependants.key, "供养亲属人数只在领取失业保险金期间死亡时填写。"))
            }
            return problems
        },
        sample: { ["diedOn": "\($0.firstDay)", "paidMonths": "200"] }, compute: compute)

    private static func compute(_ answers: CalculatorAnswers, _ policy: RegionPolicy) throws(PolicyGap)
        -> CalculatorResult
    {
        if answers[status] == .unemployed { return try whileUnemployed(answers, policy) }
        let (purpose, day) = ("遗属待遇核定", answers[diedOn])
        let years = answers[paidMonths] / 12
        var sheet = BenefitSheet(policy: policy, day: day, purpose: purpose)
        let income = try funeral(&sheet)
        guard let band = try policy.count(.consolationMonths, reachedBy: years, unit: "年", on: day, askedBy: purpose)
        else { return .refused(paidMonths.key, "缴费\(years)年没有对应的抚恤金月数。") }
        var months = band.value
        var step = Explanation.Step("抚恤金月数", working: "缴费满\(years)年", result: "\(months)个月", citations: [band.citation])
        if answers[status] == .retired {
            let least = try policy.value(.consolationLeastMonths, on: day, askedBy: purpose)
            let drawn = answers[drawnMonths] / 12
            months = max(least.value, band.value - drawn)
            step = Explanation.Step(
                "抚恤金月数", working: "缴费满\(years)年\(band.value)个月，已领取满\(drawn)年减\(drawn)个月，不低于\(least.value)个月",
                result: "\(months)个月", citations: [band.citation, least.citation])
        }
        sheet.steps.append(step)
        try sheet.add(
            "consolation", "抚恤金", Exact(income.value) / 12 * months, "\(income.value) ÷ 12 × \(months)个月",
            [income.citation])
        sheet.figures.append(.init("months", "抚恤金月数", .count(months, unit: "个月")))
        sheet.notes.append("个人账户余额另由继承人领取。同时符合几种丧葬待遇的，只能领取一种。")
        return sheet.result()
    }

    /// - Returns: the yearly income that the amount rests on.
    private static func funeral(_ sheet: inout BenefitSheet) throws(PolicyGap) -> Dated<Money> {
        let months = try sheet.policy.value(.funeralMonths, on: sheet.day, askedBy: sheet.purpose)
        let income = try sheet.policy.value(.provincialIncome, on: sheet.day, askedBy: sheet.purpose)
        try sheet.add(
            "funeral", "丧葬补助金", Exact(income.value) / 12 * months.value, "\(income.value) ÷ 12 × \(months.value)个月",
            [income.citation, months.citation])
        return income
    }

    /// A funeral as for those in work, and so many months of the benefit as there are dependants for.
    private static func whileUnemployed(
        _ answers: CalculatorAnswers, _ policy: RegionPolicy
    ) throws(PolicyGap) -> CalculatorResult {
        let (purpose, day, years) = ("失业人员遗属待遇核定", answers[diedOn], answers[paidMonths] / 12)
        var sheet = BenefitSheet(policy: policy, day: day, purpose: purpose)
        if answers[dependants] > 0 {
            guard let benefit = try policy.unemploymentBenefit(paidYears: years, on: day, askedBy: purpose),
                let months = try policy.count(
                    .unemploymentDeathMonths, reachedBy: answers[dependants], unit: "人", on: day, askedBy: purpose)
            else { return .refused(paidMonths.key, "缴费\(answers[paidMonths])个月，不满最短的缴费时间，没有失业保险金。") }
            let monthly = benefit.amount(after: answers[drawnMonths])
            sheet.steps.append(
                Explanation.Step(
                    "死亡当月的失业保险金", working: "缴费满\(years)年，已领取\(answers[drawnMonths])个月",
                    result: monthly.value.description, citations: [monthly.citation, benefit.laterFrom.citation]))
            try sheet.add("consolation", "抚恤金", months: months, of: monthly.value)
            sheet.figures.append(.init("months", "抚恤金月数", .count(months.value, unit: "个月")))
        }
        do throws(PolicyGap) {
            _ = try funeral(&sheet)
        } catch {
            if sheet.figures.isEmpty { throw error }
            sheet.note("丧葬补助金", error)
        }
        sheet.notes.append("遗属已领取养老保险、工伤保险的丧葬补助金和抚恤金的，不再领取失业保险的。")
        return sheet.result()
    }
}
