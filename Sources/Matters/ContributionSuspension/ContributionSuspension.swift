import Basics
package import Casework
package import Policy
import Records

/// 暂停缴费: the employment goes on, payment does not, until it is resumed.
package enum ContributionSuspension: MatterOfStaff, AmendsStaff {
    package static let card = MatterCard(
        slug: "contribution-suspension",
        name: "暂停缴费",
        summary: "职工停薪留职、服刑或者被羁押等劳动关系存续而暂不缴费的，暂停其社会保险缴费；情形消失后办理恢复缴费。",
        applicants: [.employer],
        right: .staff,
        legalBases: [
            LegalBasis("社会保险经办条例", "第九条", "用工等参保信息发生变化的，用人单位应当及时告知社会保险经办机构"),
            LegalBasis("社会保险法", "第六十条", "非因不可抗力等法定事由不得缓缴、减免；不符合暂停情形的应当继续缴费"),
        ],
        steps: ["选择职工和暂停原因", "核对暂停起始月份", "提交后当场办结", "情形消失后办理恢复缴费（续保）"],
        conditions: ["是本单位的在保职工，没有正在暂停缴费。", "暂停的情形是本统筹区规定可以暂停缴费的情形。"],
        occasions: [StaffMember.isOurs: "核对号码后"],
        searchWords: ["停缴", "停薪留职", "停保"])

    package static let form = Form([
        Form.Section("职工", [StaffMember.number.definition, StaffMember.name.definition]),
        Form.Section("暂停缴费", [reason.definition]),
    ])

    package static let batch: BatchDeclaration? = StaffMember.batch(
        listed: .contributing, oldNames: ["暂停原因": reason.key])

    static let reason = Field<SuspensionReason>("reason", "暂停缴费原因", hint: "劳动关系已经解除或者终止的，请办理停保（减员）")

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        let found = StaffMember(of: application, knowing: facts)
        let notOurs = StaffMember.refusals(of: found)
        guard notOurs.isEmpty, let member = found else { return notOurs }
        return suspendedAlready(member) + (try reasonNotAllowed(application, rules))
    }

    private static func suspendedAlready(_ member: StaffMember) -> [Refusal] {
        guard member.enrolment.isSuspended, let last = member.enrolment.spans.lastCovered else {
            return []
        }
        return [
            Refusal(
                "suspendedAlready", field: StaffMember.number.key, "该职工已自\(last.next.chinese)起暂停缴费。",
                remedy: "无需重复办理；需要继续缴费的，请办理恢复缴费（续保）。")
        ]
    }

    /// Which reasons there are is the region's to say.
    private static func reasonNotAllowed(_ application: Application, _ rules: Rules) throws(PolicyGap) -> [Refusal] {
        guard let reason = application[reason] else { return [] }
        let allowed = try rules.policy.value(.suspensionReasons, on: rules.today, askedBy: card.name)
        guard !allowed.value.split(separator: "；").contains(where: { $0 == reason.chinese }) else { return [] }
        return [
            Refusal(
                "reasonNotAllowed", field: self.reason.key, "本统筹区不因“\(reason.chinese)”暂停缴费。",
                remedy: "可以暂停缴费的情形：\(allowed.value)。其他情形应当继续缴费。", basis: card.legalBases[1])
        ]
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let member = StaffMember(of: application, knowing: facts), let reason = application[reason] else {
            preconditionFailure("decided without one of the employer's people and a reason")
        }
        let rule = try rules.policy.value(.suspensionFirstPeriod, on: rules.today, askedBy: card.name)
        let from = firstMonth(of: member, rule.value, rules)
        let spans = member.enrolment.openSpans.map {
            CoverageSpan(line: $0.line, first: $0.first, last: max(from.previous, $0.first))
        }
        let text = "\(member.employer.name)已为您办理暂停缴费，自\(from.chinese)起暂停。如有疑问，请联系该单位或参保地经办机构。"
        return Decision(
            outcomes: [
                .changeEnrolment(
                    member.amendment(
                        EnrolmentChange(.suspended, effectiveOn: from.firstDay, reason: reason.rawValue), spans: spans))
            ] + (try rules.medicalHears(of: spans) ? [member.stopNotice(through: from.previous)] : [])
                + member.message(text),
            statement: [
                .fields(
                    heading: "暂停缴费",
                    member.fields + [
                        Paper.Field("暂停原因", reason.chinese), Paper.Field("最后缴费月份", from.previous.chinese),
                        Paper.Field("暂停起始月份", from.chinese),
                    ]), try rules.table(of: spans, headed: "暂停险种"),
                .paragraph("暂停期间不产生费用，劳动关系和参保关系保留。情形消失的，请及时办理恢复缴费（续保）。"),
            ] + (try rules.medicalNote(of: spans)), restsOnUnverified: !rule.citation.isVerified)
    }

    /// This month if it is not billed and policy has it so, else the next; the first month of an enrolment is owed.
    private static func firstMonth(
        of member: StaffMember, _ rule: SuspensionRule, _ rules: Rules
    ) -> Month {
        let month = rules.today.month
        let isBilled = member.billed[month] != nil
        let from = rule == .monthOfFiling && !isBilled ? month : month.next
        let begins = member.enrolment.openSpans.map(\.first).max() ?? month
        return max(from, begins.next)
    }
}
