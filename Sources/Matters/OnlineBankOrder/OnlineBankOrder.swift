import Basics
package import Casework
package import Policy
import Records

/// 网银缴费订单: the employer asks for an order over what a plan lacks, and pays it at its online bank.
package enum OnlineBankOrder: Matter {
    package static let card = MatterCard(
        slug: "online-bank-order",
        name: "网银缴费订单",
        summary: "为待缴的缴费计划生成网银缴费订单，可以一次为几份计划生成，在有效期内登录单位网上银行支付；银行传来到账信息后自动入账。",
        applicants: [.employer],
        right: .contributions,
        legalBases: [
            LegalBasis("社会保险费征缴暂行条例", "第六条", "社会保险费可以由税务机关征收，也可以由社会保险经办机构征收"),
            LegalBasis("社会保险法", "第六十条", "用人单位应当自行申报、按时足额缴纳社会保险费"),
        ],
        steps: ["选择缴费计划", "核对金额和有效期", "生成订单", "登录单位网上银行支付"],
        conditions: ["本统筹区开通网银缴费。", "缴费计划是本单位的，尚未缴清，也没有正在扣款或者等待支付的订单。"])

    package static let form = Form([Form.Section("缴费计划", [planNumber.definition])])

    static let planNumber = Field<PlanNumbers>("planNumber", "缴费计划号", hint: "在缴费计划页面上可以直接生成；几份计划之间用空格或顿号分开")

    /// For how many plans orders can be had in one act.
    package static var plansAtOnce: Int { PlanNumbers.limit }

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let employer = application.applicant.employer else { return [] }
        return [EmployerOnRecord(employer), OpenPlansOfEmployer(employer), OpenOrdersOfEmployer(employer)]
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let employer = application.applicant.employer, let asked = application[planNumber]?.numbers else {
            return []
        }
        return [try rules.closed(.onlineBank)].compactMap(\.self) + asked.flatMap { refusals(of: $0, employer, facts) }
    }

    private static func refusals(of number: String, _ employer: EmployerId, _ facts: Facts) -> [Refusal] {
        guard let plan = plan(number, of: employer, facts) else { return [.notPayable(number, field: planNumber.key)] }
        return facts[OpenOrdersOfEmployer(employer)].filter { $0.plan == plan.plan.id }.compactMap { order in
            if order.way == .deduction {
                return order.status == .sent ? .deductionUnderWay(order, field: planNumber.key) : nil
            }
            return Refusal(
                "orderedAlready", field: planNumber.key,
                "计划\(number)已有未支付的网银缴费订单\(order.number)（\(order.amount)元，有效期至\(order.dueOn.chinese)）。",
                remedy: "请登录单位网上银行支付该订单，或者在计划页面取消后重新生成。")
        }
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let id = application.applicant.employer, let employer = facts[EmployerOnRecord(id)] else {
            preconditionFailure("decided without an employer")
        }
        let plans = (application[planNumber]?.numbers ?? []).compactMap { plan($0, of: id, facts) }
        let announced = facts[OpenOrdersOfEmployer(id)].filter { order in
            order.way == .deduction && order.status == .announced && plans.contains { $0.plan.id == order.plan }
        }
        var orders: [PaymentOrdering] = []
        for plan in plans {
            orders.append(
                PaymentOrdering(
                    way: .onlineBank, employer: id, region: application.region, plan: .onRecord(plan.plan.id),
                    amount: plan.outstanding, dueOn: try rules.orderExpiry(plan.plan)))
        }
        return Decision(
            outcomes: announced.map { .closeOrder(OrderClosing($0.id, .cancelled, because: "已改用网银缴费。")) }
                + orders.map { .order($0) },
            statement: [
                .fields(heading: "缴款单位", [Paper.Field("缴款单位", employer.name)]), table(of: orders, plans),
                .paragraph("请在有效期内登录本单位的网上银行，在待支付订单中支付，每份计划一份订单。订单支付前计划仍为待缴；过期未支付的，订单自动失效，可以重新生成。"),
            ] + announced.map { .paragraph("原定\($0.dueOn.chinese)对计划\($0.planNumber)的自动扣款取消，改用本订单缴费。") })
    }

    private static func table(of orders: [PaymentOrdering], _ plans: [OpenPlan]) -> Paper.Part {
        let rows = zip(plans, orders).map { plan, order in
            [plan.plan.number, plan.plan.period.chinese, order.dueOn.chinese, order.amount.description]
        }
        return .table(
            heading: "网银缴费订单",
            Paper.Table(
                columns: [
                    Paper.Column("缴费计划", weight: 4), Paper.Column("费款所属期", .centre, weight: 2),
                    Paper.Column("有效期至", .centre, weight: 3), Paper.Column("订单金额（元）", .trailing, weight: 3),
                ], rows: rows,
                total: rows.count > 1 ? ["合计", "", "", orders.map(\.amount).total.description] : nil))
    }

    private static func plan(_ number: String, of employer: EmployerId, _ facts: Facts) -> OpenPlan? {
        facts[OpenPlansOfEmployer(employer)].first { $0.plan.number == number && $0.outstanding > .zero }
    }
}
