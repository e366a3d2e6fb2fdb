import Basics
package import Casework
package import Policy
import Records

/// 个人社会保险登记: somebody who is not on record comes to the counter and gets a record, so that their matters can be taken
/// in. The population register confirms who they are; where it does not, their papers are scanned and another reviews them.
package enum NewcomerRegistration: Matter {
    package static let card = MatterCard(
        slug: "newcomer-registration",
        name: "个人社会保险登记",
        summary: "为尚未参保登记的个人登记身份信息，以公民身份号码作为社会保障号码，登记后即可办理个人事项。人口库能够核验身份的，无需提供材料，当场办结。",
        applicants: [.newcomer],
        channels: [.counter],
        legalBases: [
            LegalBasis("社会保险法", "第五十八条", "国家建立全国统一的个人社会保障号码，个人社会保障号码为公民身份号码"),
            LegalBasis("社会保险经办条例", "第六条", "个人申请办理社会保险登记，以公民身份号码作为社会保障号码，自收到申请之日起10个工作日内办理完毕"),
        ],
        materials: [ResidentIdentity.front, ResidentIdentity.back],
        steps: ["出示居民身份证", "获取人口库的共享信息", "核对办理预览", "当场办结，或者扫描身份证后等待审核"],
        conditions: ["持有居民身份证。", "尚未办理过社会保险登记。"],
        occasions: [ResidentIdentity.unconfirmed: "共享信息无法核验身份时"],
        searchWords: ["首次参保", "第一次参保", "新参保"])

    package static let form = Form([
        Form.Section("个人信息", [name.definition, household.definition, ethnicity.definition, phone.definition])
    ])

    static let name = Field<PersonName>("name", "姓名", hint: "与居民身份证一致")
    static let household = ResidentIdentity.household()
    static let ethnicity = ResidentIdentity.ethnicity()
    static let phone = Field<MobileNumber>("phone", "手机号码", hint: "用于接收本人参保信息", isRequired: false)

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let number = application.applicant.newcomer else { return [] }
        return [PersonByNumber(number)] + FactsNeeded(identity(application).map { [$0.fact] } ?? [])
    }

    package static func situations(of application: Application, knowing facts: Facts) -> Set<Situation> {
        Set([identity(application)?.situation(of: application, knowing: facts)].compactMap(\.self))
    }

    package static func sharedAnswers(for application: Application, knowing facts: Facts) -> Answers {
        identity(application)?.sharedAnswers(knowing: facts) ?? [:]
    }

    package static func remarks(on application: Application, knowing facts: Facts) -> [Remark] {
        guard application.applicant.newcomer != nil else { return [] }
        return identity(application)?.remarks(knowing: facts) ?? [Remark("请填写姓名后获取共享信息。")]
    }

    private static func identity(_ application: Application) -> ResidentIdentity? {
        guard let text = application.applicant.newcomer, let number = try? CitizenNumber(text),
            let name = application[name]
        else { return nil }
        return ResidentIdentity(number: number, name: name)
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let number = application.applicant.newcomer else { return [] }
        if facts[PersonByNumber(number)] != nil {
            return [
                Refusal(
                    "registeredAlready", "该公民身份号码已经办理过社会保险登记。", remedy: "无需重复登记，请按社会保障号码查找后直接办理其他事项。")
            ]
        }
        guard let identity = identity(application) else { return [] }
        if identity.number.bornOn > rules.today {
            return [
                Refusal(
                    "notBornYet", "公民身份号码中的出生日期（\(identity.number.bornOn.chinese)）晚于今天。", remedy: "请对照居民身份证核对号码。")
            ]
        }
        guard identity.situation(of: application, knowing: facts) == ResidentIdentity.unconfirmed,
            application.materials.contains(where: { $0.originalSeenBy == nil })
        else { return [] }
        return [originalsNotSeen]
    }

    /// Where no register says whose the number is, the card itself does: a teller has had it in hand, and another compares.
    private static let originalsNotSeen = Refusal(
        "originalsNotSeen", "人口库不能核验身份，居民身份证扫描件还没有与原件核对。",
        remedy: "请对照来人出示的居民身份证原件核对扫描件，并勾选“已核验原件”。")

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let identity = identity(application), let household = application[household] else {
            preconditionFailure("decided without a number, a name and a household")
        }
        let person = identity.registration(
            household: household, ethnicity: application[ethnicity], phone: application[phone])
        return Decision(
            outcomes: [.registerPerson(person)] + greeting(to: person.phone),
            statement: [
                .fields(
                    heading: "个人登记信息",
                    [
                        Paper.Field("姓名", person.name), Paper.Field("社会保障号码", person.number),
                        Paper.Field("性别", person.sex.chinese), Paper.Field("出生日期", person.bornOn.chinese),
                        Paper.Field("户口性质", person.household.chinese), Paper.Field("民族", person.ethnicity),
                        Paper.Field("手机号码", person.phone ?? "未提供"),
                    ]),
                .paragraph("登记后本人即可在任一经办机构办理个人事项；登记本身不产生缴费。"),
            ])
    }

    private static func greeting(to phone: String?) -> [Outcome] {
        guard let phone else { return [] }
        return [.tell(.shortMessage(ShortMessage(phone: phone, text: "您已办理个人社会保险登记，可持居民身份证到任一经办机构办理个人事项。")))]
    }
}
