import Basics
package import Casework
package import Policy
import Records

/// 网银缴费订单: the employer asks for an order over what a plan lacks, and pays it at its online bank.
package enum OnlineBankOrder: Matter {
    package static let card = MatterCard(
        slug: "online-bank-order",
        name: "网银缴费订单",
        summary: "为一份待缴的缴费计划生成网银缴费订单，在有效期内登录单位网上银行支付；银行传来到账信息后自动入账。",
        applicants: [.employer],
        right: .contributions,
        legalBases: [
            LegalBasis("社会保险费征缴暂行条例", "第六条", "社会保险费可以由税务机关征收，也可以由社会保险经办机构征收"),
            LegalBasis("社会保险法", "第六十条", "用人单位应当自行申报、按时足额缴纳社会保险费"),
        ],
        steps: ["选择缴费计划", "核对金额和有效期", "生成订单", "登录单位网上银行支付"])

    package static let form = Form([Form.Section("缴费计划", [planNumber.definition])])

    static let planNumber = Field<String>("planNumber", "缴费计划号", hint: "在缴费计划页面上可以直接生成", control: .text(maxLength: 40))

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let employer = application.applicant.employer else { return [] }
        return [EmployerOnRecord(employer), OpenPlansOfEmployer(employer), OpenOrdersOfEmployer(employer)]
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let employer = application.applicant.employer, let planNumber = application[planNumber] else { return [] }
        var refusals = [try rules.closed(.onlineBank)].compactMap(\.self)
        guard let plan = plan(planNumber, of: employer, facts) else {
            return refusals + [.notPayable(planNumber, field: Self.planNumber.key)]
        }
        let orders = facts[OpenOrdersOfEmployer(employer)].filter { $0.plan == plan.plan.id }
        if let order = orders.first(where: { $0.way == .onlineBank }) {
            refusals.append(
                Refusal(
                    "orderedAlready", field: Self.planNumber.key,
                    "该计划已有未支付的网银缴费订单\(order.number)（\(order.amount)元，有效期至\(order.dueOn.chinese)）。",
                    remedy: "请登录单位网上银行支付该订单；过期后可以重新生成。"))
        }
        if let order = orders.first(where: { $0.way == .deduction && $0.status == .sent }) {
            refusals.append(.deductionUnderWay(order, field: Self.planNumber.key))
        }
        return refusals
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let id = application.applicant.employer, let employer = facts[EmployerOnRecord(id)],
            let number = application[planNumber], let plan = plan(number, of: id, facts)
        else { preconditionFailure("decided without a plan that can be paid") }
        let expiresOn = try rules.orderExpiry(plan.plan)
        let announced = facts[OpenOrdersOfEmployer(id)].filter {
            $0.plan == plan.plan.id && $0.way == .deduction && $0.status == .announced
        }
        return Decision(
            outcomes: announced.map { .closeOrder(OrderClosing($0.id, .cancelled, because: "已改用网银缴费。")) } + [
                .order(
                    PaymentOrdering(
                        way: .onlineBank, employer: id, region: application.region, plan: .onRecord(plan.plan.id),
                        amount: plan.outstanding, dueOn: expiresOn))
            ],
            statement: [
                .fields(
                    heading: "网银缴费订单",
                    [
                        Paper.Field("缴款单位", employer.name), Paper.Field("缴费计划", plan.plan.number),
                        Paper.Field("订单金额（元）", plan.outstanding.description),
                        Paper.Field("有效期至", expiresOn.chinese),
                        Paper.Field("费款所属期", plan.plan.period.chinese),
                    ]),
                .paragraph("请在有效期内登录本单位的网上银行，在待支付订单中支付。订单支付前计划仍为待缴；过期未支付的，订单自动失效，可以重新生成。"),
            ] + (announced.isEmpty ? [] : [.paragraph("原定\(announced[0].dueOn.chinese)的自动扣款取消，改用本订单缴费。")]))
    }

    private static func plan(_ number: String, of employer: EmployerId, _ facts: Facts) -> OpenPlan? {
        facts[OpenPlansOfEmployer(employer)].first { $0.plan.number == number && $0.outstanding > .zero }
    }
}
