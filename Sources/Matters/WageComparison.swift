import Basics
import Casework
import Policy
import Records

/// What a person costs a month by the wage that holds and by another one.
///
/// Wages of a year are declared before its limits are published. They are taken as they are: what a month costs follows when its
/// plan is made, by the limits of then. Until then both sides are told by the last month whose rules are known, and it is said.
struct WageComparison: Sendable {
    let parts: [Paper.Part]
    private let after: ExpectedContributions

    var explanations: [NamedExplanation] { after.explanations }
    var restsOnUnverified: Bool { after.restsOnUnverified }

    init(of member: StaffMember, wage: Money, from month: Month, under rules: Rules) throws(PolicyGap) {
        let known = try Self.lastKnown(through: month, member, rules)
        let basis = known == month ? "" : "按\(known.chinese)的标准预计，"
        func expected(_ wage: Money, _ heading: String) throws(PolicyGap) -> ExpectedContributions {
            try ExpectedContributions(
                wage: wage, lines: Set(member.enrolment.openSpans.map(\.line)), household: member.person.household,
                of: member.employer, in: known, headed: "\(heading)（\(basis)单位：元）", under: rules)
        }
        let before = try expected(member.enrolment.declaredWage, "按原缴费工资，每月缴费")
        let after = try expected(wage, "按新缴费工资，每月缴费")
        let published: [Paper.Part] =
            known == month
            ? []
            : [
                .note(
                    "\(month.chinese)的缴费基数上下限和费率尚未公布，不影响本次申报。公布后，系统按公布的上下限和费率计算各月缴费，无需重新申报。下列金额按\(known.chinese)的标准预计，仅供参考。"
                )
            ]
        self.parts =
            published + [before.table, after.table] + after.clamps
            + [.note("医疗保险（含生育保险）的金额为预计，以医疗保障部门核定的为准。")]
        self.after = after
    }

    /// How far back a month is looked for whose rules are known: limits hold for a year.
    private static let monthsBack = 12

    /// The month itself, or the last one before it whose rules are known.
    private static func lastKnown(
        through month: Month, _ member: StaffMember, _ rules: Rules
    ) throws(PolicyGap) -> Month {
        func gap(in month: Month) -> PolicyGap? {
            do throws(PolicyGap) {
                _ = try rules.contributionRule(
                    in: month, employer: member.employer, household: member.person.household)
                return nil
            } catch {
                return error
            }
        }
        guard let missing = gap(in: month) else { return month }
        for back in 1...monthsBack where gap(in: month.adding(months: -back)) == nil {
            return month.adding(months: -back)
        }
        throw missing
    }
}
