import Basics
import Policy

/// What is paid for a month, line by line (缴费核定).
enum ContributionCalculator {
    static let period = Input<Month>("period", "费款所属期", hint: "按这个月执行的规定计算。", .anyMonth, initial: .thisMonth)
    static let coverage = Input<CoverageKind>(
        "coverage", "参保身份", .words(CoverageKind.self), initial: .text(CoverageKind.employee.rawValue))
    static let wage = Input<Money>(
        "wage", "申报缴费工资", hint: "上一年度的月平均工资。没有缴费工资的（居民、按固定档次缴费的），填0。", .wage)
    static let injuryClass = Input<String>(
        "injuryClass", "行业风险类别", hint: "决定工伤保险比例，由单位的行业确定。", .attribute(.injuryClass), isRequired: false)
    static let household = Input<String>("household", "户口性质", .attribute(.household), isRequired: false)
    static let tier = Input<String>("tier", "缴费档次", .attribute(.tier), isRequired: false)

    static let calculator = Calculator(
        "contribution", "缴费计算", summary: "某个月各险种单位和个人各应缴多少，从缴费基数到每一分钱的取整逐步列出。", time: period,
        earliest: Month(validYear: 1992, month: 10),
        inputs: [
            period.definition, coverage.definition, wage.definition, injuryClass.definition, household.definition,
            tier.definition,
        ],
        sample: { ["period": "\($0)", "coverage": "flexible", "wage": "8000"] },
        compute: { answers, policy throws(PolicyGap) in
            let category = ContributionCategory(answers[coverage], attributes(answers))
            let rule = try policy.contributionRule(in: answers[period], for: category)
            return result(of: rule, wage: answers[wage])
        })

    /// What was said of the payer, as far as the region's tables ask for it.
    static func attributes(_ answers: CalculatorAnswers) -> [Attribute: String] {
        var found: [Attribute: String] = [:]
        found[.injuryClass] = answers.given(injuryClass)
        found[.household] = answers.given(household)
        found[.tier] = answers.given(tier)
        return found
    }

    private static func result(of rule: ContributionRule, wage: Money) -> CalculatorResult {
        var explanation = Explanation()
        var rows: [[ResultValue]] = []
        var sums = (employer: Money.zero, person: Money.zero, account: Money.zero)
        for line in rule.lines {
            let explained = line.explained(declaredWage: wage)
            let amounts = explained.value
            explanation.steps += explained.explanation.under(line.definition.name)
            rows.append([
                .text(line.definition.name), .money(amounts.base), .money(amounts.employer), .money(amounts.person),
                .money(amounts.personalAccount),
            ])
            sums.employer += amounts.employer
            sums.person += amounts.person
            sums.account += amounts.personalAccount
        }
        let table = ResultTable(
            "lines", "各险种应缴",
            [
                .init("line", "险种"), .init("base", "缴费基数"), .init("employer", "单位应缴"), .init("person", "个人应缴"),
                .init("personalAccount", "记入个人账户"),
            ], rows)
        let others = rule.lines.filter { $0.keeper != .own }.map(\.definition.name)
        return CalculatorResult(
            [
                .init("employer", "单位应缴合计", sums.employer), .init("person", "个人应缴合计", sums.person),
                .init("total", "单位和个人合计", sums.employer + sums.person),
                .init("personalAccount", "其中记入个人账户", sums.account),
            ], tables: [table],
            notes: others.isEmpty ? [] : ["\(others.joined(separator: "、"))由医疗保障部门核定征收，这里的金额供参考。"], explanation)
    }
}

extension Explanation {
    /// The steps with the name of what they are of in front.
    func under(_ name: String) -> [Step] {
        steps.map { Step("\(name)：\($0.title)", working: $0.working, result: $0.result, citations: $0.citations) }
    }
}
