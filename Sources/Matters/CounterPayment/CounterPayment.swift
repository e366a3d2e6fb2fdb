package import Basics
package import Casework
package import Policy
import Records

/// 柜台缴费登记: an employer pays a plan by card at the agency's counter; the teller enters what the terminal printed and scans
/// the slip. Which route the case takes is policy: where it is reviewed, nothing is booked before somebody else has compared
/// the slip, or the bank has told of the money itself.
package enum CounterPayment: Matter {
    package static let card = MatterCard(
        slug: "counter-payment",
        name: "柜台缴费登记",
        summary: "单位在经办窗口刷卡缴纳缴费计划，柜员按刷卡凭条登记，凭条核对无误或者银行传来这笔到账后入账并出具缴款凭证，缴款日期按刷卡日期。逾期扣款未成功的，也在柜台缴费。",
        applicants: [.employer], right: .contributions, channels: [.counter],
        legalBases: [
            LegalBasis("社会保险费征缴暂行条例", "第六条", "社会保险费可以由税务机关征收，也可以由社会保险经办机构征收"),
            LegalBasis("社会保险法", "第六十条", "用人单位应当自行申报、按时足额缴纳社会保险费"),
        ],
        materials: [
            MaterialDefinition(
                key: "slip", name: "刷卡凭条", hint: "商户存根联，流水号、日期和金额清晰可见",
                legalBasis: LegalBasis("会计法", "第十四条", "办理经济业务事项必须取得原始凭证；会计人员对原始凭证进行审核"))
        ],
        steps: ["核对待缴的缴费计划", "刷卡", "按凭条登记流水号和金额，扫描凭条", "核对凭条", "入账并出具缴款凭证"],
        conditions: [
            "本统筹区开通柜台缴费。", "缴费计划是本单位的，尚未缴清，也没有正在扣款或者等待支付的订单。", "流水号与凭条一致，没有登记过。",
            "刷卡日期不早于计划生成之日，金额不超过本单位全部待缴金额。",
        ])

    package static let form = Form([
        Form.Section(
            "刷卡凭条", [planNumber.definition, number.definition, amount.definition, paidOn.definition])
    ])

    static let planNumber = Field<String>("planNumber", "缴费计划号", hint: "上面列出的待缴计划之一", control: .text(maxLength: 40))
    static let number = Field<String>("number", "刷卡流水号", hint: "凭条上的参考号，字母、数字或连字符", control: .text(maxLength: 40))
    static let amount = Field<AmountReceived>("amount", "刷卡金额（元）")
    static let paidOn = Field<Day>("paidOn", "刷卡日期")

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        guard let employer = application.applicant.employer else { return [] }
        let booked: FactsNeeded = application[number].map { [ReceiptByNumber($0)] } ?? []
        return [
            EmployerOnRecord(employer), OpenPlansOfEmployer(employer), OpenOrdersOfEmployer(employer),
            DeductionOfEmployer(employer),
        ] + booked
    }

    package static func remarks(on application: Application, knowing facts: Facts) -> [Remark] {
        guard let employer = application.applicant.employer else { return [] }
        let open = facts[OpenPlansOfEmployer(employer)].filter { $0.outstanding > .zero }
        if open.isEmpty { return [Remark("该单位没有待缴的缴费计划。")] }
        return open.map { Remark("待缴：\($0.plan.period.chinese) \($0.plan.number) \($0.outstanding)元。") }
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let employer = application.applicant.employer, let planNumber = application[planNumber],
            let received = try received(application, facts, rules)
        else { return [] }
        var refusals = [try rules.closed(.counter)].compactMap(\.self)
        let open = facts[OpenPlansOfEmployer(employer)]
        if let plan = open.first(where: { $0.plan.id == received.named })?.plan {
            refusals += received.beyond(plan, owed: open.map(\.outstanding).filter { $0 > .zero }.total)
        } else {
            refusals.append(.notPayable(planNumber, field: Self.planNumber.key))
        }
        if !received.number.isDocumentNumber {
            refusals.append(
                Refusal("numberForm", field: number.key, "刷卡流水号只能由字母、数字和连字符组成。", remedy: "请按凭条上的参考号填写。"))
        }
        if let order = facts[OpenOrdersOfEmployer(employer)].first(where: {
            $0.plan == received.named && $0.way == .deduction && $0.status == .sent
        }) {
            refusals.append(.deductionUnderWay(order, field: Self.planNumber.key))
        }
        return refusals + received.refusals(facts, on: rules.today, toldBy: .teller)
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let id = application.applicant.employer, let received = try received(application, facts, rules) else {
            preconditionFailure("decided without the fields that the form requires")
        }
        let booked = received.booked(to: facts[OpenPlansOfEmployer(id)])
        let replaced = facts[OpenOrdersOfEmployer(id)].filter { order in
            booked.paid.contains { $0.plan.plan.id == order.plan && $0.isWhole }
        }
        return Decision(
            outcomes: try booked.bankOutcomes(
                of: facts[EmployerOnRecord(id)], order: nil, phone: facts[DeductionOfEmployer(id)].agreement?.phone,
                under: rules)
                + replaced.map { .closeOrder(OrderClosing($0.id, .cancelled, because: "已在柜台缴清。")) },
            statement: booked.statement)
    }

    /// What was entered, as far as it can be read: for the pages of those who wait for it to be compared.
    package static func entered(in application: Application) -> CardPayment? {
        guard let plan = application[planNumber], let number = application[number],
            let amount = application[amount]?.money, let paidOn = application[paidOn]
        else { return nil }
        return CardPayment(planNumber: plan, number: number, amount: amount, paidOn: paidOn)
    }

    private static func received(
        _ application: Application, _ facts: Facts, _ rules: Rules
    ) throws(PolicyGap) -> MoneyReceived? {
        guard let id = application.applicant.employer, let employer = facts[EmployerOnRecord(id)],
            let number = application[number], let amount = application[amount]?.money,
            let paidOn = application[paidOn]
        else { return nil }
        let named = facts[OpenPlansOfEmployer(id)].first {
            $0.plan.number == application[planNumber] && $0.outstanding > .zero
        }
        return MoneyReceived(
            number: number, amount: amount, paidOn: paidOn, payer: id, region: application.region,
            named: named?.plan.id,
            slip: ReceiptSlip(
                way: .counter, order: nil, payerName: employer.name, payerAccount: nil, payeeAccount: nil, paidAt: nil,
                deliveredOn: try rules.slipDay(after: rules.today)))
    }
}

/// A card payment as a teller entered it.
package struct CardPayment: Hashable, Sendable {
    package let planNumber: String
    /// What the terminal printed as its reference.
    package let number: String
    package let amount: Money
    package let paidOn: Day
}

extension MoneyReceived {
    /// What a teller typed can't be true: nobody pays a plan before it is made, or swipes more than is owed. Only the bank's
    /// own notice may say that more has come.
    fileprivate func beyond(_ plan: ContributionPlan, owed: Money) -> [Refusal] {
        var refusals: [Refusal] = []
        if paidOn < plan.madeOn {
            refusals.append(
                Refusal(
                    "paidBeforePlan", field: CounterPayment.paidOn.key,
                    "刷卡日期早于缴费计划\(plan.number)的生成日期（\(plan.madeOn.chinese)）。", remedy: "请按凭条核对刷卡日期和计划号。"))
        }
        if amount > owed {
            refusals.append(
                Refusal(
                    "moreThanOwed", field: CounterPayment.amount.key,
                    "刷卡金额\(amount)元超过该单位全部待缴的\(owed)元。", remedy: "请按凭条核对金额；确实多刷的，撤销刷卡后按待缴金额重刷。"))
        }
        return refusals
    }
}

extension String {
    /// Letters, digits and hyphens, as the bank numbers what it moves.
    fileprivate var isDocumentNumber: Bool {
        utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
        }
    }
}
