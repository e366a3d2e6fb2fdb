import Basics
import Policy

/// A personal pension account over the years: what is credited, what it earns.
enum PersonalAccountCalculator {
    static let bases = Input<YearAmounts>(
        "bases", "各年月缴费基数", english: "the monthly base of each year: 2024=9000 2025=9500; this or the credits",
        hint: "每年一项，按当年记入个人账户的比例计算，例如2024=9000 2025=9500。与下一项只填一项。",
        .yearAmounts(1992...2099), isRequired: false)
    static let credits = Input<YearAmounts>(
        "credits", "各年每月记入个人账户的金额", english: "what was credited each month of a year: 2024=400",
        hint: "已知每月记账金额的填写，例如2024=400。", .yearAmounts(1992...2099), isRequired: false)
    static let firstMonth = Input<Month>(
        "firstMonth", "开始缴费的月份", english: "the first month paid; without it, January of the first year",
        hint: "不填则从第一年的1月起。", .anyMonth, isRequired: false)
    static let through = Input<Month>(
        "through", "计算到哪个月", english: "through which month", .anyMonth, initial: .thisMonth)
    static let opening = Input<Money>(
        "opening", "第一年以前的储存额", english: "what the account held before the first year", hint: "个人账户对账单上年末的本息合计。",
        .amount, initial: .text("0"))
    static let method = Input<InterestMethod>(
        "method", "计息方法", english: "how interest is computed; without it, as the region does", hint: "不选则按统筹区的做法。",
        .words(InterestMethod.self), isRequired: false)

    static let rates = Input<YearRates>(
        "rates", "各年记账利率（%）",
        english:
            "crediting rates in per cent of years that policy lacks (through 2015), or instead of its own: 2010=2.25 2011=3",
        hint: "政策资料中没有的年份（2015年及以前）按对账单填写，例如2010=2.25 2011=3；填写的年份按填写的计算。",
        .yearRates(1992...2099), isRequired: false)

    static let calculator = Calculator(
        "personal-account", "养老保险个人账户", summary: "个人账户逐年的记账、利息和储存额。",
        english: "The personal account year by year: credits, interest, balance.", time: through,
        earliest: Month(validYear: 1998, month: 1),
        inputs: [
            bases.definition, credits.definition, firstMonth.definition, through.definition, opening.definition,
            method.definition, rates.definition,
        ],
        check: check,
        sample: { ["bases": "\($0.year - 1)=5000 \($0.year)=6000", "through": "\($0)", "opening": "10000"] },
        compute: compute)

    private static func check(_ answers: CalculatorAnswers) -> [InputProblem] {
        let (bases, credits) = (answers.given(bases), answers.given(credits))
        guard let given = bases ?? credits, bases == nil || credits == nil else {
            return [InputProblem(self.bases.key, "各年月缴费基数和每月记账金额，请填写其中一项。")]
        }
        let through = answers[through]
        guard let first = given.amounts.keys.min(), first <= through.year else {
            return [InputProblem(self.through.key, "计算到的月份早于第一年。")]
        }
        if let last = given.amounts.keys.max(), last > through.year {
            return [InputProblem(self.through.key, "填写了\(last)年，计算只到\(through.chinese)。")]
        }
        if let start = answers.given(firstMonth), start.year != first {
            return [InputProblem(firstMonth.key, "开始缴费的月份应在填写的第一年（\(first)年）。")]
        }
        if let start = answers.given(firstMonth), start > through {
            return [InputProblem(firstMonth.key, "开始缴费的月份晚于计算到的月份。")]
        }
        return []
    }

    private static func compute(_ answers: CalculatorAnswers, _ policy: RegionPolicy) throws(PolicyGap)
        -> CalculatorResult
    {
        let given = answers.given(bases) ?? answers.given(credits)!
        let (first, through) = (given.amounts.keys.min()!, answers[through])
        let start = answers.given(firstMonth) ?? Month(validYear: first, month: 1)
        var explanation = Explanation()
        var credits: [AccountCredit] = []
        for year in first...through.year {
            var byMonth: [Int: Money] = [:]
            if let amount = given.amounts[year] {
                let months = (1...12).map { Month(validYear: year, month: $0) }.filter {
                    (start...through).contains($0)
                }
                for month in months {
                    byMonth[month.month] =
                        answers.given(bases) == nil
                        ? amount : try credit(of: amount, in: month, policy, &explanation)
                }
            }
            credits.append(AccountCredit(year: year, byMonth: byMonth))
        }
        let account = try policy.personalAccount(
            opening: answers[opening], credits: credits, through: through, method: answers.given(method),
            rates: answers.given(rates)?.rates ?? [:])
        return result(account, explanation, opening: answers[opening], rates: answers.given(rates)?.rates ?? [:])
    }

    /// What of a month's base goes to the account; told once for each share.
    private static func credit(
        of base: Money, in month: Month, _ policy: RegionPolicy, _ explanation: inout Explanation
    ) throws(PolicyGap) -> Money {
        let share = try policy.value(.accountShare, on: month.firstDay, askedBy: "个人账户记账")
        let rounding = try policy.value(.accountRounding, on: month.firstDay, askedBy: "个人账户记账")
        let (amount, citation) = rounding.applied(to: Exact(base) * share.value)
        let step = Explanation.Step(
            "\(month.year)年每月记入个人账户", working: "\(base) × \(share.value)，\(rounding.value)",
            result: amount.description, citations: [share.citation, citation])
        if explanation.steps.last != step { explanation.steps.append(step) }
        return amount
    }

    private static func result(
        _ account: Explained<[AccountYear]>, _ crediting: Explanation, opening: Money, rates: [Int: Rate]
    ) -> CalculatorResult {
        var paidIn = opening
        let rows = account.value.map { year -> [ResultValue] in
            paidIn += year.credited
            return [
                .text("\(year.year)"), .money(year.opening), .money(year.credited), .rate(year.rate),
                .money(year.interest), .money(year.balance), .money(paidIn),
            ]
        }
        let table = ResultTable(
            "years", "逐年储存额",
            [
                .init("year", "年度"), .init("opening", "年初储存额"), .init("credited", "当年记账"), .init("rate", "记账利率"),
                .init("interest", "当年利息"), .init("balance", "年末储存额"), .init("paidIn", "本金累计"),
            ], rows, chart: .init(title: "个人账户储存额", columns: ["balance", "paidIn"]))
        let isProvisional = account.value.contains(where: \.isProvisional)
        let said = account.value.map(\.year).filter { rates[$0] != nil }.map { "\($0)年" }.joined(separator: "、")
        let notes =
            (said.isEmpty ? [] : ["\(said)的记账利率是填写的，没有与公布的利率核对。"]) + ["中断缴费期间储存额继续计息，不得提前支取。"]
        return CalculatorResult(
            [
                .init("balance", "储存额", account.value.last?.balance ?? opening),
                .init("credited", "记账合计", account.value.map(\.credited).total),
                .init("interest", "利息合计", account.value.map(\.interest).total),
            ], tables: [table], notes: notes, isProvisional: isProvisional,
            Explanation(crediting.steps + account.explanation.steps))
    }
}
