import Basics
package import Casework
import Records

/// 港澳台居民、外国人参保登记: whom no register shares is registered by their document, so that they can be enrolled.
package enum DocumentRegistration: Matter {
    package static let card = MatterCard(
        slug: "document-registration",
        name: "港澳台居民、外国人参保登记",
        summary: "为没有居民身份证的职工登记身份信息、确定社会保障号码，登记后即可办理增员。",
        applicants: [.employer],
        right: .staff,
        legalBases: [
            LegalBasis("社会保险法", "第五十八条", "用人单位自用工之日起三十日内为职工申请办理社会保险登记"),
            hongKongMacauTaiwanRule, foreignRule,
        ],
        materials: [documentPage, workPermitPage, contractPage],
        steps: ["填写证件和人员信息", "上传证件", "提交并等待审核", "登记后继续办理增员"],
        conditions: ["职工持有在有效期内的港澳台居民或者外国人身份证件。", "证件没有登记过，出生日期与证件号码一致。"],
        occasions: [hongKongMacauTaiwan: "港澳台居民", foreign: "外国人", passport: "持外国护照的"],
        searchWords: ["外籍员工", "外国员工", "港澳台员工", "护照"])

    package static let form = Form([
        Form.Section(
            "身份证件",
            [
                documentKind.definition, documentNumber.definition, documentCountry.definition,
                validThrough.definition, workPermit.definition,
            ]),
        Form.Section(
            "人员信息",
            [name.definition, latinName.definition, sex.definition, bornOn.definition, phone.definition]),
    ])

    static let hongKongMacauTaiwan: Situation = "hong-kong-macau-taiwan"
    static let foreign: Situation = "foreign"
    /// By passport: the country stands beside the number, and working needs a permit.
    static let passport: Situation = "passport"

    package static func situations(of application: Application, knowing facts: Facts) -> Set<Situation> {
        guard let kind = application[documentKind] else { return [] }
        if kind == .passport { return [foreign, passport] }
        return kind.isForeign ? [foreign] : [hongKongMacauTaiwan]
    }

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let document = document(of: application) else { return [] }
        return [PersonByDocument(document), PersonByNumber(document.socialSecurityNumber)]
    }

    package static func problems(of application: Application) -> [FieldProblem] {
        guard let kind = application[documentKind] else { return [] }
        return DocumentProblem.of(
            kind, application[documentNumber], of: application[documentCountry], field: documentNumber.key)
            + notLatin(application)
    }

    private static func notLatin(_ application: Application) -> [FieldProblem] {
        guard let name = application[latinName]?.text, !name.unicodeScalars.allSatisfy(isLatin) else { return [] }
        return [FieldProblem(field: latinName.key, sentence: "拉丁字母姓名中有其他文字，请按证件上的拉丁字母填写。")]
    }

    /// Letters of the Latin blocks and their accents; the rest of what a name may hold is the same in all scripts.
    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.properties.isAlphabetic else { return scalar.value != 0x3007 }
        return scalar.value < 0x250 || (0x1E00...0x1EFF).contains(scalar.value)
    }

    static func document(of application: Application) -> IdentityDocument? {
        guard let kind = application[documentKind], kind != .residentCard, let typed = application[documentNumber]
        else { return nil }
        return try? IdentityDocument(kind, typed, of: application[documentCountry])
    }
}
