import Basics
import Calculation
import Casework
import Policy
import Records

/// What the law on retirement says of somebody of whom only birth and sex are known. A woman's age depends on her post, which
/// no enrolment tells: where something is refused, the age counts that is most favourable to her.
struct RetirementBounds {
    /// From the month after this one on, nobody of the sex and birth works before the legal age.
    let latestAge: RetirementAge
    /// By the lower original age of women; the same for men.
    let lowestAge: RetirementAge
    /// Before this month nobody retires, special kinds of work and sickness included.
    let earliestOfAll: Month

    init(bornOn: Day, _ sex: Sex, on day: Day, _ rules: Rules, askedBy purpose: String) throws(PolicyGap) {
        let groups: (high: RetirementGroup, low: RetirementGroup) =
            sex == .male ? (.male, .male) : (.female55, .female50)
        let bornIn = bornOn.month
        latestAge = try rules.policy.legalRetirementAge(of: groups.high, bornIn: bornIn, on: day)
        lowestAge = try rules.policy.legalRetirementAge(of: groups.low, bornIn: bornIn, on: day)
        let early = try rules.policy.count(
            .earliestAgeMonths, entry: groups.low.rawValue, called: groups.low.chinese, on: day, askedBy: purpose)
        earliestOfAll = bornIn.adding(months: early.value)
    }
}
