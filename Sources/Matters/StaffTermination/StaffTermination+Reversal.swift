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

    /// The last span of each line, open again; none where payment had been suspended before.
    private static func reopened(_ enrolment: Enrolment) -> [CoverageSpan] {
        if enrolment.wasSuspendedLast { return [] }
        let last = Dictionary(grouping: enrolment.spans, by: \.line).compactMap { $0.value.max { $0.first < $1.first } }
        return last.map { CoverageSpan(line: $0.line, first: $0.first, last: nil) }.sorted { $0.line < $1.line }
    }
}
