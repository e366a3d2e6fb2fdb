package import Basics
package import Policy

/// On what a pension depends.
package struct PensionCase: Hashable, Sendable {
    /// The month of retirement, whose year's base counts.
    package var retiresIn: Month
    /// The age at retirement, in months.
    package var ageMonths: Int
    /// Months with contributions.
    package var paidMonths: Int
    /// Months before contributions were paid that count as paid (视同缴费).
    package var deemedMonths: Int
    /// Of the paid months, those that the transitional pension counts.
    package var transitionalMonths: Int
    /// The average index of contributions (Z实指数).
    package var index: Rate
    package var account: Money
    /// The first month insured after moving from a government office; `nil` for everybody else.
    package var movedIn: Month?
    /// By the rules of which month; `nil` by those of the month of retirement.
    package var rulesOf: Month?
}

/// A monthly pension and its parts.
package struct Pension: Hashable, Sendable {
    /// 基础养老金
    package let basic: Money
    /// 个人账户养老金
    package let account: Money
    /// 过渡性养老金
    package let transitional: Money
    /// What 31号文 adds to the account when it is divided; no money of the account.
    package let supplement: Money
    /// Of how many months.
    package let supplementMonths: Int
    package let divisor: Rate
    /// Whether it rests on the base of an earlier year and is computed again when the year's own is published.
    package let isProvisional: Bool

    package var total: Money { basic + account + transitional }
}

extension RegionPolicy {
    /// The monthly pension at retirement (基本养老金计发, 京劳社养发〔2007〕21号附件1 in the region that it is of).
    package func pension(_ asked: PensionCase) throws(PolicyGap) -> Explained<Pension> {
        let purpose = "基本养老金计算"
        let rulesOf = asked.rulesOf ?? asked.retiresIn
        let day = rulesOf.firstDay
        let base = try published(.benefitBase, otherwise: .benefitBaseBeforePublication, on: day, askedBy: purpose)
        let rounding = try value(.pensionRounding, on: day, askedBy: purpose)
        let decimals = try value(.indexDecimals, on: day, askedBy: purpose)
        let index = asked.index.rounded(places: decimals.value)
        var steps = [
            Explanation.Step(
                "计发基数", result: base.dated.value.description,
                citations: [base.dated.citation] + [base.rule].compactMap { $0 }),
            Explanation.Step(
                "平均缴费指数", working: "保留\(decimals.value)位小数", result: index.decimal(places: decimals.value),
                citations: [decimals.citation]),
        ]
        let terms = Terms(policy: self, day: day, base: base.dated.value, index: index, rounding: rounding)
        let basic = try terms.basic(months: asked.paidMonths + asked.deemedMonths)
        let divisor = try monthsDivisor(ageMonths: asked.ageMonths, in: rulesOf)
        let supplement = try terms.supplement(movedIn: asked.movedIn)
        let account = terms.account(asked.account, supplement.value, divisor.value)
        let transitional = try terms.transitional(deemed: asked.deemedMonths, paid: asked.transitionalMonths)
        for part in [
            basic.explanation, divisor.explanation, supplement.explanation, account.explanation,
            transitional.explanation,
        ] { steps += part.steps }
        let pension = Pension(
            basic: basic.value, account: account.value, transitional: transitional.value,
            supplement: supplement.value, supplementMonths: terms.months(movedIn: asked.movedIn),
            divisor: divisor.value, isProvisional: base.isProvisional)
        steps.append(
            Explanation.Step(
                "每月基本养老金", working: "\(pension.basic) + \(pension.account) + \(pension.transitional)",
                result: pension.total.description))
        return Explained(pension, Explanation(steps))
    }
}

/// The terms of the formula, each rounded once.
private struct Terms {
    let policy: RegionPolicy
    let day: Day
    let base: Money
    let index: Rate
    let rounding: Dated<RoundingRule>
    let purpose = "基本养老金计算"

    /// (C平 + C平 × Z) ÷ 2 × N × 1 %.
    func basic(months: Int) throws(PolicyGap) -> Explained<Money> {
        let rate = try policy.value(.basicPensionRate, on: day, askedBy: purpose)
        let years = try years(months)
        let (amount, citation) = rounding.applied(
            to: (Exact(base) + Exact(base) * index) / 2 * years.value * rate.value)
        let step = Explanation.Step(
            "基础养老金",
            working: "(\(base) + \(base) × \(shown(index))) ÷ 2 × \(years.text) × \(rate.value)，\(rounding.value)",
            result: amount.description, citations: [rate.citation, years.citation, citation])
        return Explained(amount, Explanation([years.step(months), step]))
    }

    /// (账户储存额 + Z补贴) ÷ 计发月数.
    func account(_ balance: Money, _ supplement: Money, _ divisor: Rate) -> Explained<Money> {
        let (amount, citation) = rounding.applied(to: Exact(balance + supplement) / divisor)
        let sum = supplement.isZero ? "\(balance)" : "(\(balance) + \(supplement))"
        let step = Explanation.Step(
            "个人账户养老金", working: "\(sum) ÷ \(shown(divisor))，\(rounding.value)", result: amount.description,
            citations: [citation])
        return Explained(amount, Explanation([step]))
    }

    /// G同 + G实: C平 × the index of deemed years × those years × 1 %, and likewise for the early years that were paid.
    func transitional(deemed: Int, paid: Int) throws(PolicyGap) -> Explained<Money> {
        if deemed + paid == 0 { return Explained(.zero, Explanation()) }
        let rate = try policy.value(.transitionalRate, on: day, askedBy: purpose)
        let deemedIndex = try policy.value(.deemedIndex, on: day, askedBy: purpose)
        let (deemedYears, paidYears) = (try years(deemed), try years(paid))
        let forDeemed = rounding.applied(to: Exact(base) * deemedIndex.value * deemedYears.value * rate.value)
        let forPaid = rounding.applied(to: Exact(base) * index * paidYears.value * rate.value)
        let steps = [
            Explanation.Step(
                "过渡性养老金（视同缴费）",
                working:
                    "\(base) × \(shown(deemedIndex.value)) × \(deemedYears.text) × \(rate.value)，\(rounding.value)",
                result: forDeemed.amount.description,
                citations: [deemedIndex.citation, rate.citation, deemedYears.citation, forDeemed.citation]),
            Explanation.Step(
                "过渡性养老金（早期缴费）",
                working: "\(base) × \(shown(index)) × \(paidYears.text) × \(rate.value)，\(rounding.value)",
                result: forPaid.amount.description, citations: [rate.citation, paidYears.citation, forPaid.citation]),
        ]
        return Explained(forDeemed.amount + forPaid.amount, Explanation(steps))
    }

    /// How many months the supplement is of: from the first month that counts to the one before the person was insured.
    func months(movedIn: Month?) -> Int {
        guard let movedIn, let first = try? firstMonth() else { return 0 }
        return max(0, movedIn.months(since: first.value))
    }

    /// Z补贴 (31号文): a month's average wage of the year before × the share credited in that month, × Z, summed up.
    func supplement(movedIn: Month?) throws(PolicyGap) -> Explained<Money> {
        guard let movedIn else { return Explained(.zero, Explanation()) }
        let first = try firstMonth()
        var (sum, steps) = (Exact(.zero), [Explanation.Step]())
        for span in try credited(from: first.value, until: movedIn) {
            let wage = try policy.indexWage(of: span.first.year, askedBy: purpose)
            let part = Exact(wage.value) * span.count / 12 * span.share.value
            sum = sum + part
            steps.append(
                Explanation.Step(
                    "视同记账：\(span.first.year)年\(span.count)个月",
                    working: "\(wage.value) × \(span.count)/12 × \(span.share.value)",
                    result: part.rounded(.fenHalfUp).amount.description,
                    citations: wage.citations + [span.share.citation]))
        }
        let (amount, citation) = rounding.applied(to: sum * index)
        steps.append(
            Explanation.Step(
                "个人账户补贴",
                working: "\(sum.rounded(.fenHalfUp).amount) × \(shown(index))，只用于计算养老金，不记入个人账户，\(rounding.value)",
                result: amount.description, citations: [first.citation, citation]))
        return Explained(amount, Explanation(steps))
    }

    /// Months of one year in which the same share is credited.
    private struct CreditedMonths {
        let first: Month
        let share: Dated<Rate>
        var count: Int
    }

    private func credited(from first: Month, until end: Month) throws(PolicyGap) -> [CreditedMonths] {
        var spans: [CreditedMonths] = []
        var month = first
        while month < end {
            let share = try policy.value(.accountShare, on: month.firstDay, askedBy: purpose)
            if let last = spans.last, last.first.year == month.year, last.share.value == share.value {
                spans[spans.count - 1].count += 1
            } else {
                spans.append(CreditedMonths(first: month, share: share, count: 1))
            }
            month = month.next
        }
        return spans
    }

    private func firstMonth() throws(PolicyGap) -> (value: Month, citation: Citation) {
        let first = try policy.value(.indexFirstMonth, on: day, askedBy: purpose)
        guard let month = Month(yyyymm: first.value) else { preconditionFailure("\(first.value) is a month") }
        return (month, first.citation)
    }

    private struct Years {
        let value: Rate
        let text: String
        let citation: Citation

        func step(_ months: Int) -> Explanation.Step {
            Explanation.Step("缴费年限", working: "\(months)个月 ÷ 12", result: "\(text)年", citations: [citation])
        }
    }

    private func years(_ months: Int) throws(PolicyGap) -> Years {
        let decimals = try policy.value(.yearsDecimals, on: day, askedBy: purpose)
        let years = Rate(Int64(months), over: 12).rounded(places: decimals.value)
        return Years(value: years, text: years.decimal(places: decimals.value), citation: decimals.citation)
    }

    private func shown(_ number: Rate) -> String { number.shortDecimal }
}
