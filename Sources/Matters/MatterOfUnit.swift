import Basics
import Casework
import Policy
import Records

/// A matter that registers what a unit is (登记事项); its fields are the same in each of them.
protocol MatterOfUnit: Matter {}

extension MatterOfUnit {
    static var name: Field<String> { Field("name", "单位名称", hint: "与营业执照或登记证书一致") }
    static var kind: Field<UnitKind> { Field("kind", "单位类型") }
    static var address: Field<String> {
        Field("address", "住所", hint: "与营业执照或登记证书一致", control: .text(maxLength: 200))
    }
    static var headName: Field<PersonName> { Field("headName", "法定代表人（负责人）姓名") }
    static var industry: Field<Industry> { Field("industry", "所属行业", hint: "按主要经营（业务）活动选择，决定工伤保险基准费率") }
    static var contactName: Field<PersonName> { Field("contactName", "社保联系人姓名", hint: "经办机构就参保缴费事宜联系的人") }
    static var contactPhone: Field<MobileNumber> { Field("contactPhone", "社保联系人手机", hint: "办理结果和缴费提醒发到这个号码") }
    static var account: Field<BankAccountNumber> { Field("account", "银行账号", isRequired: false) }

    /// Without a class there is no rate: the region's policy says which trade is of which.
    static func unclassified(_ industry: Industry, _ rules: Rules) throws(PolicyGap) -> [Refusal] {
        let classes = try rules.policy.value(.injuryClasses, on: rules.today, askedBy: card.name)
        guard classes.value.entries[industry.code] == nil else { return [] }
        return [
            Refusal(
                "unclassified", field: self.industry.key, "本统筹区的政策没有载明“\(industry.name)”的工伤保险行业风险类别。",
                remedy: "请联系参保地经办机构核定行业风险类别后再办理。")
        ]
    }
}
