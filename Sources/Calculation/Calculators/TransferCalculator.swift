import Basics
import Policy

/// What moves along when somebody's pension insurance moves to another region (国办发〔2009〕66号第四条).
enum TransferCalculator {
    static let movedIn = Input<Month>(
        "movedIn", "转移月份", english: "the month of the transfer", .anyMonth, initial: .thisMonth)
    static let bases = Input<YearAmounts>(
        "bases", "各年实际缴费基数合计", english: "the sum of the monthly bases really paid of each year: 2024=96000",
        hint: "每年一项，为当年各月缴费基数之和，例如2024=96000。", .yearAmounts(1992...2099))
    static let account = Input<Money>(
        "account", "个人账户储存额", english: "the personal account, all credits since 1998 with interest",
        hint: "1998年起记入的全部本息。", .amount)
    static let accountBefore = Input<Money>(
        "accountBefore", "建立统一个人账户前的个人缴费本息", english: "own contributions before 1998 with interest",
        hint: "1998年以前个人缴费部分。", .amount, initial: .text("0"))

    static let calculator = Calculator(
        "transfer", "养老保险关系转移金额", summary: "跨统筹区转移养老保险关系时，个人账户和统筹基金各转移多少。",
        english: "What of account and pool moves along to another region.", time: movedIn,
        earliest: Month(validYear: 2010, month: 1),
        inputs: [movedIn.definition, bases.definition, account.definition, accountBefore.definition],
        check: { answers in
            guard let last = answers[bases].amounts.keys.max(), last > answers[movedIn].year else { return [] }
            return [InputProblem(bases.key, "填写了\(last)年的缴费基数，晚于转移月份。")]
        },
        sample: { ["movedIn": "\($0)", "bases": "\($0.year - 1)=96000 \($0.year)=40000", "account": "30000"] },
        compute: { answers, policy throws(PolicyGap) in
            let (purpose, day) = ("转移金额计算", answers[movedIn].firstDay)
            let rate = try policy.value(.transferRate, on: day, askedBy: purpose)
            let first = try policy.value(.transferFirstMonth, on: day, askedBy: purpose)
            let counted = answers[bases].amounts.filter { $0.key >= first.value / 100 }.sorted { $0.key < $1.key }
            var sheet = BenefitSheet(policy: policy, day: day, purpose: purpose)
            let total = counted.map(\.value).total
            sheet.steps.append(
                Explanation.Step(
                    "各年缴费基数合计", working: counted.map { "\($0.key)年\($0.value)" }.joined(separator: " + "),
                    result: total.description, citations: [first.citation]))
            let pool = try sheet.add(
                "pool", "统筹基金转移", Exact(total) * rate.value, "\(total) × \(rate.value)", [rate.citation])
            let own = answers[account] + answers[accountBefore]
            sheet.figures.append(.init("account", "个人账户转移", own))
            sheet.figures.insert(.init("total", "转移金额合计", pool + own), at: 0)
            sheet.steps.append(
                Explanation.Step(
                    "个人账户转移", working: "\(answers[account]) + \(answers[accountBefore])", result: own.description))
            sheet.notes.append("失业保险的缴费年限累计计算；工伤、生育保险不转移。")
            return sheet.result()
        })
}
