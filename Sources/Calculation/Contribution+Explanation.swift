import Basics
import Policy

/// Writes down each step as it is taken.
struct Recording: ContributionTrace {
    let rule: LineRule
    private var steps: [Explanation.Step] = []

    init(rule: LineRule) {
        self.rule = rule
    }

    mutating func clampedBase(
        _ base: Money, wage: Money, floor: Dated<Money>?, cap: Dated<Money>?, rounding: Dated<RoundingRule>?
    ) {
        steps.append(Explanation.Step("申报缴费工资", result: wage.description))
        let working: String
        if let floor, wage < floor.value {
            working = "\(wage) 低于下限 \(floor.value)，按下限"
        } else if let cap, wage > cap.value {
            working = "\(wage) 高于上限 \(cap.value)，按上限"
        } else {
            let bounds = [floor.map { "下限 \($0.value)" }, cap.map { "上限 \($0.value)" }].compactMap { $0 }
            working = bounds.isEmpty ? "" : "在\(bounds.joined(separator: "、"))之内"
        }
        steps.append(
            Explanation.Step(
                "缴费基数", working: working + (rounding.map { "，\($0.value)" } ?? ""), result: base.description,
                citations: [floor?.citation, cap?.citation, rounding?.citation].compactMap { $0 }))
    }

    mutating func publishedBase(_ base: Dated<Money>) {
        steps.append(
            Explanation.Step("缴费基数", working: "按公布数额", result: base.value.description, citations: [base.citation]))
    }

    mutating func item(_ component: LineRule.Component, base: Money, amount: Money, isOpenTie: Bool) {
        switch component.amount {
        case .flat(let flat):
            steps.append(
                Explanation.Step(
                    component.name, working: "每月定额", result: amount.description, citations: [flat.citation]))
        case .rate(let rate):
            steps.append(
                Explanation.Step(
                    component.name,
                    working: "\(base) × \(rate.value)，\(component.rounding)" + (isOpenTie ? "（恰为一半，进舍规则未核实）" : ""),
                    result: amount.description,
                    citations: [
                        rate.citation, isOpenTie ? component.roundingCitation.unverified : component.roundingCitation,
                    ]))
        }
    }

    mutating func credit(_ component: LineRule.Component, base: Money, amount: Money, rate: Dated<Rate>) {
        steps.append(
            Explanation.Step(
                "\(component.name)中记入个人账户", working: "\(base) × \(rate.value)", result: amount.description,
                citations: [rate.citation]))
    }

    /// The steps, and a sum for each payer who pays more than one item.
    consuming func explanation(of amounts: LineContribution) -> Explanation {
        let sums = [
            (ShareComponent.Payer.employer, "单位应缴", amounts.employer), (.person, "个人应缴", amounts.person),
        ]
        for (payer, title, sum) in sums {
            let items = rule.components.filter { $0.payer == payer }
            guard items.count > 1 else { continue }
            steps.append(
                Explanation.Step(title, working: items.map(\.name).joined(separator: " + "), result: sum.description))
        }
        return Explanation(steps)
    }
}
