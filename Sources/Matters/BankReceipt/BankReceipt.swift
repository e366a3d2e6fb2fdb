import Basics
package import Casework
package import Policy
import Records

/// 银行收款登记: the bank reports money that came in by deduction, online, at the counter or by remittance; it is booked as
/// tax's receipts are, the plan that it was paid for first.
package enum BankReceipt: Matter {
    package static let card = MatterCard(
        slug: "bank-receipt",
        name: "银行收款登记",
        summary: "银行传来扣款、网银缴费、柜台刷卡或汇款的到账信息，先记入所缴的缴费计划，再按费款所属期先后记账；无法对应的款项列入待分配。",
        applicants: [.partner],
        legalBases: [
            LegalBasis("社会保险费征缴暂行条例", "第六条", "社会保险费可以由税务机关征收，也可以由社会保险经办机构征收"),
            LegalBasis("社会保险法", "第六十一条", "征收机构应当依法按时足额征收社会保险费"),
        ],
        steps: ["接收银行收款信息", "核对订单、附言和缴费单位", "分配到缴费计划", "记入基金和个人账户，出具凭证和回单"])

    package static let form = Form([
        Form.Section(
            "到账信息",
            [
                number.definition, way.definition, amount.definition, paidOn.definition, paidAt.definition,
                payerName.definition, payerAccount.definition, payeeAccount.definition,
            ]),
        Form.Section(
            "用途", [orderNumber.definition, creditCode.definition, remark.definition, enteredPlan.definition]),
    ])

    static let number = Field<String>("number", "银行流水号", control: .text(maxLength: 40))
    static let way = Field<PaymentWay>("way", "缴款方式")
    static let amount = Field<AmountReceived>("amount", "到账金额（元）")
    static let paidOn = Field<Day>("paidOn", "到账日期")
    static let paidAt = Field<String>("paidAt", "到账时间", control: .text(maxLength: 8))
    static let payerName = Field<String>("payerName", "付款人", control: .text(maxLength: 100))
    static let payerAccount = Field<String>("payerAccount", "付款账号", control: .text(maxLength: 32))
    static let payeeAccount = Field<String>("payeeAccount", "收款账号", control: .text(maxLength: 32))
    static let orderNumber = Field<String>("orderNumber", "指令或订单号", control: .text(maxLength: 40), isRequired: false)
    static let creditCode = Field<String>("creditCode", "统一社会信用代码", control: .text(maxLength: 18), isRequired: false)
    static let remark = Field<String>("remark", "附言", control: .text(maxLength: 200), isRequired: false)

    /// Of a card payment that a teller has entered: the plan that it is for.
    static let enteredPlan = Field<String>(
        "enteredPlan", "柜员登记的缴费计划", control: .text(maxLength: 40), isRequired: false)

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        var needed: FactsNeeded = []
        if let number = application[number] { needed = needed + [ReceiptByNumber(number)] }
        if let order = application[orderNumber] { needed = needed + [OrderByNumber(order)] }
        if let code = application[creditCode] { needed = needed + [EmployerByCreditCode(code)] }
        return needed + FactsNeeded(planNumbers(in: application).map { PlanByNumber($0) })
    }

    package static func furtherFactsNeeded(for application: Application, knowing facts: Facts) -> FactsNeeded {
        payer(of: application, facts).map {
            [OpenPlansOfEmployer($0), EmployerOnRecord($0), DeductionOfEmployer($0)]
        } ?? []
    }

    /// Plan numbers that a payer may have written among other words, at most three of them; first the one that a teller knows.
    private static func planNumbers(in application: Application) -> [String] {
        let entered = [application[enteredPlan]].compactMap(\.self)
        guard let remark = application[remark] else { return entered }
        let words = remark.uppercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return entered
            + words.filter { (6...40).contains($0.utf8.count) && $0.utf8.first == 0x4A }.prefix(3).map(String.init)
    }

    private static func order(of application: Application, _ facts: Facts) -> PaymentOrder? {
        application[orderNumber].flatMap { facts[OrderByNumber($0)] }
    }

    private static func named(in application: Application, _ facts: Facts) -> ContributionPlan? {
        planNumbers(in: application).lazy.compactMap { facts[PlanByNumber($0)] }.first
    }

    /// Whose order or plan it was paid for; where none is named, the employer whose code came with it.
    private static func payer(of application: Application, _ facts: Facts) -> EmployerId? {
        order(of: application, facts)?.employer ?? named(in: application, facts)?.employer
            ?? application[creditCode].flatMap { facts[EmployerByCreditCode($0)]?.id }
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        try received(application, facts, rules)?.refusals(facts, on: rules.today, toldBy: .bank) ?? []
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let received = try received(application, facts, rules) else {
            preconditionFailure("decided without the fields that the form requires")
        }
        let booked = received.booked(to: received.payer.map { facts[OpenPlansOfEmployer($0)] } ?? [])
        let phone = received.payer.flatMap { facts[DeductionOfEmployer($0)].agreement?.phone }
        return Decision(
            outcomes: try booked.bankOutcomes(
                of: received.payer.flatMap { facts[EmployerOnRecord($0)] }, order: order(of: application, facts),
                phone: phone, under: rules),
            statement: booked.statement)
    }

    private static func received(
        _ application: Application, _ facts: Facts, _ rules: Rules
    ) throws(PolicyGap) -> MoneyReceived? {
        guard let number = application[number], let amount = application[amount]?.money,
            let paidOn = application[paidOn], let way = application[way], let payerName = application[payerName]
        else { return nil }
        let order = order(of: application, facts)
        return MoneyReceived(
            number: number, amount: amount, paidOn: paidOn, payer: payer(of: application, facts),
            region: application.region, named: order?.plan ?? named(in: application, facts)?.id,
            slip: ReceiptSlip(
                way: way, order: order?.id, payerName: payerName, payerAccount: application[payerAccount],
                payeeAccount: application[payeeAccount], paidAt: application[paidAt],
                deliveredOn: try rules.slipDay(after: rules.today)))
    }
}
