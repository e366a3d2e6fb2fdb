import Basics
import Policy

/// Writes down each step as it is taken.
struct Recording: ContributionTrace {
    let rule: LineRule
    private var steps: [Explanation.Step] = []

    init(rule: LineRule) {
        self.rule = rule
    }

    mutating func base(_ base: Money, wage: Money) {
        switch rule.base {
        case .declaredWage(let floor, let cap, let rounding):
            steps.append(Explanation.Step("申报缴费工资", result: wage.description))
            let clamped = clamping(wage, floor, cap)
            let working = [clamped, rounding?.description ?? ""].filter { !$0.isEmpty }.joined(separator: "，")
            step("缴费基数", working, base, rule.grounds.base)
        case .published: step("缴费基数", "按公布数额", base, rule.grounds.base)
        case .none: break
        }
    }

    private func clamping(_ wage: Money, _ floor: Money?, _ cap: Money?) -> String {
        if let floor, wage < floor { return "\(wage) 低于下限 \(floor)，按下限" }
        if let cap, wage > cap { return "\(wage) 高于上限 \(cap)，按上限" }
        let bounds = [floor.map { "下限 \($0)" }, cap.map { "上限 \($0)" }].compactMap { $0 }
        return bounds.isEmpty ? "" : "在\(bounds.joined(separator: "、"))之内"
    }

    mutating func item(_ index: Int, base: Money, amount: Money, isOpenTie: Bool) {
        let (item, grounds) = (rule.items[index], rule.grounds.items[index])
        switch item.amount {
        case .flat: step(grounds.name, "每月定额", amount, [grounds.amount, rule.grounds.share])
        case .rate(let rate):
            let tie = isOpenTie ? "（恰为一半，进舍规则未核实）" : ""
            let rounding = isOpenTie ? grounds.rounding?.unverified : grounds.rounding
            step(
                grounds.name, "\(base) × \(rate)，\(item.rounding)\(tie)", amount,
                [grounds.amount, rounding, rule.grounds.share].compactMap { $0 })
        }
    }

    mutating func relief(_ index: Int, base: Money, full: Money, due: Money) {
        let (item, grounds) = (rule.items[index], rule.grounds.items[index])
        let citations = [grounds.relief].compactMap { $0 }
        switch item.relief {
        case .none: break
        case .deferred: step("\(grounds.name)可以缓缴", "缓缴期间不加收滞纳金", full, citations)
        case .due(let share):
            let isWhole = share == .zero
            step("\(grounds.name)减免", isWhole ? "免征" : "按\(share)征收", due - full, citations)
            let working =
                if case .rate(let rate) = item.amount, !isWhole {
                    "\(base) × \(rate) × \(share)，\(item.rounding)"
                } else {
                    "\(full) − \(full - due)"
                }
            step("\(grounds.name)实缴", working, due, [])
        }
    }

    mutating func credit(_ index: Int, base: Money, amount: Money) {
        let (item, grounds) = (rule.items[index], rule.grounds.items[index])
        guard case .credited(let rate) = item.account else { return }
        step(
            "\(grounds.name)中记入个人账户", "\(base) × \(rate)，\(item.rounding)", amount,
            [grounds.credit, grounds.rounding].compactMap { $0 })
    }

    /// The steps, and a sum for each payer who pays more than one item.
    consuming func explanation(of amounts: LineContribution) -> Explanation {
        let sums = [
            (ShareComponent.Payer.employer, "单位应缴", amounts.employer), (.person, "个人应缴", amounts.person),
        ]
        for (payer, title, sum) in sums {
            let names = zip(rule.items, rule.grounds.items).filter { $0.0.payer == payer }.map(\.1.name)
            if names.count > 1 { step(title, names.joined(separator: " + "), sum, []) }
        }
        return Explanation(steps)
    }

    private mutating func step(_ title: String, _ working: String, _ result: Money, _ citations: [Citation]) {
        steps.append(Explanation.Step(title, working: working, result: result.description, citations: citations))
    }
}
