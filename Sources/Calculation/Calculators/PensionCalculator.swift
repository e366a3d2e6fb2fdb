import Basics
import Policy

/// What somebody draws a month who retires in a month (基本养老金测算).
enum PensionCalculator {
    static let retiresIn = Input<Month>(
        "retiresIn", "退休月份", english: "the month of retirement", .anyMonth, initial: .thisMonth)
    static let bornIn = Input<Month>("bornIn", "出生年月", english: "the month of birth", .birthMonth)
    static let paidMonths = Input<Int>(
        "paidMonths", "实际缴费月数", english: "months really paid", .count(0...720, unit: "个月"))
    static let deemedMonths = Input<Int>(
        "deemedMonths", "视同缴费月数", english: "months deemed paid: service before personal contributions began",
        hint: "实行个人缴费以前按规定计算的连续工龄。", .count(0...600, unit: "个月"), initial: .text("0"))
    static let transitionalMonths = Input<Int>(
        "transitionalMonths", "计入过渡性养老金的实际缴费月数",
        english:
            "months really paid that count for the transitional pension, before there were uniform personal accounts",
        hint: "建立统一个人账户以前的实际缴费，没有的填0。", .count(0...120, unit: "个月"),
        initial: .text("0"))
    static let index = Input<Rate>(
        "index", "平均缴费指数", english: "the average contribution index, where it is known: 0.8; else give the bases",
        hint: "已知的直接填写，例如0.8；不知道的填写下面的各年缴费基数。", .decimal(0...5), isRequired: false)
    static let bases = Input<YearAmounts>(
        "bases", "各年缴费基数合计", english: "the sum of the monthly bases of each year: 2024=96000",
        hint: "每年一项，为当年各月缴费基数之和，例如2024=96000。", .yearAmounts(1992...2099), isRequired: false)
    static let account = Input<Money>("account", "退休时个人账户储存额", english: "the personal account at retirement", .amount)
    static let movedIn = Input<Month>(
        "movedIn", "由机关转入企业后开始参保的月份",
        english: "for who moved from a government agency: the first month insured with an enterprise",
        hint: "由机关事业单位转入企业的人员填写。", .anyMonth, isRequired: false)

    static let calculator = Calculator(
        "pension", "基本养老金测算", summary: "某个月退休每月可以领取多少基本养老金，按基础养老金、个人账户养老金和过渡性养老金逐步列出。",
        english: "The monthly pension for a month of retirement: basic, account and transitional.",
        time: retiresIn, earliest: Month(validYear: 2006, month: 1),
        inputs: [
            retiresIn.definition, bornIn.definition, paidMonths.definition, deemedMonths.definition,
            transitionalMonths.definition, index.definition, bases.definition, account.definition, movedIn.definition,
        ],
        check: check,
        sample: {
            [
                "retiresIn": "\($0)", "bornIn": "\($0.adding(months: -721))", "paidMonths": "360", "index": "0.8",
                "account": "120000",
            ]
        },
        compute: compute)

    private static func check(_ answers: CalculatorAnswers) -> [InputProblem] {
        var problems: [InputProblem] = []
        let age = answers[retiresIn].months(since: answers[bornIn])
        if age < 0 {
            problems.append(InputProblem(bornIn.key, "出生年月不能晚于退休月份。"))
        } else if !(40 * 12...80 * 12).contains(age) {
            problems.append(InputProblem(retiresIn.key, "退休时\(ageInWords(age))，应在40周岁至80周岁之间，请核对出生年月和退休月份。"))
        } else {
            problems += InputProblem.tooMany(
                answers[paidMonths] + answers[deemedMonths], since: answers[bornIn], by: answers[retiresIn],
                paidMonths.key)
        }
        if (answers.given(index) == nil) == (answers.given(bases) == nil) {
            problems.append(InputProblem(index.key, "平均缴费指数和各年缴费基数合计，请填写其中一项。"))
        }
        if answers[transitionalMonths] > answers[paidMonths] {
            problems.append(InputProblem(transitionalMonths.key, "计入过渡性养老金的月数不能多于实际缴费月数。"))
        }
        if let last = answers.given(bases)?.amounts.keys.max(), last > answers[retiresIn].year {
            problems.append(InputProblem(bases.key, "填写了\(last)年的缴费基数，晚于退休月份。"))
        }
        if let moved = answers.given(movedIn), moved > answers[retiresIn] {
            problems.append(InputProblem(movedIn.key, "转入企业后开始参保的月份不能晚于退休月份。"))
        }
        return problems
    }

    private static func compute(_ answers: CalculatorAnswers, _ policy: RegionPolicy) throws(PolicyGap)
        -> CalculatorResult
    {
        let month = answers[retiresIn]
        var explanation = Explanation()
        let index: Rate
        if let given = answers.given(self.index) {
            index = given
        } else {
            let found = try policy.contributionIndex(
                of: answers.given(bases)?.amounts ?? [:], paidMonths: answers[paidMonths], through: month)
            (index, explanation) = (found.value, found.explanation)
        }
        let pension = try policy.pension(
            PensionCase(
                retiresIn: month, ageMonths: month.months(since: answers[bornIn]), paidMonths: answers[paidMonths],
                deemedMonths: answers[deemedMonths], transitionalMonths: answers[transitionalMonths], index: index,
                account: answers[account], movedIn: answers.given(movedIn)))
        explanation.steps += pension.explanation.steps
        return try result(pension.value, index, answers, policy, explanation)
    }

    private static func result(
        _ pension: Pension, _ index: Rate, _ answers: CalculatorAnswers, _ policy: RegionPolicy,
        _ explanation: Explanation
    ) throws(PolicyGap) -> CalculatorResult {
        var figures: [CalculatorResult.Figure] = [
            .init("total", "每月基本养老金", pension.total), .init("basic", "基础养老金", pension.basic),
            .init("accountPension", "个人账户养老金", pension.account),
            .init("transitional", "过渡性养老金", pension.transitional),
            .init("divisor", "计发月数", .text(pension.divisor.shortDecimal)),
            .init("index", "平均缴费指数", .decimal(index, places: 4)),
        ]
        if answers.given(movedIn) != nil {
            figures.append(.init("supplement", "个人账户补贴（只用于计算）", pension.supplement))
            figures.append(.init("supplementMonths", "补贴对应月数", .count(pension.supplementMonths, unit: "个月")))
        }
        var notes: [String] = []
        var explanation = explanation
        let paid = answers[paidMonths] + answers[deemedMonths]
        if case .some(let minimum) = try? policy.value(
            .minimumMonths, on: answers[retiresIn].firstDay, askedBy: "最低缴费年限"), paid < minimum.value
        {
            notes.append("累计缴费\(paid)个月，不满最低缴费年限\(minimum.value)个月，还不能按月领取；以上按现有年限试算。")
            explanation.steps.append(
                Explanation.Step("最低缴费年限", result: "\(minimum.value)个月", citations: [minimum.citation]))
        }
        if pension.isProvisional { notes.append("\(answers[retiresIn].year)年的计发基数尚未公布，暂按最近一次公布的计算，公布后重新计算并补发差额。") }
        return CalculatorResult(figures, notes: notes, isProvisional: pension.isProvisional, explanation)
    }
}
