package import Basics
package import Casework
package import Policy
import Records

/// 撤销误办的减员: the employment goes on as if it had not ended; coverage goes on in the month after its last.
extension StaffTermination {
    package static func factsToReverse(_ effective: EffectiveCase) -> FactsNeeded {
        [EnrolmentOfCase(effective.id)]
    }

    package static func furtherFactsToReverse(
        _ effective: EffectiveCase, knowing facts: Facts, on today: Day
    ) -> FactsNeeded {
        guard let enrolment = facts[EnrolmentOfCase(effective.id)] else { return [] }
        return [
            PersonOnRecord(enrolment.person), EmployerOnRecord(enrolment.employer),
            EnrolmentsOfPerson(enrolment.person),
            history(of: enrolment, on: today),
        ]
    }

    package static func reversal(
        of effective: EffectiveCase, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision? {
        guard let enrolment = facts[EnrolmentOfCase(effective.id)], enrolment.voidedOn == nil,
            let endedOn = enrolment.endedOn, let person = facts[PersonOnRecord(enrolment.person)],
            let employer = facts[EmployerOnRecord(enrolment.employer)]
        else { return nil }
        let spans = reopened(enrolment)
        guard try !isCoveredOtherwise(spans, enrolment, facts[EnrolmentsOfPerson(person.id)], rules) else { return nil }
        let billed = Set(
            facts[history(of: enrolment, on: rules.today)].standing.filter { $0.employer == employer.id }.map(\.period))
        let first = spans.map { firstAfterEnd($0, enrolment) }.min()
        let months = first.map { $0 > rules.today.month ? [] : Array($0...rules.today.month) } ?? []
        let member = StaffMember(employer: employer, person: person, enrolment: enrolment, billed: [:])
        return Decision(
            outcomes: [
                .changeEnrolment(
                    member.amendment(EnrolmentChange(.endTakenBack, effectiveOn: endedOn), spans: spans))
            ]
                + (try rules.medicalHears(of: spans)
                    ? [member.enrolmentNotice(from: first ?? rules.today.month, wage: enrolment.declaredWage)] : [])
                + months.flatMap { month in
                    billed.contains(month)
                        ? [.settle(PlanReminder.planNotAdjusted(employer.id, month))]
                        : PlanReminder.outcomes(for: employer.id, month)
                } + member.message("\(employer.name)为您办理的社会保险停保（减员）因误办已撤销，参保关系继续。如有疑问，请联系该单位或参保地经办机构。"),
            statement: [
                .fields(
                    heading: "撤销停保（减员）",
                    member.fields + [
                        Paper.Field("原解除（终止）日期", endedOn.chinese),
                        Paper.Field("恢复缴费月份", first?.chinese ?? "原已暂停缴费，仍为暂停"),
                    ]),
                .paragraph("撤销后，参保关系视为没有中断。恢复后的月份尚未计入缴费计划的，请单位生成相应月份的缴费计划。"),
            ] + (try rules.medicalNote(of: spans)))
    }

    private static func history(of enrolment: Enrolment, on today: Day) -> ContributionHistory {
        let from = enrolment.endedOn.map { min($0.month, today.month) } ?? today.month
        return ContributionHistory(person: enrolment.person, from: from, through: today.month)
    }

    /// The last span of each line, open again; none where payment had been suspended before.
    private static func reopened(_ enrolment: Enrolment) -> [CoverageSpan] {
        let before = enrolment.changes.last { $0.kind == .suspended || $0.kind == .resumed }
        guard before?.kind != .suspended else { return [] }
        let last = Dictionary(grouping: enrolment.spans, by: \.line).compactMap { $0.value.max { $0.first < $1.first } }
        return last.map { CoverageSpan(line: $0.line, first: $0.first, last: nil) }.sorted { $0.line < $1.line }
    }

    private static func firstAfterEnd(_ span: CoverageSpan, _ enrolment: Enrolment) -> Month {
        let ended = enrolment.spans.first { $0.line == span.line && $0.first == span.first }
        return ended?.last.map { max($0.next, span.first) } ?? span.first
    }

    /// Whether somebody else has covered the person since, or the employer itself anew.
    private static func isCoveredOtherwise(
        _ spans: [CoverageSpan], _ enrolment: Enrolment, _ all: [Enrolment], _ rules: Rules
    ) throws(PolicyGap) -> Bool {
        let others = all.filter { $0.id != enrolment.id }
        if others.contains(where: { $0.employer == enrolment.employer && $0.endedOn == nil }) { return true }
        return try rules.clash(of: spans, with: others, employer: enrolment.employer, region: enrolment.region) != nil
    }
}
