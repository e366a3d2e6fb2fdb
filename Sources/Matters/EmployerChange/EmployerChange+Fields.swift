import Basics
import Casework
import Records

extension EmployerChange {
    /// What the register shares of it stays with the record and is not shown whole.
    static let headNumber = Field<HeadDocument>(
        "headNumber", "法定代表人（负责人）证件号码", hint: "居民身份证、居住证或护照号码", in: [headUnconfirmed])
    static let foundedOn = Field<Day>("foundedOn", "成立（登记）日期", hint: "营业执照或登记证书上的成立日期", in: [recordMissing])
    static let authority = Field<String>(
        "authority", "登记机关", hint: "营业执照或登记证书上盖章的机关", control: .text(maxLength: 60), in: [recordMissing])
    static let changedOn = Field<Day>(
        "changedOn", "变更日期", hint: "登记机关核准变更的日期；同时变更几项的，填写最早的一项", in: [changeUnconfirmed])
    static let place = Field<String>(
        "place", "经营（办公）地点", hint: "与住所相同的，填写住所", control: .text(maxLength: 200), isRequired: false)
    static let bank = Field<String>("bank", "开户银行", hint: "写明支行", control: .text(maxLength: 60), isRequired: false)

    static let licence = MaterialDefinition(
        key: "licence", name: "变更后的营业执照（正本或副本）", hint: "照片清晰、四角完整，能看清变更后的内容",
        legalBasis: LegalBasis("社会保险法", "第五十七条", "用人单位凭营业执照、登记证书或者单位印章办理社会保险登记，登记事项变更的办理变更登记"),
        situations: [licenceUnconfirmed])
    static let certificate = MaterialDefinition(
        key: "certificate", name: "变更后的登记证书，或登记管理机关准予变更的文件", hint: "如事业单位法人证书、社会团体法人登记证书、民办非企业单位登记证书",
        legalBasis: LegalBasis("社会保险法", "第五十七条", "用人单位凭营业执照、登记证书或者单位印章办理社会保险登记，登记事项变更的办理变更登记"),
        situations: [certificateUnconfirmed])
    static let headIdentity = MaterialDefinition(
        key: "headIdentity", name: "新任法定代表人（负责人）身份证件", hint: "有照片和号码的一面",
        legalBasis: LegalBasis("社会保险经办条例", "第三十一条", "办理社会保险事务可以要求提供身份证件"),
        situations: [headUnconfirmed])
}
