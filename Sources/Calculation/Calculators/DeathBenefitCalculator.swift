import Basics
import Policy

/// What is paid when somebody insured or retired dies, not from work (企业职工基本养老保险遗属待遇).
enum DeathBenefitCalculator {
    enum Status: String, InputWord {
        case insured, retired

        var chinese: String { self == .insured ? "在职参保人员" : "退休人员" }
    }

    static let diedOn = Input<Day>("diedOn", "死亡日期", .anyDay, initial: .today)
    static let status = Input<Status>("status", "身份", .words(Status.self), initial: .text(Status.insured.rawValue))
    static let paidMonths = Input<Int>("paidMonths", "累计缴费月数", hint: "含视同缴费。", .count(0...720, unit: "个月"))
    static let drawnMonths = Input<Int>(
        "drawnMonths", "已领取养老金月数", hint: "退休人员填写。", .count(0...720, unit: "个月"), initial: .text("0"))

    static let calculator = Calculator(
        "death-benefit", "非因工死亡遗属待遇", summary: "丧葬补助金和抚恤金。", time: diedOn,
        earliest: Month(validYear: 2011, month: 7),
        inputs: [diedOn.definition, status.definition, paidMonths.definition, drawnMonths.definition],
        check: { answers in
            answers[status] == .insured && answers[drawnMonths] > 0
                ? [InputProblem(drawnMonths.key, "在职参保人员没有领取养老金，请核对身份。")] : []
        },
        sample: { ["diedOn": "\($0.firstDay)", "paidMonths": "200"] }, compute: compute)

    private static func compute(_ answers: CalculatorAnswers, _ policy: RegionPolicy) throws(PolicyGap)
        -> CalculatorResult
    {
        let (purpose, day) = ("遗属待遇核定", answers[diedOn])
        let years = answers[paidMonths] / 12
        let funeral = try policy.value(.funeralMonths, on: day, askedBy: purpose)
        let income = try policy.value(.provincialIncome, on: day, askedBy: purpose)
        guard let band = try policy.count(.consolationMonths, reachedBy: years, unit: "年", on: day, askedBy: purpose)
        else { return .refused(paidMonths.key, "缴费\(years)年没有对应的抚恤金月数。") }
        var sheet = BenefitSheet(policy: policy, day: day, purpose: purpose)
        let monthly = "\(income.value) ÷ 12"
        try sheet.add(
            "funeral", "丧葬补助金", Exact(income.value) / 12 * funeral.value, "\(monthly) × \(funeral.value)个月",
            [income.citation, funeral.citation])
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
            "consolation", "抚恤金", Exact(income.value) / 12 * months, "\(monthly) × \(months)个月", [income.citation])
        sheet.figures.append(.init("months", "抚恤金月数", .count(months, unit: "个月")))
        sheet.notes.append("个人账户余额另由继承人领取。同时符合几种丧葬待遇的，只能领取一种。")
        return sheet.result()
    }
}
