package import Basics
package import Policy

/// As what somebody retires: the age differs by it.
package enum RetirementGroup: String, Sendable, CaseIterable {
    case male
    /// Women whose original age is 55: 管理技术岗位, and those insured on their own account.
    case female55
    /// Women whose original age is 50.
    case female50
}

extension RetirementGroup: InputWord {
    package var chinese: String {
        switch self {
        case .male: "男职工"
        case .female55: "原法定退休年龄55周岁的女职工"
        case .female50: "原法定退休年龄50周岁的女职工"
        }
    }
}

/// When somebody reaches the legal retirement age (全国人大常委会2024年9月13日决定，附件1至附件3).
package struct RetirementAge: Hashable, Sendable {
    package let bornIn: Month
    /// In months, before any delay.
    package let originalMonths: Int
    package let delayMonths: Int
    /// By how many months one may go earlier or later by choice.
    package let earlyMonths: Int
    package let lateMonths: Int

    package var ageMonths: Int { originalMonths + delayMonths }
    /// The month in which the age is reached.
    package var month: Month { bornIn.adding(months: ageMonths) }
    /// Not before the original age.
    package var earliest: Month { bornIn.adding(months: max(originalMonths, ageMonths - earlyMonths)) }
    package var latest: Month { month.adding(months: lateMonths) }
}

extension RegionPolicy {
    /// The legal retirement age by the rules of a day.
    package func retirementAge(
        of group: RetirementGroup, bornIn: Month, on day: Day
    ) throws(PolicyGap) -> Explained<RetirementAge> {
        let purpose = "退休年龄计算"
        let (entry, called) = (group.rawValue, group.chinese)
        let original = try count(.originalAgeMonths, entry: entry, called: called, on: day, askedBy: purpose)
        let most = try count(.delayMaxMonths, entry: entry, called: called, on: day, askedBy: purpose)
        let early = try value(.earlyMonths, on: day, askedBy: purpose)
        let late = try value(.lateMonths, on: day, askedBy: purpose)
        var steps = [
            Explanation.Step("原法定退休年龄", result: ageInWords(original.value), citations: [original.citation])
        ]
        var delay = 0
        if most.value > 0 {
            let first = try count(.delayFirstBirthMonth, entry: entry, called: called, on: day, askedBy: purpose)
            let step = try count(.delayStepMonths, entry: entry, called: called, on: day, askedBy: purpose)
            let start = Month(yyyymm: first.value) ?? bornIn
            let after = bornIn.months(since: start)
            delay = after < 0 ? 0 : min(most.value, after / step.value + 1)
            let working =
                after < 0
                ? "\(bornIn.chinese)早于\(start.chinese)，不延迟"
                : "比\(start.chinese)晚\(after)个月，每\(step.value)个月延迟1个月，最多\(most.value)个月"
            steps.append(
                Explanation.Step(
                    "延迟", working: working, result: "\(delay)个月",
                    citations: [first.citation, step.citation, most.citation]))
        } else {
            steps.append(Explanation.Step("延迟", result: "不延迟", citations: [most.citation]))
        }
        let age = RetirementAge(
            bornIn: bornIn, originalMonths: original.value, delayMonths: delay, earlyMonths: early.value,
            lateMonths: late.value)
        steps.append(
            Explanation.Step(
                "法定退休年龄", working: "\(ageInWords(original.value)) + \(delay)个月", result: ageInWords(age.ageMonths)))
        steps.append(
            Explanation.Step(
                "退休月份", working: "\(bornIn.chinese)出生，满\(ageInWords(age.ageMonths))", result: age.month.chinese))
        steps.append(
            Explanation.Step(
                "弹性退休", working: "提前至多\(early.value)个月且不低于原法定退休年龄，延迟至多\(late.value)个月",
                result: "\(age.earliest.chinese)至\(age.latest.chinese)", citations: [early.citation, late.citation]))
        return Explained(age, Explanation(steps))
    }
}

/// `61周岁8个月`
func ageInWords(_ months: Int) -> String {
    let (years, rest) = months.quotientAndRemainder(dividingBy: 12)
    return rest == 0 ? "\(years)周岁" : "\(years)周岁\(rest)个月"
}
