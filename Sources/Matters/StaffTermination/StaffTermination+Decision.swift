import Basics
import Calculation
package import Casework
package import Policy
import Records

extension StaffTermination {
    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let member = member(of: application, facts), let endedOn = application[endedOn],
            let reason = application[reason]
        else { preconditionFailure("decided without one of the employer's people, a day and a reason") }
        let spans = try spans(of: member, endedOn: endedOn, reason, rules)
        let months = Months(of: member, spans)
        let rule = try rules.policy.value(.lastPeriod, on: rules.today, askedBy: card.name)
        let last = spans.compactMap(\.last).max() ?? rule.value.lastPeriod(terminatedOn: endedOn)
        return Decision(
            outcomes: [
                .changeEnrolment(
                    member.amendment(
                        EnrolmentChange(.ended, effectiveOn: endedOn, reason: reason.rawValue), spans: spans))
            ] + (try rules.medicalHears(of: spans) ? [member.stopNotice(through: last)] : [])
                + (try nothingLeftToBill(application, member, spans, facts, rules))
                + PlanReminder.adjustments(for: member.employer.id, months.inVain)
                + months.unbilled.flatMap { PlanReminder.owed(by: member.employer.id, $0) }
                + farewell(to: member, reason, spans),
            statement: [
                .fields(
                    heading: "停保（减员）",
                    member.fields + [
                        Paper.Field("解除（终止）日期", endedOn.chinese), Paper.Field("解除（终止）原因", reason.chinese),
                        Paper.Field("依据", "《劳动合同法》\(reason.article)"),
                        Paper.Field("最后缴费月份", Self.lastMonth(of: spans, member)),
                    ])
            ] + (spans.isEmpty ? [] : [try rules.table(of: spans, headed: "停保险种")])
                + (try earlyRetirement(member, endedOn, reason, rules)) + (try notes(endedOn, reason, months, rules))
                + (try rules.medicalNote(of: spans)),
            restsOnUnverified: !rule.citation.isVerified)
    }

    /// The coverage as it ends: what is open, and what a suspension stopped only later. The month of the date is still owed,
    /// or not, as policy has it; an addition of this month without an actual employment has never covered anything.
    static func spans(
        of member: StaffMember, endedOn: Day, _ reason: TerminationReason, _ rules: Rules
    ) throws(PolicyGap) -> [CoverageSpan] {
        let rule = try rules.policy.value(.lastPeriod, on: rules.today, askedBy: card.name)
        let last = rule.value.lastPeriod(terminatedOn: endedOn)
        let neverWorked = isAddedInError(member, endedOn: endedOn, reason, rules)
        return member.enrolment.spans.compactMap { span in
            let end = neverWorked ? span.first.previous : max(last, span.first.previous)
            if let stopped = span.last, stopped <= end { return nil }
            return CoverageSpan(line: span.line, first: span.first, last: end)
        }
    }

    /// 当月误增未建立事实劳动关系的人员.
    private static func isAddedInError(
        _ member: StaffMember, endedOn: Day, _ reason: TerminationReason, _ rules: Rules
    ) -> Bool {
        reason == .otherByLaw && endedOn.month == rules.today.month
            && member.enrolment.spans.allSatisfy { $0.first >= rules.today.month }
    }

    /// The months that are owed and in no plan yet, and those that are in one and no longer owed.
    struct Months {
        let inVain: [Month]
        let unbilled: [Month]

        init(of member: StaffMember, _ spans: [CoverageSpan]) {
            inVain = member.billedInVain(with: spans)
            let owed = spans.filter { !$0.isVoid }
            guard let last = owed.compactMap(\.last).max(), let begins = owed.map(\.first).min() else {
                unbilled = []
                return
            }
            // Of whom nothing was billed in a year, only the last month is asked for: the rest was billed elsewhere, or is
            // arrears.
            let first = max(begins, member.billed.keys.max()?.next ?? last)
            unbilled = first > last ? [] : Array(first...last)
        }
    }

    /// An addition in error that nobody has billed: if it was all that was new in the month, nothing is left to do.
    private static func nothingLeftToBill(
        _ application: Application, _ member: StaffMember, _ spans: [CoverageSpan], _ facts: Facts, _ rules: Rules
    ) throws(PolicyGap) -> [Outcome] {
        guard application[reason] == .otherByLaw, spans.contains(where: \.isVoid) else { return [] }
        return try PlanReminder.nothingLeft(to: member, in: rules.today.month, facts, rules)
    }

    private static func farewell(
        to member: StaffMember, _ reason: TerminationReason, _ spans: [CoverageSpan]
    ) -> [Outcome] {
        guard reason != .died else { return [] }
        let months = spans.filter { !$0.isVoid }.compactMap(\.last).max().map { "，缴费至\($0.chinese)" } ?? "，不产生缴费月份"
        return member.message("\(member.employer.name)已为您办理社会保险停保（减员）\(months)。如有疑问，请联系该单位或参保地经办机构。")
    }
}

extension StaffTermination {
    private static func lastMonth(of spans: [CoverageSpan], _ member: StaffMember) -> String {
        if let last = spans.filter({ !$0.isVoid }).compactMap(\.last).max() { return last.chinese }
        return member.enrolment.isSuspended ? "已暂停缴费，不再产生费用" : "不产生缴费月份"
    }

    /// Earlier than by anybody's own choice: somebody has to have approved it.
    private static func earlyRetirement(
        _ member: StaffMember, _ endedOn: Day, _ reason: TerminationReason, _ rules: Rules
    ) throws(PolicyGap) -> [Paper.Part] {
        guard reason == .retired else { return [] }
        let age = try bounds(of: member, endedOn, rules).lowestAge
        guard endedOn.month < age.earliest else { return [] }
        return [
            .note(
                "按一般规定，该职工最早于\(age.earliest.chinese)可以退休。因从事特殊工种、因病等提前退休的，须已取得人力资源社会保障行政部门的审批；没有审批的，请选择实际的原因。")
        ]
    }

    private static func notes(
        _ endedOn: Day, _ reason: TerminationReason, _ months: Months, _ rules: Rules
    ) throws(PolicyGap) -> [Paper.Part] {
        var notes: [Paper.Part] = []
        if !months.inVain.isEmpty {
            let list = months.inVain.map(\.chinese).joined(separator: "、")
            notes.append(.paragraph("\(list)已计入缴费计划，停保后请再次生成相应月份的缴费计划，冲销多计的费用；冲销的余额抵扣应缴费用。"))
        }
        if !months.unbilled.isEmpty {
            let list = months.unbilled.map(\.chinese).joined(separator: "、")
            notes.append(.paragraph("\(list)仍应缴费，尚未计入缴费计划，请生成相应月份的缴费计划。"))
        }
        let limit = try rules.policy.value(.terminationLimit, on: rules.today, askedBy: card.name)
        if rules.today > rules.calendar.due(limit.value, after: endedOn).day {
            notes.append(.note("本次办理已超过规定期限。依照《社会保险法》第五十条，应当自解除或者终止劳动关系之日起\(limit.value)内告知。"))
        }
        if reason.isInvoluntary == true {
            notes.append(.note("所选原因属于非因本人意愿中断就业。请及时出具解除或者终止劳动关系的证明，并告知职工可以依法申领失业保险金。"))
        }
        return notes
    }
}
