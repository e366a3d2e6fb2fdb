import Basics
import Policy

/// For how many months unemployment benefit is paid, and how much (失业保险金).
enum UnemploymentBenefitCalculator {
    enum Worker: String, InputWord {
        case other, ruralContract

        var chinese: String { self == .ruralContract ? "个人没有缴费的农民合同制工人" : "其他职工" }
    }

    static let approvedIn = Input<Month>(
        "approvedIn", "核定月份", english: "the month of approval, from which it counts; paid from the next on",
        hint: "自核定当月起计算，次月发放。", .anyMonth, initial: .thisMonth)
    static let paidMonths = Input<Int>(
        "paidMonths", "累计缴费月数",
        english:
            "months paid since the last benefit; of a rural contract worker, those paid without a gap with this employer",
        hint: "上次领取失业保险金以后的缴费时间；农民合同制工人填在本单位连续缴费的月数。",
        .count(0...600, unit: "个月"))
    static let carriedMonths = Input<Int>(
        "carriedMonths", "以前应领未领的月数", english: "months that an earlier claim left", .count(0...24, unit: "个月"),
        initial: .text("0"))
    static let earlierPaidMonths = Input<Int>(
        "earlierPaidMonths", "前次失业时的累计缴费月数",
        english: "months paid when the earlier claim arose, for who goes on with it", hint: "再就业不满一年又失业、继续领取前次未领的，须填写。",
        .count(0...600, unit: "个月"), isRequired: false)
    static let worker = Input<Worker>(
        "worker", "用工性质", english: "the kind of worker", .words(Worker.self), initial: .text(Worker.other.rawValue))
    static let group = Input<RetirementGroup>(
        "group", "人员类别", english: "the retirement group; with the month of birth, for who is near retirement",
        hint: "临近法定退休年龄的，与出生年月一起填写。", .words(RetirementGroup.self), isRequired: false)
    static let bornIn = Input<Month>("bornIn", "出生年月", english: "the month of birth", .birthMonth, isRequired: false)

    static let calculator = Calculator(
        "unemployment-benefit", "失业保险金", summary: "按缴费时间可以领取几个月失业保险金，每月多少，一共多少。",
        english: "For how many months unemployment benefit is paid, how much a month and in all.", time: approvedIn,
        earliest: Month(validYear: 1999, month: 11),
        inputs: [
            approvedIn.definition, paidMonths.definition, carriedMonths.definition, earlierPaidMonths.definition,
            worker.definition, group.definition, bornIn.definition,
        ],
        check: { answers in
            var problems: [InputProblem] = []
            if (answers.given(group) == nil) != (answers.given(bornIn) == nil) {
                problems.append(InputProblem(bornIn.key, "人员类别和出生年月请都填写，或者都不填。"))
            }
            if answers[worker] == .ruralContract, answers[carriedMonths] > 0 {
                problems.append(InputProblem(carriedMonths.key, "一次性生活补助不与以前未领的月数合并，请填0。"))
            }
            if let born = answers.given(bornIn), born >= answers[approvedIn] {
                problems.append(InputProblem(bornIn.key, "出生年月应早于核定月份。"))
            } else if let born = answers.given(bornIn) {
                problems += InputProblem.tooMany(
                    answers[paidMonths], since: born, by: answers[approvedIn], paidMonths.key)
            }
            return problems
        },
        sample: { ["approvedIn": "\($0)", "paidMonths": "75"] }, compute: compute)

    private static let purpose = "失业保险金核定"

    private static func compute(_ answers: CalculatorAnswers, _ policy: RegionPolicy) throws(PolicyGap)
        -> CalculatorResult
    {
        if answers[worker] == .ruralContract { return try ruralSubsidy(answers, policy) }
        let day = answers[approvedIn].firstDay
        let claim: Claim
        switch try Claim.of(answers, policy, on: day) {
        case .failure(let problem): return .refused(problem.field, problem.sentence)
        case .success(let found): claim = found
        }
        guard let benefit = try policy.unemploymentBenefit(paidYears: claim.years, on: day, askedBy: purpose)
        else { return .refused(paidMonths.key, "缴费\(claim.years)年没有对应的发放标准。") }
        var (months, steps) = (claim.months, [claim.step])
        var notes = ["须非因本人意愿中断就业并已办理失业登记。领取期间标准调整的，按调整后的标准发放。"]
        switch try nearRetirement(answers, policy, months) {
        case .unasked: break
        case .refused(let sentence): return .refused(bornIn.key, sentence)
        case .until(let left, let more): (months, steps) = (left, steps + more)
        case .unknown(let sentence): notes.append(sentence)
        }
        let (total, sums) = benefit.sum(of: months, after: claim.drawn)
        return CalculatorResult(
            [
                .init("months", "可以领取", .count(months, unit: "个月")),
                .init("monthly", "每月", benefit.amount(after: claim.drawn).value),
                .init("later", "第\(benefit.laterFrom.value)个月起每月", benefit.later.value), .init("total", "合计", total),
            ],
            notes: notes, Explanation(steps + sums))
    }

    /// 一次性生活补助 of workers who paid nothing themselves: its months, and the sum where the amount of one is known.
    private static func ruralSubsidy(
        _ answers: CalculatorAnswers, _ policy: RegionPolicy
    ) throws(PolicyGap) -> CalculatorResult {
        let (day, years) = (answers[approvedIn].firstDay, answers[paidMonths] / 12)
        let perYear = try policy.value(.ruralSubsidyMonths, on: day, askedBy: purpose)
        let most = try policy.value(.ruralSubsidyMaxMonths, on: day, askedBy: purpose)
        guard years > 0 else {
            return .refused(paidMonths.key, "连续缴费\(answers[paidMonths])个月，不满一年，没有一次性生活补助。")
        }
        let months = min(most.value, years * perYear.value)
        var sheet = BenefitSheet(policy: policy, day: day, purpose: purpose)
        sheet.figures.append(.init("months", "一次性生活补助月数", .count(months, unit: "个月")))
        sheet.steps.append(
            Explanation.Step(
                "一次性生活补助月数", working: "连续缴费满\(years)年，每年\(perYear.value)个月，最长\(most.value)个月",
                result: "\(months)个月", citations: [perYear.citation, most.citation]))
        do throws(PolicyGap) {
            let amount = try policy.value(.ruralSubsidyAmount, on: day, askedBy: purpose)
            try sheet.add(
                "total", "一次性生活补助", months: Dated(value: months, citation: amount.citation), of: amount.value)
        } catch {
            sheet.note("金额", error)
        }
        return sheet.result()
    }

    private enum NearRetirement {
        case unasked
        case refused(String)
        /// Drawn until the legal retirement age, after so many months.
        case until(Int, [Explanation.Step])
        case unknown(String)
    }

    /// Nobody draws past the legal retirement age, and who is near to it while drawing draws until then.
    private static func nearRetirement(
        _ answers: CalculatorAnswers, _ policy: RegionPolicy, _ months: Int
    ) throws(PolicyGap) -> NearRetirement {
        guard let group = answers.given(group), let born = answers.given(bornIn) else { return .unasked }
        let day = answers[approvedIn].firstDay
        let age = try policy.retirementAge(of: group, bornIn: born, on: day)
        let left = age.value.month.months(since: answers[approvedIn])
        guard left > 0 else { return .refused("\(age.value.month.chinese)已到法定退休年龄，不能领取失业保险金。") }
        if left <= months {
            let working = "\(age.value.month.chinese)到法定退休年龄，从核定月份起还有\(left)个月"
            return .until(
                left, age.explanation.steps + [Explanation.Step("领取至退休", working: working, result: "\(left)个月")])
        }
        let near: Dated<Int>
        do throws(PolicyGap) {
            near = try policy.value(.unemploymentNearMonths, on: day, askedBy: purpose)
        } catch {
            return .unknown("是否延长到法定退休年龄没有计算：\(error.sentence)")
        }
        // In the last month of drawing one is nearest.
        guard left - (months - 1) < near.value else { return .unasked }
        let working = "领取的最后一个月距\(age.value.month.chinese)退休\(left - months + 1)个月，不足\(near.value)个月，延长至退休"
        return .until(
            left,
            age.explanation.steps
                + [Explanation.Step("延长领取", working: working, result: "\(left)个月", citations: [near.citation])])
    }
}

/// By which years the benefit goes, for how many months, and after how many that were drawn before.
private struct Claim {
    let years: Int
    let months: Int
    let drawn: Int
    let step: Explanation.Step

    private typealias Asked = UnemploymentBenefitCalculator
    private static let purpose = "失业保险金核定"

    static func of(
        _ answers: CalculatorAnswers, _ policy: RegionPolicy, on day: Day
    ) throws(PolicyGap) -> Result<Claim, InputProblem> {
        let (paid, carried) = (answers[Asked.paidMonths], answers[Asked.carriedMonths])
        let years = paid / 12
        guard let earned = try earned(years, policy, on: day)
        else {
            if carried > 0 { return try goingOn(answers, policy, on: day) }
            return .failure(InputProblem(Asked.paidMonths.key, "缴费\(paid)个月，不满最短的缴费时间，不能领取失业保险金。"))
        }
        var most = try policy.value(.unemploymentMaxMonths, on: day, askedBy: purpose)
        var citations = earned.citations + [most.citation]
        if carried > 0 {
            let together = try policy.value(.unemploymentCarryOverMonths, on: day, askedBy: purpose)
            citations.append(together.citation)
            if together.value < most.value { most = together }
        }
        let months = min(most.value, earned.value + carried)
        return .success(
            Claim(
                years: years, months: months, drawn: 0,
                step: Explanation.Step(
                    "领取月数", working: "缴费满\(years)年，应领\(earned.value)个月，以前未领\(carried)个月，最长\(most.value)个月",
                    result: "\(months)个月", citations: citations)))
    }

    /// What the region gives for so many years, within what the nation allows.
    private static func earned(_ years: Int, _ policy: RegionPolicy, on day: Day) throws(PolicyGap) -> Earned? {
        guard
            let given = try policy.count(.unemploymentMonths, reachedBy: years, unit: "年", on: day, askedBy: purpose),
            let allowed = try policy.count(
                .unemploymentNationalMonths, reachedBy: years, unit: "年", on: day, askedBy: purpose)
        else { return nil }
        return Earned(value: min(given.value, allowed.value), citations: [given.citation, allowed.citation])
    }

    private struct Earned {
        let value: Int
        let citations: [Citation]
    }

    /// Who lost the new work before a claim of its own arose draws what the earlier one left, by the amounts of that one.
    private static func goingOn(
        _ answers: CalculatorAnswers, _ policy: RegionPolicy, on day: Day
    ) throws(PolicyGap) -> Result<Claim, InputProblem> {
        let (paid, carried) = (answers[Asked.paidMonths], answers[Asked.carriedMonths])
        let under = try policy.value(.unemploymentRestartMonths, on: day, askedBy: purpose)
        guard paid < under.value else {
            return .failure(InputProblem(Asked.paidMonths.key, "缴费\(paid)个月，不满最短的缴费时间，不能领取失业保险金。"))
        }
        guard let earlier = answers.given(Asked.earlierPaidMonths) else {
            return .failure(InputProblem(Asked.earlierPaidMonths.key, "请填写前次失业时的累计缴费月数，前次未领的按它的标准继续领取。"))
        }
        let years = earlier / 12
        guard let earned = try earned(years, policy, on: day)
        else {
            return .failure(InputProblem(Asked.earlierPaidMonths.key, "缴费\(earlier)个月，前次也不能领取失业保险金，请核对。"))
        }
        guard carried <= earned.value else {
            return .failure(
                InputProblem(Asked.carriedMonths.key, "前次应领\(earned.value)个月，未领的不会多于\(earned.value)个月，请核对。"))
        }
        let drawn = earned.value - carried
        return .success(
            Claim(
                years: years, months: carried, drawn: drawn,
                step: Explanation.Step(
                    "领取月数",
                    working: "再就业缴费\(paid)个月，不满\(under.value)个月，继续领取前次应领\(earned.value)个月中未领的",
                    result: "\(carried)个月", citations: earned.citations + [under.citation])))
    }
}
