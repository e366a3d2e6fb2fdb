import Basics
import Policy

/// What somebody who insures himself gets back of the least that can be paid (灵活就业社会保险补贴, for 就业困难人员).
enum FlexibleSubsidyCalculator {
    static let period = Input<Month>("period", "费款所属期", english: "the fee period", .anyMonth, initial: .thisMonth)
    static let group = Input<RetirementGroup>(
        "group", "人员类别", english: "the retirement group; with the month of birth, for how long the subsidy is paid",
        hint: "与出生年月一起填写，用于计算可以补贴几个月。", .words(RetirementGroup.self), isRequired: false)
    static let bornIn = Input<Month>("bornIn", "出生年月", english: "the month of birth", .birthMonth, isRequired: false)
    static let firstApproved = Input<Month>(
        "firstApproved", "初次核定补贴的月份", english: "the month of the first approval; without it, the fee period",
        hint: "不填则为费款所属期。", .anyMonth, isRequired: false)

    static let calculator = Calculator(
        "flexible-subsidy", "灵活就业社会保险补贴", summary: "就业困难人员灵活就业，按最低缴费额可以补贴多少、补贴多久。",
        english:
            "What somebody hard to employ who insures himself gets back of the least that can be paid, and for how long.",
        time: period,
        earliest: Month(validYear: 2009, month: 4),
        inputs: [period.definition, group.definition, bornIn.definition, firstApproved.definition],
        asking: .contribution, in: period,
        check: { answers in
            var problems: [InputProblem] = []
            if (answers.given(group) == nil) != (answers.given(bornIn) == nil) {
                problems.append(InputProblem(bornIn.key, "人员类别和出生年月请都填写，或者都不填。"))
            }
            let first = answers.given(firstApproved) ?? answers[period]
            if first > answers[period] {
                problems.append(InputProblem(firstApproved.key, "初次核定补贴的月份不能晚于费款所属期。"))
            }
            if let born = answers.given(bornIn), born >= first {
                problems.append(InputProblem(bornIn.key, "出生年月应早于\(first.chinese)。"))
            }
            return problems
        },
        sample: { ["period": "\($0)", "group": "female50", "bornIn": "1980-05"] }, compute: compute)

    private static func compute(_ answers: CalculatorAnswers, _ policy: RegionPolicy) throws(PolicyGap)
        -> CalculatorResult
    {
        let (purpose, month) = ("灵活就业补贴核定", answers[period])
        let rate = try policy.value(.subsidyRate, on: month.firstDay, askedBy: purpose)
        let rule = try policy.contributionRule(
            in: month, for: ContributionCategory(.flexible, answers.attributes))
        if rule.lines.isEmpty { throw policy.nothing(for: .flexible, in: month, askedBy: purpose) }
        var sheet = BenefitSheet(policy: policy, day: month.firstDay, purpose: purpose)
        var (total, rows) = (Money.zero, [[ResultValue]]())
        for line in rule.lines {
            // The least that can be paid is what is paid on no wage at all.
            let least = line.explained(declaredWage: .zero)
            sheet.steps += Explanation(least.explanation.steps).under(line.definition.name)
            let amount = try sheet.add(
                line.definition.key, "\(line.definition.name)补贴", Exact(least.value.person) * rate.value,
                "\(least.value.person) × \(rate.value)", [rate.citation])
            rows.append([.text(line.definition.name), .money(least.value.person), .money(amount)])
            total += amount
        }
        sheet.figures.insert(.init("total", "每月补贴合计", total), at: 0)
        if let problem = try duration(answers, &sheet) { return .refused(problem.field, problem.sentence) }
        sheet.notes.append("先缴费后补贴；实际缴费低于最低缴费额的，以实际缴费为限。")
        var result = sheet.result()
        result.tables = [
            ResultTable(
                "lines", "各险种补贴", [.init("line", "险种"), .init("least", "最低缴费额"), .init("subsidy", "补贴")], rows)
        ]
        return result
    }

    /// For how long it is paid, where it is said who is asking.
    ///
    /// - Returns: why it is not paid at all.
    private static func duration(
        _ answers: CalculatorAnswers, _ sheet: inout BenefitSheet
    ) throws(PolicyGap) -> InputProblem? {
        guard let group = answers.given(group), let bornIn = answers.given(bornIn) else { return nil }
        let first = answers.given(firstApproved) ?? answers[period]
        let most = try sheet.policy.value(.subsidyMonths, on: sheet.day, askedBy: sheet.purpose)
        let near = try sheet.policy.value(.subsidyNearMonths, on: sheet.day, askedBy: sheet.purpose)
        let age = try sheet.policy.retirementAge(of: group, bornIn: bornIn, on: sheet.day)
        sheet.steps += age.explanation.steps
        guard age.value.month > answers[period] else {
            return InputProblem(Self.bornIn.key, "\(age.value.month.chinese)已到法定退休年龄，不再享受补贴。")
        }
        let left = age.value.month.months(since: first)
        let isNear = left < near.value
        let months = isNear ? left : most.value
        let reason = isNear ? "不足\(near.value)个月，补贴至退休" : "不少于\(near.value)个月，最长\(most.value)个月"
        sheet.steps.append(
            Explanation.Step(
                "补贴期限", working: "初次核定\(first.chinese)，距退休\(age.value.month.chinese)\(left)个月，\(reason)",
                result: "\(months)个月",
                citations: [near.citation, most.citation]))
        sheet.figures.append(.init("months", "最长补贴", .count(months, unit: "个月")))
        return nil
    }
}
