import Basics
import Policy

/// What is paid for a month, line by line (缴费核定).
enum ContributionCalculator {
    static let period = Input<Month>(
        "period", "费款所属期", english: "the fee period, computed by the rules of that month", hint: "按这个月执行的规定计算。",
        .anyMonth, initial: .thisMonth)
    static let coverage = Input<CoverageKind>(
        "coverage", "参保身份", english: "insured as", .words(CoverageKind.self),
        initial: .text(CoverageKind.employee.rawValue))
    static let wage = Input<Money>(
        "wage", "申报缴费工资",
        english:
            "the declared wage, a month's average of the year before; 0 for those without one (residents, fixed tiers)",
        hint: "上一年度的月平均工资。没有缴费工资的（居民、按固定档次缴费的），填0。", .wage)

    static let calculator = Calculator(
        "contribution", "缴费计算", summary: "某个月各险种单位和个人各应缴多少，从缴费基数到每一分钱的取整逐步列出。",
        english: "What employer and person pay for a month, line by line, from the base to each rounding.",
        time: period,
        earliest: Month(validYear: 1992, month: 10),
        inputs: [period.definition, coverage.definition, wage.definition], asking: .contribution, in: period,
        sample: { ["period": "\($0)", "coverage": "flexible", "wage": "8000"] },
        compute: { answers, policy throws(PolicyGap) in
            let category = ContributionCategory(answers[coverage], answers.attributes)
            let lines = try policy.contributionAnswers(in: answers[period], for: category)
            if lines.isEmpty { throw policy.nothing(for: answers[coverage], in: answers[period], askedBy: "缴费核定") }
            var result = try result(of: lines, wage: answers[wage])
            if let waiting = try? policy.value(
                .waiting(answers[coverage]), on: answers[period].firstDay, askedBy: "缴费核定")
            {
                result.explanation.steps.append(
                    Explanation.Step("等待期", result: waiting.value, citations: [waiting.citation]))
                result.notes.append("\(waiting.value)。")
            }
            return result
        })

    /// - Throws: the gap, if it is one that an answer would fill or if no line is known; else the others are told without it.
    private static func result(
        of answers: [LineAnswer], wage: Money
    ) throws(PolicyGap) -> CalculatorResult {
        var explanation = Explanation()
        var rows: [[ResultValue]] = []
        var sums = Sums()
        var gaps: [PolicyGap] = []
        var others: [String] = []
        var untold: [String] = []
        for answer in answers {
            switch answer.rule {
            case .failure(let gap):
                if case .noEntry = gap.cause { throw gap }
                if !gaps.contains(gap) { gaps.append(gap) }
            case .success(let rule):
                let explained = rule.explained(declaredWage: wage)
                explanation.steps += explained.explanation.under(answer.definition.name)
                rows.append(row(answer.definition, explained.value))
                sums.add(explained.value)
                if rule.keeper != .own { others.append(answer.definition.name) }
                untold += rule.untold.map { "\(answer.definition.name)的单位缴费记入个人账户多少没有计算：\($0.note)" }
            }
        }
        if rows.isEmpty, let gap = gaps.first { throw gap }
        return CalculatorResult(
            sums.figures(isWhole: gaps.isEmpty), tables: [ResultTable("lines", "各险种应缴", columns, rows)],
            notes: (others.isEmpty ? [] : ["\(others.joined(separator: "、"))由医疗保障部门核定征收，这里的金额供参考。"])
                + untold + gaps.map(\.sentence), explanation)
    }

    private static let columns: [ResultTable.Column] = [
        .init("line", "险种"), .init("base", "缴费基数"), .init("employer", "单位应缴"), .init("person", "个人应缴"),
        .init("personalAccount", "记入个人账户"), .init("remitted", "减免"), .init("deferrable", "可以缓缴"),
    ]

    private static func row(_ line: LineDefinition, _ amounts: LineContribution) -> [ResultValue] {
        [
            .text(line.name), .money(amounts.base), .money(amounts.employer), .money(amounts.person),
            .money(amounts.personalAccount), .money(amounts.remitted), .money(amounts.deferrable),
        ]
    }

    private struct Sums {
        private var employer = Money.zero
        private var person = Money.zero
        private var account = Money.zero

        mutating func add(_ amounts: LineContribution) {
            employer += amounts.employer
            person += amounts.person
            account += amounts.personalAccount
        }

        /// Under other names where a line is missing, so that nobody takes a part for the whole.
        func figures(isWhole: Bool) -> [CalculatorResult.Figure] {
            let whole: [CalculatorResult.Figure] = [
                .init("employer", "单位应缴合计", employer), .init("person", "个人应缴合计", person),
                .init("total", "单位和个人合计", employer + person), .init("personalAccount", "其中记入个人账户", account),
            ]
            let part: [CalculatorResult.Figure] = [
                .init("knownEmployer", "已知险种单位应缴合计", employer), .init("knownPerson", "已知险种个人应缴合计", person),
                .init("knownTotal", "已知险种单位和个人合计", employer + person),
                .init("knownPersonalAccount", "其中记入个人账户", account),
            ]
            return isWhole ? whole : part
        }
    }
}

extension Explanation {
    /// The steps with the name of what they are of in front.
    func under(_ name: String) -> [Step] {
        steps.map { Step("\(name)：\($0.title)", working: $0.working, result: $0.result, citations: $0.citations) }
    }
}
