import Basics
package import Casework
package import Policy
import Records

/// 恢复缴费（续保）: payment that was suspended goes on, from the month of filing.
package enum ContributionResumption: MatterOfStaff, AmendsStaff {
    package static let card = MatterCard(
        slug: "contribution-resumption",
        name: "恢复缴费（续保）",
        summary: "暂停缴费的情形消失后，恢复职工的社会保险缴费，医疗保险随之恢复。",
        applicants: [.employer],
        right: .staff,
        legalBases: [
            LegalBasis("社会保险法", "第六十条", "用人单位应当自行申报、按时足额缴纳社会保险费"),
            LegalBasis("社会保险经办条例", "第九条", "用工等参保信息发生变化的，用人单位应当及时告知社会保险经办机构"),
        ],
        steps: ["选择职工", "核对恢复月份、险种和缴费工资", "提交后当场办结", "生成本月缴费计划"],
        conditions: ["是本单位正在暂停缴费的职工。", "恢复的月份没有由其他单位参保缴费。"],
        occasions: [StaffMember.isOurs: "核对号码后"],
        searchWords: ["复缴", "恢复缴费"])

    package static let form = Form([
        Form.Section("职工", [StaffMember.number.definition, StaffMember.name.definition]),
        Form.Section("恢复缴费", [wage.definition]),
    ])

    package static let batch: BatchDeclaration? = StaffMember.batch(
        filled: [wage.key], listed: .suspended, oldNames: WageNames.old(wage.key))

    static let wage = Field<Money>(
        "wage", "月缴费工资（元）", hint: "不填的，沿用暂停前的缴费工资", isRequired: false)

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        let found = StaffMember(of: application, knowing: facts)
        let notOurs = StaffMember.refusals(of: found)
        guard notOurs.isEmpty, let member = found else { return notOurs }
        guard member.enrolment.isSuspended else {
            return [
                Refusal(
                    "notSuspended", field: StaffMember.number.key, "该职工没有暂停缴费。", remedy: "无需办理恢复缴费。")
            ]
        }
        let others = facts[EnrolmentsOfPerson(member.person.id)].filter { $0.id != member.enrolment.id }
        let clash = try rules.clash(
            of: try spans(of: member, rules), with: others, employer: member.employer.id,
            region: member.enrolment.region)
        return clash.map { [$0.refusal(at: StaffMember.number.key)] } ?? []
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let member = StaffMember(of: application, knowing: facts) else {
            preconditionFailure("decided without one of the employer's people")
        }
        let spans = try spans(of: member, rules)
        let first = spans.map(\.first).min() ?? rules.today.month
        let declared = member.enrolment.declaredWage
        let wage = application[wage] ?? declared
        let expected = try ExpectedContributions(
            wage: wage, lines: Set(spans.map(\.line)), household: member.person.household, of: member.employer,
            in: first, under: rules)
        let text = "\(member.employer.name)已为您恢复社会保险缴费，自\(first.chinese)起缴费。您可登录社保服务平台查看。"
        return Decision(
            outcomes: [
                .changeEnrolment(
                    member.amendment(
                        EnrolmentChange(.resumed, effectiveOn: first.firstDay), spans: spans,
                        wage: wage == declared ? nil : DeclaredWage(from: first, amount: wage)))
            ] + (try rules.medicalHears(of: spans) ? [member.enrolmentNotice(from: first, wage: wage)] : [])
                + PlanReminder.outcomes(for: member.employer.id, first) + member.message(text),
            statement: [
                .fields(
                    heading: "恢复缴费（续保）",
                    member.fields + [
                        Paper.Field("恢复缴费月份", first.chinese), Paper.Field("月缴费工资（元）", wage.description),
                    ]), expected.table,
            ] + expected.clamps + [.note("暂停期间的月份不产生费用。")] + (try rules.medicalNote(of: spans)),
            explanations: expected.explanations, restsOnUnverified: expected.restsOnUnverified)
    }

    /// The lines that were suspended and still are there, from this month or from the first that was not paid for.
    private static func spans(of member: StaffMember, _ rules: Rules) throws(PolicyGap) -> [CoverageSpan] {
        let last = member.enrolment.spans.lastCovered ?? rules.today.month.previous
        let first = max(rules.today.month, last.next)
        let suspended = Set(member.enrolment.spans.filter { $0.last == last && !$0.isVoid }.map(\.line))
        return try rules.employeeLines(in: first).filter { suspended.contains($0.line) }
            .map { CoverageSpan(line: $0.line, first: first, last: nil) }
    }
}
