import Basics
package import Casework
package import Policy
import Records

/// 银行扣款协议终止: no deduction follows; the bank is told.
package enum DeductionAgreementEnd: Matter {
    package static let card = MatterCard(
        slug: "deduction-agreement-end",
        name: "银行扣款协议终止",
        summary: "终止本单位与银行的委托扣款协议，当日生效并告知银行；此后的缴费计划改用其他方式缴纳。",
        applicants: [.employer],
        right: .contributions,
        legalBases: [LegalBasis("社会保险法", "第六十条", "用人单位应当自行申报、按时足额缴纳社会保险费")],
        steps: ["选择终止原因", "核对协议", "确认终止"],
        conditions: ["本单位有正在生效的扣款协议。"])

    package static let form = Form([Form.Section("终止", [reason.definition])])

    static let reason = Field<EndReason>("reason", "终止原因")

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let employer = application.applicant.employer else { return [] }
        return [EmployerOnRecord(employer), DeductionOfEmployer(employer), OpenOrdersOfEmployer(employer)]
    }

    package static func remarks(on application: Application, knowing facts: Facts) -> [Remark] {
        guard let employer = application.applicant.employer,
            let agreement = facts[DeductionOfEmployer(employer)].agreement
        else { return [] }
        return [
            Remark(
                "现行协议：协议号\(agreement.agreementNumber)，\(agreement.account.branch)，账号\(agreement.account.number.masked)。"
            )
        ]
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let employer = application.applicant.employer else { return [] }
        if facts[DeductionOfEmployer(employer)].agreement == nil {
            return [Refusal("noAgreement", "本单位没有生效的银行扣款协议。", remedy: "无需办理终止；申请还在等待银行反馈的，请在“我的办件”中撤回。")]
        }
        guard let order = deductions(of: employer, facts).first(where: { $0.status == .sent }) else { return [] }
        return [
            Refusal(
                "deductionUnderWay", "扣款指令\(order.number)（\(order.amount)元）已发送银行，正在等待结果。",
                remedy: "请在收到扣款结果后再办理终止。")
        ]
    }

    private static func deductions(of employer: EmployerId, _ facts: Facts) -> [PaymentOrder] {
        facts[OpenOrdersOfEmployer(employer)].filter { $0.way == .deduction }
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let id = application.applicant.employer, let employer = facts[EmployerOnRecord(id)],
            let agreement = facts[DeductionOfEmployer(id)].agreement, let reason = application[reason]
        else { preconditionFailure("decided without an agreement in force") }
        let announced = deductions(of: id, facts)
        return Decision(
            outcomes: announced.map { .closeOrder(OrderClosing($0.id, .cancelled, because: "扣款协议已终止。")) } + [
                .endDeduction(DeductionEnding(agreement: agreement.id, employer: id)),
                .tell(
                    .agreementEnd(
                        AgreementEnd(
                            agreementNumber: agreement.agreementNumber, creditCode: employer.creditCode,
                            endedOn: rules.today))),
            ],
            statement: [
                .fields(
                    heading: "终止的协议",
                    [
                        Paper.Field("单位", employer.name), Paper.Field("协议号", agreement.agreementNumber),
                        Paper.Field("账号", agreement.account.number.masked),
                        Paper.Field("开户银行", agreement.account.branch),
                        Paper.Field("终止日期", rules.today.chinese), Paper.Field("终止原因", reason.chinese),
                    ])
            ]
                + announced.map {
                    .paragraph("原定\($0.dueOn.chinese)对缴费计划\($0.planNumber)的扣款（\($0.amount)元）取消。")
                } + [
                    .paragraph("自终止之日起不再发送扣款指令。尚未缴清的缴费计划，请在缴费期限内用其他方式缴纳。")
                ])
    }
}

enum EndReason: String, CaseIterable, FieldValue {
    case accountChanges, otherWay, other

    static var control: FieldControl { .choice(allCases.map { Choice($0.rawValue, $0.chinese) }) }

    var chinese: String {
        switch self {
        case .accountChanges: "更换扣款账户"
        case .otherWay: "改用其他缴费方式"
        case .other: "其他原因"
        }
    }
}
