import Basics
package import Casework
package import Policy
import Records

extension DocumentRegistration {
    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let document = document(of: application) else { return [] }
        return registeredAlready(document, facts) + expired(application, rules) + notBornYet(application, rules)
            + differs(application, from: document)
    }

    private static func registeredAlready(_ document: IdentityDocument, _ facts: Facts) -> [Refusal] {
        if facts[PersonByDocument(document)] != nil {
            return [
                Refusal(
                    "registeredAlready", field: documentNumber.key, "该证件已经登记过，无需重复登记。",
                    remedy: "请直接办理“\(StaffEnrolment.card.name)”。")
            ]
        }
        guard facts[PersonByNumber(document.socialSecurityNumber)] != nil else { return [] }
        return [
            Refusal(
                "numberTaken", field: documentNumber.key, "该证件对应的社会保障号码\(document.socialSecurityNumber)已有其他证件登记。",
                remedy: "请携带新旧证件到经办窗口核实。")
        ]
    }

    private static func expired(_ application: Application, _ rules: Rules) -> [Refusal] {
        guard let validThrough = application[validThrough], validThrough < rules.today else { return [] }
        return [
            Refusal(
                "documentExpired", field: self.validThrough.key, "证件已于\(validThrough.chinese)到期。", remedy: "请换领证件后再申请。",
                basis: application[documentKind]?.isForeign == true ? foreignRule : hongKongMacauTaiwanRule)
        ]
    }

    private static func notBornYet(_ application: Application, _ rules: Rules) -> [Refusal] {
        guard let born = application[bornOn], born >= rules.today else { return [] }
        return [
            Refusal(
                "notBornYet", field: bornOn.key, "出生日期应当早于今天（\(rules.today.chinese)）。", remedy: "请对照证件填写出生日期。")
        ]
    }

    /// What the number says of its holder stands on the document too.
    private static func differs(_ application: Application, from document: IdentityDocument) -> [Refusal] {
        var refusals: [Refusal] = []
        if let born = document.bornOn, let typed = application[bornOn], born != typed {
            refusals.append(
                Refusal(
                    "birthDiffers", field: bornOn.key, "出生日期与证件号码中的\(born.chinese)不一致。", remedy: "请对照证件核对号码和出生日期。"))
        }
        if let isMale = document.isMale, let typed = application[sex], (typed == .male) != isMale {
            refusals.append(
                Refusal("sexDiffers", field: sex.key, "性别与证件号码不一致。", remedy: "请对照证件核对号码和性别。"))
        }
        return refusals
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let employer = application.applicant.employer, let document = document(of: application),
            let name = application[name], let sex = application[sex], let bornOn = application[bornOn]
        else { preconditionFailure("decided without the fields that the form requires") }
        let held = HeldDocument(
            document, validThrough: application[validThrough], latinName: application[latinName]?.text ?? "",
            workPermit: document.kind == .passport ? application[workPermit] ?? "" : "")
        let number = document.socialSecurityNumber
        let registration = PersonRegistration(
            number: number, name: name.text, sex: sex, bornOn: bornOn,
            household: document.kind.isForeign ? .foreign : .hongKongMacauTaiwan, ethnicity: "",
            phone: application[phone]?.text, document: held)
        let enrolment = enrolmentAnswers(document, name)
        return Decision(
            outcomes: [
                .registerPerson(registration),
                .remind(
                    ToDo(
                        toEnrol(number, by: employer), sentence: "\(name.text)已登记为参保人，请继续办理增员。", dueOn: nil,
                        matter: StaffEnrolment.card.slug, answers: enrolment)),
                .suggest(
                    LinkedMatter(slug: StaffEnrolment.card.slug, reason: "为\(name.text)办理增员", answers: enrolment)),
            ],
            statement: [
                .fields(
                    heading: "参保人登记",
                    [
                        Paper.Field("姓名", name.text), Paper.Field("社会保障号码", number),
                        Paper.Field("证件类型", document.kind.chinese), Paper.Field("证件号码", document.number),
                        Paper.Field("国家（地区）", document.country?.chinese ?? ""),
                        Paper.Field("拉丁字母姓名", held.latinName), Paper.Field("性别", sex.chinese),
                        Paper.Field("出生日期", bornOn.chinese),
                        Paper.Field("证件有效期至", held.validThrough?.chinese ?? ""),
                        Paper.Field("外国人工作许可证编号", held.workPermit),
                    ].filter { !$0.value.isEmpty }), .paragraph(numberRule(of: document)),
            ])
    }

    /// How the social security number came about.
    private static func numberRule(of document: IdentityDocument) -> String {
        switch document.kind {
        case .residentCard, .residencePermit: "居住证上的18位号码即为社会保障号码。"
        case .permanentResidence, .passport: "社会保障号码由国家代码、一位预留位（默认为0）和证件号码组成。"
        case .mainlandPermit, .taiwanPermit:
            "没有办理居住证的，社会保障号码比照外国人编制规则，由地区代码、一位预留位（默认为0）和通行证号码组成（本平台的设定，待经办机构确认）。以后办理居住证的，请及时变更。"
        }
    }

    private static func enrolmentAnswers(_ document: IdentityDocument, _ name: PersonName) -> Answers {
        var answers: Answers = [
            StaffEnrolment.documentKind.key: document.kind.rawValue,
            StaffEnrolment.documentNumber.key: document.number, StaffEnrolment.name.key: name.text,
        ]
        if document.kind.asksForCountry {
            answers[StaffEnrolment.documentCountry.key] = document.country?.letters ?? ""
        }
        return answers
    }

    private static func toEnrol(_ number: String, by employer: EmployerId) -> ToDo.Key {
        ToDo.Key(.employer(employer), kind: "registered-person", subject: number)
    }

    /// What follows here from an enrolment: nobody has to be reminded of it any more.
    static func enrolled(_ number: String, by employer: EmployerId, _ application: Application) -> [Outcome] {
        StaffEnrolment.hasResidentCard(application) ? [] : [.settle(toEnrol(number, by: employer))]
    }
}
