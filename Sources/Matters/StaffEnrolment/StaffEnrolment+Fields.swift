import Basics
import Casework
import Records

extension StaffEnrolment {
    static let documentKind = Field<IdentityDocument.Kind>(
        "documentKind", "证件类型", isRequired: false, initial: IdentityDocument.Kind.residentCard.rawValue)
    static let number = Field<CitizenNumber>(
        "number", "社会保障号码", hint: "18位公民身份号码，末位可能是字母X", in: [residentCard])
    static let documentNumber = Field<String>(
        "documentNumber", "证件号码", hint: "按所选证件填写；通行证的换证次数可不填", control: .text(maxLength: 30),
        in: [otherDocument])
    static let documentCountry = Field<CountryCode>(
        "documentCountry", "护照签发国家（地区）", hint: "按三位字母代码排列", in: [passport])
    static let name = Field<PersonName>("name", "姓名", hint: "与身份证件一致；已参保人员可不填")
    static let household = ResidentIdentity.household(in: [personOnRecord])
    static let ethnicity = ResidentIdentity.ethnicity(in: [personOnRecord])
    static let phone = Field<MobileNumber>("phone", "手机号码", hint: "用于接收本人参保信息", isRequired: false)

    static let work = Field<WorkKind>(
        "work", "用工形式", hint: "不选的，按全日制办理；兼职指已由其他单位参保缴费的人员", isRequired: false)
    static let beganOn = Field<Day>("beganOn", "用工起始日期", hint: "实际建立劳动关系的日期")
    static let occupation = Field<String>(
        "occupation", "岗位（工种）", hint: "例如：会计", control: .text(maxLength: 30))
    static let contractTerm = Field<LabourContract.Term>("contractTerm", "劳动合同期限")
    static let contractEndsOn = Field<Day>("contractEndsOn", "劳动合同终止日期", in: [fixedTerm])

    static let wage = Field<Money>(
        "wage", "月缴费工资（元）", hint: "本人上年度月平均工资；新参加工作的，填首月工资")
}
