import Basics
package import Casework
package import Policy
import Records

/// 撤销误办的暂停缴费: coverage goes on in the month from which it had stopped.
extension ContributionSuspension {
    package static func reversal(
        of effective: EffectiveCase, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision? {
        guard let made = AmendmentTakenBack(effective, knowing: facts, on: rules.today) else { return nil }
        let from = made.change.effectiveOn.month
        let stopped = made.enrolment.spans.filter { $0.last == from.previous && !$0.isVoid }
            .map { CoverageSpan(line: $0.line, first: $0.first, last: nil) }
        return try made.goingOn(
            stopped, as: .suspensionTakenBack, of: "暂停缴费", Paper.Field("原暂停起始月份", from.chinese), under: rules)
    }
}
