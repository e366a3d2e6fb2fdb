import Basics
package import Casework
package import Policy
import Records

/// 缴费工资变更: another wage from the first month on that no plan bills yet.
package enum WageChange: MatterOfStaff, AmendsStaff {
    package static let card = MatterCard(
        slug: "wage-change",
        name: "缴费工资变更",
        summary: "变更职工的月缴费工资，自尚未计入缴费计划的月份起执行；已计入计划的月份不变。",
        applicants: [.employer],
        right: .staff,
        legalBases: [
            LegalBasis("社会保险法", "第六十条", "用人单位应当自行申报、按时足额缴纳社会保险费"),
            LegalBasis("社会保险费征缴暂行条例", "第十条", "缴费单位按月申报应缴数额，经核定后在规定期限内缴纳"),
        ],
        steps: ["填写新的缴费工资", "核对变更前后的缴费金额", "提交后当场办结"],
        conditions: ["是本单位的在保职工，没有暂停缴费。", "新的工资与现在的缴费工资不同。", "本统筹区允许在缴费年度内变更；只在年度申报时变更的，自新的缴费年度起执行。"],
        occasions: [StaffMember.isOurs: "核对号码后"],
        searchWords: ["调工资", "涨工资", "调整基数", "改基数"])

    package static let form = Form([
        Form.Section("职工", [StaffMember.number.definition, StaffMember.name.definition]),
        Form.Section("缴费工资", [wage.definition]),
    ])

    package static let batch: BatchDeclaration? = StaffMember.batch(
        filled: [wage.key], listed: .contributing, oldNames: WageNames.old(wage.key))

    static let wage = Field<Money>("wage", "新的月缴费工资（元）", hint: "按本人工资如实填写，超出上下限的由系统按限额计算")

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        let found = StaffMember(of: application, knowing: facts)
        let notOurs = StaffMember.refusals(of: found)
        guard notOurs.isEmpty, let member = found else { return notOurs }
        let suspended = member.suspendedRefusal
        guard suspended.isEmpty else { return suspended }
        return sameWage(application, member) + (try changeNotAllowed(member, rules))
    }

    private static func sameWage(_ application: Application, _ member: StaffMember) -> [Refusal] {
        guard application[wage] == member.enrolment.declaredWage else { return [] }
        return [
            Refusal(
                "sameWage", field: wage.key, "所填工资与现在的缴费工资（\(member.enrolment.declaredWage)元）相同。",
                remedy: "请核对金额；没有变化的，无需办理。")
        ]
    }

    private static func changeNotAllowed(_ member: StaffMember, _ rules: Rules) throws(PolicyGap) -> [Refusal] {
        let rule = try rules.policy.value(.wageChange, on: rules.today, askedBy: card.name)
        let begins = try rules.policy.value(.baseYearFirstMonth, on: rules.today, askedBy: card.name).value
        guard rule.value == .notWithinBaseYear, member.nextUnbilled(on: rules.today).month != begins else { return [] }
        return [
            Refusal(
                "changeNotAllowed", field: nil, "本统筹区的缴费工资一年一定，年度内不作变更。",
                remedy: "请在下一次年度缴费工资申报时申报，自\(begins)月起执行。")
        ]
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let member = StaffMember(of: application, knowing: facts), let wage = application[wage] else {
            preconditionFailure("decided without one of the employer's people and a wage")
        }
        let from = member.nextUnbilled(on: rules.today)
        let rule = try rules.policy.value(.wageChange, on: rules.today, askedBy: card.name)
        let comparison = try WageComparison(of: member, wage: wage, from: from, under: rules)
        let declared = DeclaredWage(from: from, amount: wage)
        let text = "\(member.employer.name)已将您的社会保险月缴费工资申报为\(wage)元，自\(from.chinese)起执行。如有疑问，请联系该单位。"
        return Decision(
            outcomes: [
                .changeEnrolment(
                    member.amendment(
                        EnrolmentChange(.wageChanged, effectiveOn: from.firstDay), wage: declared))
            ] + (try member.wageNotice(from: from, wage: wage, under: rules)) + member.message(text),
            statement: [
                .fields(
                    heading: "缴费工资变更",
                    member.fields + [
                        Paper.Field("原月缴费工资（元）", member.enrolment.declaredWage.description),
                        Paper.Field("新月缴费工资（元）", wage.description), Paper.Field("执行起始月份", from.chinese),
                    ])
            ] + comparison.parts + (try rules.medicalNote(of: member.enrolment.openSpans)),
            explanations: comparison.explanations,
            restsOnUnverified: comparison.restsOnUnverified || !rule.citation.isVerified)
    }
}
