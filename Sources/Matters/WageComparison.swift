import Basics
import Casework
import Policy
import Records

/// What a person costs a month by the wage that holds and by another one.
struct WageComparison {
    let parts: [Paper.Part]
    let explanations: [NamedExplanation]
    let restsOnUnverified: Bool

    init(of member: StaffMember, wage: Money, from month: Month, under rules: Rules) throws(PolicyGap) {
        func expected(_ wage: Money, _ heading: String) throws(PolicyGap) -> ExpectedContributions {
            try ExpectedContributions(
                wage: wage, lines: Set(member.enrolment.openSpans.map(\.line)), household: member.person.household,
                of: member.employer, in: month, headed: heading, under: rules)
        }
        let before = try expected(member.enrolment.declaredWage, "按原缴费工资，每月缴费（单位：元）")
        let after = try expected(wage, "按新缴费工资，每月缴费（单位：元）")
        self.parts =
            [before.table, after.table] + after.clamps + [.note("医疗保险（含生育保险）的金额为预计，以医疗保障部门核定的为准。")]
        self.explanations = after.explanations
        self.restsOnUnverified = after.restsOnUnverified
    }
}
