import Basics
package import Casework
import Records

extension EmployerRegistration {
    static let foundedOn = Field<Day>("foundedOn", "成立（登记）日期", hint: "营业执照或登记证书上的成立日期")
    static let authority = Field<String>(
        "authority", "登记机关", hint: "营业执照或登记证书上盖章的机关", control: .text(maxLength: 60))
    /// What the register shares of it stays with the register's data and is not shown.
    static let headNumber = Field<HeadDocument>(
        "headNumber", "法定代表人（负责人）证件号码", hint: "居民身份证、居住证或护照号码", in: [unitUnconfirmed])

    static let place = Field<String>(
        "place", "经营（办公）地点", hint: "与住所不同的填写", control: .text(maxLength: 200), isRequired: false)
    static let branch = Field<String>("branch", "参保地经办机构", hint: "单位所在区的经办机构", control: .choice([]))

    static let bank = Field<String>(
        "bank", "开户银行", hint: "写明支行；尚未开户的可以先不填，开户后办理变更", control: .text(maxLength: 60), isRequired: false)

    static let licence = MaterialDefinition(
        key: "licence", name: "营业执照（正本或副本）", hint: "照片清晰、四角完整，能看清统一社会信用代码",
        legalBasis: LegalBasis("社会保险法", "第五十七条", "用人单位凭营业执照、登记证书或者单位印章申请办理社会保险登记"),
        situations: [licenceUnconfirmed])
    static let certificate = MaterialDefinition(
        key: "certificate", name: "登记管理机关出具的文件或其他核准执业证件", hint: "如事业单位法人证书、社会团体法人登记证书、民办非企业单位登记证书",
        legalBasis: LegalBasis("社会保险法", "第五十七条", "用人单位凭营业执照、登记证书或者单位印章申请办理社会保险登记"),
        situations: [certificateUnconfirmed])
    static let headIdentity = MaterialDefinition(
        key: "headIdentity", name: "法定代表人（负责人）身份证件", hint: "有照片和号码的一面",
        legalBasis: LegalBasis("社会保险经办条例", "第三十一条", "办理社会保险事务可以要求提供身份证件"),
        situations: [unitUnconfirmed])
}

extension EmployerRegistration {
    /// What a unit says of itself beside what its register shares.
    package static func answers(
        branch office: String, contact: SharedUnit.Contact?, account: (bank: String, number: String)?
    ) -> Answers {
        var answers = [branch.key: office]
        answers[contactName.key] = contact?.name
        answers[contactPhone.key] = contact?.phone
        answers[bank.key] = account?.bank
        answers[self.account.key] = account?.number
        return answers
    }
}
