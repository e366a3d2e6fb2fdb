import Basics
package import Casework
package import Policy
import Records

/// 网银缴费订单取消: an order that is not paid is not to be paid any more; the bank is told. A payment that was on its way
/// is booked as ever.
package enum OnlineBankOrderCancellation: Matter {
    package static let card = MatterCard(
        slug: "online-bank-order-cancellation",
        name: "网银缴费订单取消",
        summary: "取消一份尚未支付的网银缴费订单，当场生效并告知银行；此后可以重新生成订单，或者改用其他方式缴费。",
        applicants: [.employer],
        right: .contributions,
        legalBases: [LegalBasis("社会保险法", "第六十条", "用人单位应当自行申报、按时足额缴纳社会保险费")],
        steps: ["选择未支付的订单", "核对金额", "确认取消"],
        conditions: ["订单尚未支付，也没有过期。"])

    package static let form = Form([Form.Section("订单", [orderNumber.definition])])

    static let orderNumber = Field<String>("orderNumber", "订单号", hint: "在缴费计划页面上可以直接取消", control: .text(maxLength: 40))

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let employer = application.applicant.employer else { return [] }
        return [EmployerOnRecord(employer), OpenOrdersOfEmployer(employer)]
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let employer = application.applicant.employer, let number = application[orderNumber],
            order(number, of: employer, facts) == nil
        else { return [] }
        return [
            Refusal(
                "notOpen", field: orderNumber.key, "本单位没有编号为\(number)的待支付网银缴费订单。",
                remedy: "请核对订单号；已支付的订单不能取消，过期的已自动失效，无需取消。")
        ]
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let id = application.applicant.employer, let employer = facts[EmployerOnRecord(id)],
            let number = application[orderNumber], let order = order(number, of: id, facts)
        else { preconditionFailure("decided without an order that is open") }
        return Decision(
            outcomes: [
                .closeOrder(OrderClosing(order.id, .cancelled, because: "单位取消。")),
                .tell(
                    .orderCancelled(
                        OrderCancellation(
                            orderNumber: number, creditCode: employer.creditCode, cancelledOn: rules.today))),
            ],
            statement: [
                .fields(
                    heading: "取消的订单",
                    [
                        Paper.Field("缴款单位", employer.name), Paper.Field("订单号", number),
                        Paper.Field("缴费计划", order.planNumber), Paper.Field("订单金额（元）", order.amount.description),
                        Paper.Field("原有效期至", order.dueOn.chinese),
                    ]),
                .paragraph("取消后缴费计划仍为待缴，请在缴费期限内用其他方式缴纳，或者重新生成订单。取消前已经支付、到账信息还在途中的，到账后照常入账，无需重复缴纳。"),
            ])
    }

    private static func order(_ number: String, of employer: EmployerId, _ facts: Facts) -> PaymentOrder? {
        facts[OpenOrdersOfEmployer(employer)].first { $0.number == number && $0.way == .onlineBank }
    }
}
