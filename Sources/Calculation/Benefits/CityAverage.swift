import Basics
import Policy

/// The city's average monthly wage of the year before (统筹地区上年度职工月平均工资), on which injury benefits rest.
struct CityAverage {
    let amount: Money
    let step: Explanation.Step

    /// What is shown where nobody knows it.
    static let input = Input<Money>(
        "cityAverage", "统筹地区上年度职工月平均工资",
        english:
            "the city's average monthly wage of the year before; without it, that of the policy files, and to be given where they have none",
        hint: "不填则用政策资料中的数字；资料中没有这一年的，须填写。", .averageWage,
        isRequired: false)

    /// As somebody says it, else from the official series as long as there is one.
    init(_ given: Money?, before month: Month, _ policy: RegionPolicy, askedBy purpose: String) throws(PolicyGap) {
        let title = "统筹地区上年度职工月平均工资"
        if let given {
            amount = given
            step = Explanation.Step(title, working: "按填写的金额", result: given.description)
            return
        }
        let wage = try policy.averageWage(.employees, before: month.year, askedBy: purpose)
        let rounding = try policy.value(.benefitRounding, on: month.firstDay, askedBy: purpose)
        let (monthly, citation) = rounding.applied(to: Exact(wage.value) / 12)
        amount = monthly
        step = Explanation.Step(
            title, working: "\(wage.value) ÷ 12，\(rounding.value)", result: monthly.description,
            citations: [wage.citation, citation])
    }
}

/// Steps, figures and notes as they come together; what one value does not allow to compute is named and left out.
struct BenefitSheet {
    let policy: RegionPolicy
    let day: Day
    let purpose: String
    var figures: [CalculatorResult.Figure] = []
    var steps: [Explanation.Step] = []
    var notes: [String] = []

    /// So many months of an amount.
    @discardableResult
    mutating func add(
        _ key: String, _ label: String, months: Dated<Int>, of amount: Money
    ) throws(PolicyGap) -> Money {
        try add(key, label, Exact(amount) * months.value, "\(amount) × \(months.value)个月", [months.citation])
    }

    /// An amount rounded once.
    @discardableResult
    mutating func add(
        _ key: String, _ label: String, _ exact: Exact, _ working: String, _ citations: [Citation]
    ) throws(PolicyGap) -> Money {
        let rounding = try policy.value(.benefitRounding, on: day, askedBy: purpose)
        let (amount, citation) = rounding.applied(to: exact)
        // Where nothing is rounded the rule decides nothing.
        let isWhole = exact.isWholeFen
        steps.append(
            Explanation.Step(
                label, working: isWhole ? working : "\(working)，\(rounding.value)", result: amount.description,
                citations: citations + (isWhole ? [] : [citation])))
        figures.append(.init(key, label, amount))
        return amount
    }

    mutating func note(_ label: String, _ gap: PolicyGap) {
        notes.append("\(label)没有计算：\(gap.sentence)")
    }

    func result() -> CalculatorResult { CalculatorResult(figures, notes: notes, Explanation(steps)) }
}
