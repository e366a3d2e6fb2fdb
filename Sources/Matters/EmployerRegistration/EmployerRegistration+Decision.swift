import Basics
package import Casework
package import Policy
import Records

extension EmployerRegistration {
    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        let classes = try rules.policy.value(.injuryClasses, on: rules.today, askedBy: card.name)
        let record = record(of: application, facts, classes.value)
        let office = branches(for: application, facts).first { $0.code == record.branch }?.name ?? record.branch
        let lines = try rules.employeeLines(in: rules.today.month).map(\.name)
        return Decision(
            outcomes: [
                .registerEmployer(record),
                .tell(
                    .shortMessage(ShortMessage(phone: record.contact.phone, text: greeting(of: record, application)))),
                .suggest(
                    LinkedMatter(slug: StaffEnrolment.card.slug, reason: "为职工办理参保登记，应当自用工之日起30日内申报", answers: [:])),
            ],
            statement: [
                .fields(heading: "单位社会保险登记", fields(of: record, office)),
                .fields(
                    heading: "参保信息",
                    [
                        Paper.Field("参保险种", lines.joined(separator: "、")),
                        Paper.Field(
                            "工伤保险行业风险类别",
                            "\(record.injuryClass)类\(classes.citation.isVerified ? "" : "（未核实，以经办机构核定为准）")"),
                        Paper.Field("参保地经办机构", office), Paper.Field("社保联系人", record.contact.name),
                        Paper.Field("联系人手机", Masked.number(record.contact.phone)),
                        Paper.Field(
                            "缴费账户",
                            application[account].map { "\(record.account?.bank ?? "") \($0.masked)" } ?? "未提供，开户后办理变更"),
                    ]),
            ] + (try notes(application, record, rules)),
            restsOnUnverified: !classes.citation.isVerified)
    }

    private static func record(
        of application: Application, _ facts: Facts, _ classes: InjuryClasses
    ) -> EmployerRecord {
        guard let code = application.applicant.unit, let name = application[name], let kind = application[kind],
            let founded = application[foundedOn], let authority = application[authority],
            let address = application[address], let headName = application[headName],
            let headNumber = answer(to: application, facts)?.unit?.head.number ?? application[headNumber]?.text,
            let industry = application[industry], let office = application[branch],
            let branch = branches(for: application, facts).first(where: { $0.name == office }),
            let contactName = application[contactName], let contactPhone = application[contactPhone],
            let injuryClass = classes.entries[industry.code]
        else { preconditionFailure("decided without the fields that the form requires") }
        let payer = application[bank].flatMap { bank in
            application[account].map { EmployerRecord.Account(bank: bank, number: $0.text) }
        }
        return EmployerRecord(
            region: application.region, creditCode: code, name: name, kind: kind, foundedOn: founded,
            authority: authority, head: .init(name: headName.text, number: headNumber), address: address,
            place: application[place], industry: industry, injuryClass: injuryClass, branch: branch.code,
            contact: .init(name: contactName.text, phone: contactPhone.text), account: payer,
            registerRevision: answer(to: application, facts)?.unit?.revision)
    }

    private static func fields(of record: EmployerRecord, _ office: String) -> [Paper.Field] {
        [
            Paper.Field("单位名称", record.name), Paper.Field("统一社会信用代码", record.creditCode),
            Paper.Field("单位类型", record.kind.chinese), Paper.Field("成立日期", record.foundedOn.chinese),
            Paper.Field("登记机关", record.authority), Paper.Field("住所", record.address),
            Paper.Field("经营（办公）地点", record.place ?? "同住所"), Paper.Field("法定代表人（负责人）", record.head.name),
            Paper.Field("所属行业", "\(record.industry.code) \(record.industry.name)"),
        ]
    }

    /// Who was registered without an act of its own has no account yet, and hears how to open one.
    private static func greeting(of record: EmployerRecord, _ application: Application) -> String {
        application.channel == .partner
            ? "\(record.name)已随设立登记办理社会保险登记，无需另行申请。请在社保服务平台登录页选择“单位首次使用”开通账户，为职工办理参保。"
            : "\(record.name)已办理社会保险登记。您可登录社保服务平台，为职工办理参保登记。"
    }

    private static func notes(
        _ application: Application, _ record: EmployerRecord, _ rules: Rules
    ) throws(PolicyGap) -> [Paper.Part] {
        var notes: [Paper.Part] = []
        let limit = try rules.policy.value(.employerRegistrationLimit, on: rules.today, askedBy: card.name)
        if rules.today > rules.calendar.due(limit.value, after: record.foundedOn).day {
            notes.append(.note("本次登记已超过规定期限。依照《社会保险法》第五十七条，应当自成立之日起\(limit.value)内申请办理社会保险登记。"))
        }
        notes.append(.note("单位名称、住所、法定代表人等登记事项发生变更的，应当自变更之日起30日内办理变更登记。"))
        return notes
    }
}
