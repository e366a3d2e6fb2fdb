import Basics
package import Casework
package import Policy
import Records

/// 缴费到账: the tax department reports money received; it is booked against the employer's plans, the oldest first.
package enum TaxReceipt: Matter {
    package static let card = MatterCard(
        slug: "tax-receipt",
        name: "缴费到账登记",
        summary: "税务部门传来缴费到账信息，按费款所属期先后记入缴费计划；无法对应的款项列入待分配。",
        applicants: [.partner],
        legalBases: [
            LegalBasis("社会保险经办条例", "第八条", "有关部门与社会保险经办机构共享信息"),
            LegalBasis("社会保险法", "第六十一条", "征收机构应当依法按时足额征收社会保险费"),
        ],
        steps: ["接收到账信息", "核对缴费单位", "分配到缴费计划", "记入基金和个人账户"])

    package static let form = Form([
        Form.Section(
            "到账信息",
            [number.definition, creditCode.definition, planNumber.definition, amount.definition, paidOn.definition]
        )
    ])

    static let number = Field<String>("number", "到账凭证号", control: .text(maxLength: 40))
    static let creditCode = Field<String>("creditCode", "统一社会信用代码", control: .text(maxLength: 18))
    static let planNumber = Field<String>("planNumber", "缴费计划号", control: .text(maxLength: 40), isRequired: false)
    static let amount = Field<AmountReceived>("amount", "到账金额（元）")
    static let paidOn = Field<Day>("paidOn", "到账日期")

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        var needed: FactsNeeded = []
        if let number = application[number] { needed = needed + [ReceiptByNumber(number)] }
        if let code = application[creditCode] { needed = needed + [EmployerByCreditCode(code)] }
        if let plan = application[planNumber] { needed = needed + [PlanByNumber(plan)] }
        return needed
    }

    package static func furtherFactsNeeded(for application: Application, knowing facts: Facts) -> FactsNeeded {
        payer(of: application, facts).map { [OpenPlansOfEmployer($0)] } ?? []
    }

    /// The employer that the code names; where the code is not on record, the one whose plan is named.
    private static func payer(of application: Application, _ facts: Facts) -> EmployerId? {
        if let code = application[creditCode], let employer = facts[EmployerByCreditCode(code)] { return employer.id }
        return application[planNumber].flatMap { facts[PlanByNumber($0)]?.employer }
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let number = application[number], let amount = application[amount]?.money,
            let paidOn = application[paidOn]
        else { return [] }
        var refusals: [Refusal] = []
        if let booked = facts[ReceiptByNumber(number)] {
            refusals.append(
                booked.amount == amount && booked.paidOn == paidOn
                    ? Refusal(
                        "bookedAlready", field: Self.number.key, "到账凭证\(number)已登记，不重复记账。", remedy: "无需处理。")
                    : Refusal(
                        "bookedDifferently", field: Self.number.key,
                        "到账凭证\(number)已按\(booked.paidOn.chinese)、\(booked.amount)元登记，与本次传来的金额或日期不同。",
                        remedy: "请税务部门核对后以新的凭证号重新传送差额。"))
        }
        if paidOn > rules.today {
            refusals.append(
                Refusal("paidInFuture", field: Self.paidOn.key, "到账日期晚于今天。", remedy: "请税务部门核对到账日期。"))
        }
        return refusals
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let number = application[number], let amount = application[amount]?.money,
            let paidOn = application[paidOn]
        else { preconditionFailure("decided without the fields that the form requires") }
        let payer = payer(of: application, facts)
        let open = payer.map { facts[OpenPlansOfEmployer($0)] } ?? []
        let allocation = ReceiptAllocation(of: amount, to: open)
        let booking = ReceiptBooking(
            number: number, employer: payer, region: application.region, paidOn: paidOn, amount: amount,
            allocation: allocation, settled: settled(by: allocation, open))
        return Decision(
            outcomes: [.book(booking)] + remainders(after: allocation, open),
            statement: statement(of: booking, open))
    }

    private static func settled(
        by allocation: ReceiptAllocation, _ open: [OpenPlan]
    ) -> [PlanId: [PlanLineTotal]] {
        let whole = Set(allocation.parts.filter(\.settlesPlan).map(\.plan))
        return Dictionary(
            uniqueKeysWithValues: open.filter { whole.contains($0.plan.id) }.map { ($0.plan.id, $0.totals) })
    }

    /// The employer is told what is left of each plan that the money reaches.
    private static func remainders(after allocation: ReceiptAllocation, _ open: [OpenPlan]) -> [Outcome] {
        open.compactMap { open in
            guard let part = allocation.parts.first(where: { $0.plan == open.plan.id }) else { return nil }
            let paid = part.claims.map(\.outstanding).total
            return PlanReminder.remainder(
                of: open.plan, open.outstanding - paid, after: "已到账\(open.plan.received + paid)元")
        }
    }

    private static func statement(of booking: ReceiptBooking, _ open: [OpenPlan]) -> [Paper.Part] {
        let plans = Dictionary(uniqueKeysWithValues: open.map { ($0.plan.id, $0.plan) })
        let rows = booking.allocation.parts.compactMap { part -> [String]? in
            guard let plan = plans[part.plan] else { return nil }
            return [
                plan.number, plan.period.description, part.claims.map(\.outstanding).total.description,
                part.settlesPlan ? "已缴清" : "部分缴纳",
            ]
        }
        var parts: [Paper.Part] = [
            .fields(
                heading: "到账信息",
                [
                    Paper.Field("到账凭证号", booking.number), Paper.Field("到账日期", booking.paidOn.chinese),
                    Paper.Field("到账金额（元）", booking.amount.description),
                    Paper.Field("待分配金额（元）", booking.allocation.unallocated.description),
                ])
        ]
        if !rows.isEmpty {
            parts.append(
                .table(
                    heading: "分配情况",
                    Paper.Table(
                        columns: [
                            Paper.Column("缴费计划", weight: 3), Paper.Column("费款所属期", .centre, weight: 2),
                            Paper.Column("本次到账（元）", .trailing, weight: 2), Paper.Column("状态", .centre, weight: 2),
                        ], rows: rows)))
        }
        if !booking.allocation.unallocated.isZero {
            parts.append(
                .note(booking.employer == nil ? "未找到对应的参保单位，款项列入待分配，由经办人员核查。" : "超出应缴的部分列入待分配，由经办人员与单位核对。"))
        }
        return parts
    }
}

/// What arrived at once. Nobody types it, and a large employer's month is more than anybody would.
struct AmountReceived: FieldValue {
    let money: Money

    static var control: FieldControl { .money }

    static func read(_ text: String) -> Result<AmountReceived, UnreadableAnswer> {
        guard let money = Money(yuanText: text), money > .zero else {
            return .failure(UnreadableAnswer("到账金额应为大于 0 元、最多两位小数的数字。"))
        }
        return .success(AmountReceived(money: money))
    }
}
