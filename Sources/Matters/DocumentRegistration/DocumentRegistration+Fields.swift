import Basics
import Casework
import Records

extension DocumentRegistration {
    static let documentKind = Field<IdentityDocument.Kind>(
        "documentKind", "证件类型",
        control: .choice(
            IdentityDocument.Kind.allCases.filter { $0 != .residentCard }.map { Choice($0.rawValue, $0.chinese) }))
    static let documentNumber = Field<String>(
        "documentNumber", "证件号码", hint: "按所选证件填写；办有居住证的，请选居住证", control: .text(maxLength: 30))
    static let documentCountry = Field<CountryCode>(
        "documentCountry", "护照签发国家（地区）", hint: "按三位字母代码排列", in: [passport])
    static let validThrough = Field<Day>("validThrough", "证件有效期至", hint: "按证件填写")
    static let workPermit = Field<String>(
        "workPermit", "外国人工作许可证编号", control: .text(maxLength: 30), in: [passport])

    static let name = Field<PersonName>("name", "姓名", hint: "与证件一致；证件上有中文姓名的填中文姓名")
    static let latinName = Field<PersonName>(
        "latinName", "拉丁字母姓名", hint: "按证件填写，例如：CHAN TAI MAN", isRequired: false)
    static let sex = Field<Sex>("sex", "性别")
    static let bornOn = Field<Day>("bornOn", "出生日期")
    static let phone = Field<MobileNumber>("phone", "手机号码", hint: "用于接收本人参保信息", isRequired: false)

    static let hongKongMacauTaiwanRule = LegalBasis(
        "香港澳门台湾居民在内地（大陆）参加社会保险暂行办法", "第二条、第三条", "用人单位招用港澳台居民，持其有效证件和劳动合同等办理社会保险登记")
    static let foreignRule = LegalBasis(
        "在中国境内就业的外国人参加社会保险暂行办法", "第二条、第三条", "依法获得就业证件和居留证件，或者持永久居留证件在境内就业的外国人，应当参加各项职工社会保险")

    private static let identityBasis = LegalBasis(
        "社会保险经办条例", "第三十一条", "办理社会保险事务可以要求提供身份证件")

    static let documentPage = MaterialDefinition(
        key: "document", name: "身份证件（资料页）", hint: "居住证、通行证、永久居留证两面拍在一起；护照拍资料页",
        legalBasis: identityBasis)
    static let workPermitPage = MaterialDefinition(
        key: "workPermit", name: "外国人工作许可证件", hint: "持永久居留证件的不需要", legalBasis: foreignRule,
        situations: [passport])
    static let contractPage = MaterialDefinition(
        key: "contract", name: "劳动合同或聘用合同", hint: "首页和签字页", legalBasis: hongKongMacauTaiwanRule,
        situations: [hongKongMacauTaiwan])
}
