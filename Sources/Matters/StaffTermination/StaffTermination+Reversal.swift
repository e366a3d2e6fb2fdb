import Basics
package import Casework
package import Policy
import Records

/// 撤销误办的减员: the employment goes on as if it had not ended; coverage goes on in the month after its last.
extension StaffTermination {
    package static func reversal(
        of effective: EffectiveCase, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision? {
        guard let made = AmendmentTakenBack(effective, knowing: facts, on: rules.today),
            let endedOn = made.enrolment.endedOn
        else { return nil }
        return try made.goingOn(
            reopened(made.enrolment), as: .endTakenBack, of: "社会保险停保（减员）",
            Paper.Field("原解除（终止）日期", endedOn.chinese), under: rules)
    }

    /// The last span of each line, open again, and those that the end had cut shorter than a suspension before it.
    private static func reopened(_ enrolment: Enrolment) -> [CoverageSpan] {
        let suspended = enrolment.standingChanges.filter { $0.kind == .suspended }
            .flatMap { stopped(enrolment, from: $0.effectiveOn.month) }
        if enrolment.wasSuspendedLast { return suspended }
        return suspended + latest(enrolment.spans).map { CoverageSpan(line: $0.line, first: $0.first, last: nil) }
    }

    /// What a suspension from a month on had stopped, where it ends earlier now. A resumption always begins a span anew.
    private static func stopped(_ enrolment: Enrolment, from month: Month) -> [CoverageSpan] {
        latest(enrolment.spans.filter { $0.first < month }).filter { $0.last != month.previous }
            .map { CoverageSpan(line: $0.line, first: $0.first, last: month.previous) }
    }

    private static func latest(_ spans: [CoverageSpan]) -> [CoverageSpan] {
        Dictionary(grouping: spans, by: \.line).compactMap { $0.value.max { $0.first < $1.first } }
            .sorted { $0.line < $1.line }
    }
}
