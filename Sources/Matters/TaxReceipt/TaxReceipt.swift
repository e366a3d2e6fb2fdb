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
        received(application, facts)?.refusals(facts, on: rules.today, toldBy: .tax) ?? []
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let received = received(application, facts) else {
            preconditionFailure("decided without the fields that the form requires")
        }
        let booked = received.booked(to: payer(of: application, facts).map { facts[OpenPlansOfEmployer($0)] } ?? [])
        return Decision(outcomes: booked.outcomes, statement: booked.statement)
    }

    private static func received(_ application: Application, _ facts: Facts) -> MoneyReceived? {
        guard let number = application[number], let amount = application[amount]?.money,
            let paidOn = application[paidOn]
        else { return nil }
        return MoneyReceived(
            number: number, amount: amount, paidOn: paidOn, payer: payer(of: application, facts),
            region: application.region)
    }
}
