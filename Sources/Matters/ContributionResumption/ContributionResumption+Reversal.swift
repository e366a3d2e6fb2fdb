import Basics
package import Casework
package import Policy
import Records

/// 撤销误办的恢复缴费: payment stays suspended as if it had not been resumed, at the wage of before; what was billed since is
/// given back by the employer's next plan of the month.
extension ContributionResumption {
    package static func reversal(
        of effective: EffectiveCase, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision? {
        guard let made = AmendmentTakenBack(effective, knowing: facts, on: rules.today) else { return nil }
        let (member, first) = (made.member, made.change.effectiveOn.month)
        let spans = made.enrolment.openSpans.filter { $0.first == first }
            .map { CoverageSpan(line: $0.line, first: first, last: first.previous) }
        let billed = member.billed.keys.filter { $0 >= first }.sorted()
        let medical = try rules.medicalHears(of: spans) ? [member.stopNotice(through: first.previous)] : []
        return Decision(
            outcomes: [made.amendment(.resumptionTakenBack, spans: spans)] + medical
                + (try PlanReminder.nothingLeft(to: member, in: first, facts, rules))
                + PlanReminder.adjustments(for: member.employer.id, billed)
                + made.message(of: "恢复缴费（续保）", "仍为暂停缴费"),
            statement: [
                .fields(
                    heading: "撤销恢复缴费（续保）",
                    member.fields + [
                        Paper.Field("原恢复缴费月份", first.chinese),
                        Paper.Field(
                            "已计入缴费计划的月份", billed.isEmpty ? "无" : billed.map(\.chinese).joined(separator: "、")),
                    ]),
                .paragraph(
                    billed.isEmpty
                        ? "撤销后，仍为暂停缴费，不产生费用。"
                        : "撤销后，仍为暂停缴费。已计入缴费计划的费用，由单位再次生成相应月份的缴费计划予以冲销；冲销的余额抵扣应缴费用。"),
            ] + (try rules.medicalNote(of: spans)))
    }
}
