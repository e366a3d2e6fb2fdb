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
    /// The legal retirement age by the rules of a day, in words.
    package func retirementAge(
        of group: RetirementGroup, bornIn: Month, on day: Day
    ) throws(PolicyGap) -> Explained<RetirementAge> {
        let rule = try retirementRule(of: group, on: day)
        let age = rule.age(bornIn: bornIn)
        return Explained(age, Explanation(rule.steps(to: age)))
    }

    /// The same without the words.
    package func legalRetirementAge(
        of group: RetirementGroup, bornIn: Month, on day: Day
    ) throws(PolicyGap) -> RetirementAge {
        try retirementRule(of: group, on: day).age(bornIn: bornIn)
    }

    private func retirementRule(of group: RetirementGroup, on day: Day) throws(PolicyGap) -> RetirementRule {
        try workedOut(RetirementRule.Key(group: group, day: day)) { () throws(PolicyGap) in
            try readRetirementRule(of: group, on: day)
        }
    }

    private func readRetirementRule(of group: RetirementGroup, on day: Day) throws(PolicyGap) -> RetirementRule {
        let purpose = "退休年龄计算"
        func count(_ key: PolicyKey<CountTable>) throws(PolicyGap) -> Dated<Int> {
            try self.count(key, entry: group.rawValue, called: group.chinese, on: day, askedBy: purpose)
        }
        let (original, most) = (try count(.originalAgeMonths), try count(.delayMaxMonths))
        return RetirementRule(
            original: original, most: most,
            early: try value(.earlyMonths, on: day, askedBy: purpose),
            late: try value(.lateMonths, on: day, askedBy: purpose),
            delay: most.value > 0
                ? RetirementRule.Delay(first: try count(.delayFirstBirthMonth), step: try count(.delayStepMonths)) : nil
        )
    }
}

/// What holds for a group on a day.
private struct RetirementRule: Sendable {
    struct Key: WorkedOutKey {
        typealias Value = RetirementRule
        let group: RetirementGroup
        let day: Day
    }

    let original: Dated<Int>
    let most: Dated<Int>
    let early: Dated<Int>
    let late: Dated<Int>
    let delay: Delay?

    struct Delay: Sendable {
        let first: Dated<Int>
        let step: Dated<Int>

        func start(bornIn: Month) -> Month { Month(yyyymm: first.value) ?? bornIn }
    }

    func age(bornIn: Month) -> RetirementAge {
        var delayed = 0
        if let delay {
            let after = bornIn.months(since: delay.start(bornIn: bornIn))
            delayed = after < 0 ? 0 : min(most.value, after / delay.step.value + 1)
        }
        return RetirementAge(
            bornIn: bornIn, originalMonths: original.value, delayMonths: delayed, earlyMonths: early.value,
            lateMonths: late.value)
    }

    func steps(to age: RetirementAge) -> [Explanation.Step] {
        [
            Explanation.Step("原法定退休年龄", result: ageInWords(original.value), citations: [original.citation]),
            delayStep(of: age),
            Explanation.Step(
                "法定退休年龄", working: "\(ageInWords(original.value)) + \(age.delayMonths)个月",
                result: ageInWords(age.ageMonths)),
            Explanation.Step(
                "退休月份", working: "\(age.bornIn.chinese)出生，满\(ageInWords(age.ageMonths))", result: age.month.chinese),
            Explanation.Step(
                "弹性退休", working: "提前至多\(early.value)个月且不低于原法定退休年龄，延迟至多\(late.value)个月",
                result: "\(age.earliest.chinese)至\(age.latest.chinese)", citations: [early.citation, late.citation]),
        ]
    }

    private func delayStep(of age: RetirementAge) -> Explanation.Step {
        guard let delay else { return Explanation.Step("延迟", result: "不延迟", citations: [most.citation]) }
        let start = delay.start(bornIn: age.bornIn)
        let after = age.bornIn.months(since: start)
        let working =
            after < 0
            ? "\(age.bornIn.chinese)早于\(start.chinese)，不延迟"
            : "比\(start.chinese)晚\(after)个月，每\(delay.step.value)个月延迟1个月，最多\(most.value)个月"
        return Explanation.Step(
            "延迟", working: working, result: "\(age.delayMonths)个月",
            citations: [delay.first.citation, delay.step.citation, most.citation])
    }
}

/// `61周岁8个月`
func ageInWords(_ months: Int) -> String {
    let (years, rest) = months.quotientAndRemainder(dividingBy: 12)
    return rest == 0 ? "\(years)周岁" : "\(years)周岁\(rest)个月"
}
