import Basics
import Policy

/// What the choice of the month of retirement does to the pension: from the earliest month to the latest, if one goes on paying.
enum PensionForecastCalculator {
    static let asOf = Input<Month>(
        "asOf", "现在", english: "now: by the rules of this month, and what follows as of this month",
        hint: "按这个月的规定试算，下面几项填到这个月为止的数。", .anyMonth, initial: .thisMonth)
    static let group = Input<RetirementGroup>(
        "group", "人员类别", english: "the retirement group", .words(RetirementGroup.self))
    static let bornIn = Input<Month>("bornIn", "出生年月", english: "the month of birth", .birthMonth)
    static let paidMonths = Input<Int>(
        "paidMonths", "累计缴费月数", english: "months paid in all, deemed ones among them", hint: "含视同缴费。",
        .count(0...720, unit: "个月"))
    static let account = Input<Money>("account", "个人账户储存额", english: "the personal account", .amount)
    static let index = Input<Rate>(
        "index", "平均缴费指数", english: "the average contribution index; to be estimated as base over average wage: 0.8",
        hint: "不知道的可以用缴费基数除以当年平均工资估计，例如0.8。", .decimal(0...5))
    static let base = Input<Money>(
        "base", "今后的月缴费基数", english: "the monthly base from now on; 0 where nothing more is paid", hint: "今后不再缴费的填0。",
        .wage)

    static let calculator = Calculator(
        "pension-forecast", "退休时间和养老金", summary: "提前、按时或者延迟退休，每月养老金相差多少。",
        english: "How the pension differs for who retires earlier, in time or later.", time: asOf,
        earliest: Month(validYear: 2006, month: 1),
        inputs: [
            asOf.definition, group.definition, bornIn.definition, paidMonths.definition, account.definition,
            index.definition, base.definition,
        ],
        check: { answers in
            if answers[bornIn] > answers[asOf] {
                return [InputProblem(bornIn.key, "出生年月不能晚于\(answers[asOf].chinese)。")]
            }
            return InputProblem.tooMany(answers[paidMonths], since: answers[bornIn], by: answers[asOf], paidMonths.key)
        },
        sample: {
            [
                "asOf": "\($0)", "group": "male", "bornIn": "\($0.adding(months: -600))", "paidMonths": "240",
                "account": "90000", "index": "0.9", "base": "9000",
            ]
        },
        compute: compute)

    private struct Candidate {
        let month: Month
        let paidMonths: Int
        let minimumMonths: Int
        let pension: Pension
    }

    private static func compute(_ answers: CalculatorAnswers, _ policy: RegionPolicy) throws(PolicyGap)
        -> CalculatorResult
    {
        let now = answers[asOf]
        let age = try policy.retirementAge(of: answers[group], bornIn: answers[bornIn], on: now.firstDay)
        guard age.value.latest >= now else {
            return .refused(bornIn.key, "\(age.value.latest.chinese)已过最晚可以选择的退休月份。")
        }
        let share = try policy.value(.accountShare, on: now.firstDay, askedBy: "养老金试算")
        let rounding = try policy.value(.accountRounding, on: now.firstDay, askedBy: "养老金试算")
        let credit = rounding.applied(to: Exact(answers[base]) * share.value)
        var explanation = age.explanation
        explanation.steps.append(
            Explanation.Step(
                "今后每月记入个人账户", working: "\(answers[base]) × \(share.value)，\(rounding.value)",
                result: credit.amount.description, citations: [share.citation, credit.citation]))
        var found: [Candidate] = []
        for month in candidates(age.value, from: now) {
            let further = month.months(since: now)
            let paid = answers[paidMonths] + (answers[base] > .zero ? further : 0)
            let account = answers[account] + Money(fen: credit.amount.fen * Int64(further))
            let pension = try policy.pension(
                PensionCase(
                    retiresIn: month, ageMonths: month.months(since: answers[bornIn]), paidMonths: paid,
                    deemedMonths: 0, transitionalMonths: 0, index: answers[index], account: account, rulesOf: now))
            // Who goes early needs what is asked in the year of going; who stays longer, what was asked at the legal age.
            let asked = min(month, max(age.value.month, now))
            let minimum = try policy.value(.minimumMonths, on: asked.firstDay, askedBy: "养老金试算")
            found.append(
                Candidate(month: month, paidMonths: paid, minimumMonths: minimum.value, pension: pension.value))
            if month == max(age.value.month, now) { explanation.steps += pension.explanation.under(month.chinese) }
        }
        return result(found, age.value, answers, explanation)
    }

    /// Every half year from the earliest month that one can still choose to the latest, and the legal month.
    private static func candidates(_ age: RetirementAge, from now: Month) -> [Month] {
        let first = max(age.earliest, now)
        let steps = stride(from: 0, through: age.latest.months(since: first), by: 6).map { first.adding(months: $0) }
        return Set(steps + [max(age.month, now), age.latest]).sorted()
    }

    /// `2031年8月`, or `2031年8月至2033年4月`.
    private static func spans(of candidates: [Candidate]) -> String {
        let (first, last) = (candidates[0].month, candidates[candidates.count - 1].month)
        return first == last ? first.chinese : "\(first.chinese)至\(last.chinese)"
    }

    private static func result(
        _ found: [Candidate], _ age: RetirementAge, _ answers: CalculatorAnswers, _ explanation: Explanation
    ) -> CalculatorResult {
        let table = ResultTable(
            "choices", "不同退休时间的每月养老金",
            [
                .init("month", "退休月份"), .init("age", "年龄"), .init("paidMonths", "缴费月数"), .init("divisor", "计发月数"),
                .init("basic", "基础养老金"), .init("accountPension", "个人账户养老金"), .init("total", "每月养老金"),
            ],
            found.map { candidate in
                [
                    .month(candidate.month), .text(ageInWords(candidate.month.months(since: age.bornIn))),
                    .count(candidate.paidMonths, unit: ""), .decimal(candidate.pension.divisor, places: 1),
                    .money(candidate.pension.basic), .money(candidate.pension.account),
                    .money(candidate.pension.total),
                ]
            },
            chart: .init(
                title: "每月养老金随退休月份的变化", columns: ["total", "basic"],
                marked: found.firstIndex { $0.month == age.month }.map { .init(row: $0, name: "法定退休") }))
        let legal = found.first { $0.month == max(age.month, answers[asOf]) }
        var figures: [CalculatorResult.Figure] = [.init("legalMonth", "法定退休月份", .month(age.month))]
        if let legal { figures.append(.init("total", "按时退休每月养老金", legal.pension.total)) }
        if let first = found.first {
            figures.append(.init("earliestTotal", "\(first.month.chinese)退休", first.pension.total))
        }
        if let last = found.last { figures.append(.init("latestTotal", "\(last.month.chinese)退休", last.pension.total)) }
        let short = found.filter { $0.paidMonths < $0.minimumMonths }
        let shortfall = short.isEmpty ? [] : ["\(spans(of: short))退休的，累计缴费不满最低缴费年限，还不能按月领取，可以延长缴费或者按规定补足。"]
        return CalculatorResult(
            figures, tables: [table],
            notes: shortfall + ["按\(answers[asOf].chinese)的规定和计发基数试算，不计今后的工资增长、计发基数提高和个人账户利息，不含过渡性养老金；实际退休时重新计算。"],
            isProvisional: true, explanation)
    }
}
