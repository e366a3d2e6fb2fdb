import Basics
import Calculation
import Casework
import Policy
import Records

/// What a case has made of somebody's employment, as it is taken back.
struct AmendmentTakenBack {
    private let made: AmendmentMade
    /// With the months that the employer's plans bill since the change.
    let member: StaffMember
    private let rows: [HistoryRow]
    private let others: [Enrolment]

    /// - Returns: `nil` where the case has changed nothing, or something that stands came later.
    init?(_ effective: EffectiveCase, knowing facts: Facts, on today: Day) {
        guard let made = facts[AmendmentOfCase(effective.id)], made.isLatest, made.enrolment.voidedOn == nil,
            let person = facts[PersonOnRecord(made.enrolment.person)],
            let employer = facts[EmployerOnRecord(made.enrolment.employer)]
        else { return nil }
        let rows = facts[Self.history(of: made, on: today)].standing.filter { $0.employer == employer.id }
        self.made = made
        self.rows = rows
        self.others = facts[EnrolmentsOfPerson(person.id)].filter { $0.id != made.enrolment.id }
        self.member = StaffMember(
            employer: employer, person: person, enrolment: made.enrolment,
            billed: Dictionary(grouping: rows, by: \.period).mapValues { Set($0.map(\.row.line)) })
    }

    static func history(of made: AmendmentMade, on today: Day) -> ContributionHistory {
        let since = min(made.change.effectiveOn.month, made.wageBefore?.from ?? today.month, today.month)
        return ContributionHistory(person: made.enrolment.person, from: since, through: max(since, today.month))
    }

    var enrolment: Enrolment { made.enrolment }
    var change: EnrolmentChange { made.change }

    func amendment(_ kind: EnrolmentChange.Kind, spans: [CoverageSpan] = []) -> Outcome {
        .changeEnrolment(
            member.amendment(
                EnrolmentChange(kind, effectiveOn: made.change.effectiveOn), spans: spans,
                wage: made.wageBefore?.restored))
    }

    func message(of act: String, _ consequence: String) -> [Outcome] {
        member.message("\(member.employer.name)为您办理的\(act)因误办已撤销，\(consequence)。如有疑问，请联系该单位或参保地经办机构。")
    }
}

// MARK: Coverage that goes on

extension AmendmentTakenBack {
    /// The employment goes on as if coverage had not stopped; `nil` where somebody else has covered the person since, or the
    /// employer itself anew.
    /// - Parameter spans: those that are open again, or end later again; none where payment had been suspended before and
    ///   nothing was cut.
    func goingOn(
        _ spans: [CoverageSpan], as kind: EnrolmentChange.Kind, of act: String, _ before: Paper.Field,
        under rules: Rules
    ) throws(PolicyGap) -> Decision? {
        if others.contains(where: { $0.employer == enrolment.employer && $0.endedOn == nil }) { return nil }
        let clash = try rules.clash(
            of: spans, with: others, employer: enrolment.employer, region: enrolment.region)
        guard clash == nil else { return nil }
        let first = spans.map(firstUncovered).min()
        let months = first.map { $0 > rules.today.month ? [] : Array($0...rules.today.month) } ?? []
        let uncovered = months.filter { month in spans.contains { $0.covers(month) && firstUncovered(of: $0) <= month }
        }
        return Decision(
            outcomes: [amendment(kind, spans: spans)] + (try told(of: spans, under: rules)) + uncovered.flatMap(toBill)
                + message(of: act, "参保关系继续"),
            statement: [
                .fields(
                    heading: "撤销\(act)",
                    member.fields + [before, Paper.Field("恢复缴费月份", Self.months(of: spans, from: first))]),
                .paragraph("撤销后，参保关系视为没有中断。恢复后的月份尚未计入缴费计划的，请单位生成相应月份的缴费计划。"),
            ] + (try rules.medicalNote(of: spans)))
    }

    /// Medical insurance covers again, or until a later month where payment stays suspended.
    private func told(of spans: [CoverageSpan], under rules: Rules) throws(PolicyGap) -> [Outcome] {
        guard try rules.medicalHears(of: spans) else { return [] }
        let open = spans.filter { $0.last == nil }
        if let first = open.map(firstUncovered).min() {
            return [member.enrolmentNotice(from: first, wage: enrolment.declaredWage)]
        }
        return spans.lastCovered.map { [member.stopNotice(through: $0)] } ?? []
    }

    private static func months(of spans: [CoverageSpan], from first: Month?) -> String {
        guard let first else { return "原已暂停缴费，仍为暂停" }
        guard spans.allSatisfy({ $0.last != nil }), let last = spans.lastCovered else { return first.chinese }
        return "\(first.chinese)至\(last.chinese)，此后仍为暂停"
    }

    /// A month that was to be given back is not any more; one that is in no plan is to be billed.
    private func toBill(_ month: Month) -> [Outcome] {
        member.billed[month] == nil
            ? PlanReminder.outcomes(for: member.employer.id, month)
            : [.settle(PlanReminder.planNotAdjusted(member.employer.id, month))]
    }

    private func firstUncovered(of span: CoverageSpan) -> Month {
        let ended = enrolment.spans.first { $0.line == span.line && $0.first == span.first }
        return ended?.last.map { max($0.next, span.first) } ?? span.first
    }
}

// MARK: Wages

extension AmendmentTakenBack {
    /// The wage before holds again from the month on from which another one was declared; what was billed by the other one is
    /// given back and billed anew by the next plan.
    /// - Returns: `nil` for a wage that was declared before the platform kept what it replaced.
    func wageBefore(of act: String, under rules: Rules) throws(PolicyGap) -> Decision? {
        guard let before = made.wageBefore else { return nil }
        let expected = try ExpectedContributions(
            wage: before.amount, lines: Set(enrolment.openSpans.map(\.line)), household: member.person.household,
            of: member.employer, in: before.from, headed: "撤销后每月缴费（单位：元）", under: rules)
        let months = try monthsBilledOtherwise(than: before, under: rules)
        let note: [Paper.Part] =
            months.isEmpty
            ? []
            : [.paragraph("\(months.map(\.chinese).joined(separator: "、"))已按误报的工资计入缴费计划，请单位再次生成相应月份的缴费计划，冲销后按原工资计收。")]
        return Decision(
            outcomes: [amendment(.wageTakenBack)]
                + (try member.wageNotice(from: before.from, wage: before.amount, under: rules))
                + PlanReminder.corrections(for: member.employer.id, months)
                + message(of: act, "自\(before.from.chinese)起仍按月缴费工资\(before.amount)元缴费"),
            statement: [
                .fields(
                    heading: "撤销\(act)",
                    member.fields + [
                        Paper.Field("误报的月缴费工资（元）", enrolment.declaredWage.description),
                        Paper.Field("恢复的月缴费工资（元）", before.amount.description),
                        Paper.Field("恢复起始月份", before.from.chinese),
                    ]), expected.table,
            ] + expected.clamps + note + (try rules.medicalNote(of: enrolment.openSpans)),
            explanations: expected.explanations, restsOnUnverified: expected.restsOnUnverified)
    }

    private func monthsBilledOtherwise(
        than before: AmendmentMade.WageBefore, under rules: Rules
    ) throws(PolicyGap) -> [Month] {
        var months: Set<Month> = []
        for row in rows where row.period >= before.from && !months.contains(row.period) {
            let rule = try rules.contributionRule(
                in: row.period, employer: member.employer, household: member.person.household)
            let anew = rule.amounts(of: row.row.line, declaredWage: before.amount)
            if anew.map({ [$0.base, $0.employer, $0.person] }) != [row.row.base, row.row.unit, row.row.personShare] {
                months.insert(row.period)
            }
        }
        return months.sorted()
    }
}
