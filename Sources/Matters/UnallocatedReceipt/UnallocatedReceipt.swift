import Basics
package import Casework
package import Policy
import Records

/// 待分配到账款处理: the staff find out whose money it is that came without a plan. It is given to an employer, whose open plans it
/// pays, the oldest first, or goes back to whoever paid it. Somebody else looks at it before it happens.
package enum UnallocatedReceipt: Matter {
    package static let card = MatterCard(
        slug: "unallocated-receipt",
        name: "待分配到账款处理",
        summary: "对已经到账、没有对应缴费计划的款项，核对归属后分配给参保单位，按费款所属期先后缴纳其缴费计划，或者通过银行退还付款人。",
        applicants: [.partner], channels: [.office],
        legalBases: [
            LegalBasis("社会保险费征缴暂行条例", "第六条", "社会保险费可以由税务机关征收，也可以由社会保险经办机构征收"),
            LegalBasis("社会保险法", "第六十一条", "征收机构应当依法按时足额征收社会保险费"),
            LegalBasis("民法典", "第九百八十五条", "没有法律根据取得的利益，受损失的人可以请求返还"),
        ],
        steps: ["与付款人、单位核对款项归属", "选择分配给单位或者退还付款人", "由另一名工作人员审核", "入账，或者由银行退款"],
        conditions: [
            "款项已经到账，还有没有分配的金额。", "分配给单位的，单位已经参保登记、没有注销；款项的缴款单位已经明确的，只分配给该单位。",
            "退还付款人的，款项是通过银行到账的。",
        ],
        occasions: [assigns: "分配给单位的"])

    package static let form = Form([
        Form.Section("到账款", [number.definition]),
        Form.Section("处理", [disposal.definition, creditCode.definition, grounds.definition]),
    ])

    static let number = Field<String>("receiptNumber", "到账凭证号", control: .text(maxLength: 40))
    static let disposal = Field<Disposal>("disposal", "处理方式")
    static let creditCode = Field<String>(
        "creditCode", "统一社会信用代码", hint: "分配给哪个单位", control: .text(maxLength: 18), in: [assigns])
    static let grounds = Field<String>(
        "grounds", "核对情况", hint: "与谁核对、依据什么，例如汇款人来电说明和附言更正", control: .text(maxLength: 200))

    static let assigns: Situation = "assigns"

    /// What becomes of the money.
    package enum Disposal: String, CaseIterable, FieldValue {
        case assign, giveBack

        package var chinese: String {
            switch self {
            case .assign: "分配给参保单位"
            case .giveBack: "退还付款人"
            }
        }

        package static var control: FieldControl { .choice(allCases.map { Choice($0.rawValue, $0.chinese) }) }
    }

    /// The answers with which it is begun from the list of what waits.
    /// - Parameter employer: its credit code; `nil` to give the money back.
    package static func answers(for receipt: String, employer: String?) -> Answers {
        var answers = [number.key: receipt]
        answers[disposal.key] = (employer == nil ? Disposal.giveBack : .assign).rawValue
        answers[creditCode.key] = employer
        return answers
    }

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        var needed: FactsNeeded = []
        if let number = application[number] { needed = needed + [ReceiptOnBooks(number)] }
        if let code = application[creditCode] { needed = needed + [EmployerByCreditCode(code)] }
        return needed
    }

    package static func furtherFactsNeeded(for application: Application, knowing facts: Facts) -> FactsNeeded {
        guard let employer = employer(application, facts) else { return [] }
        return [OpenPlansOfEmployer(employer.id), DeductionOfEmployer(employer.id), ClosingOfEmployer(employer.id)]
    }

    package static func situations(of application: Application, knowing facts: Facts) -> Set<Situation> {
        application[disposal] == .assign ? [assigns] : []
    }

    package static func remarks(on application: Application, knowing facts: Facts) -> [Remark] {
        guard let booked = booked(application, facts) else { return [] }
        let money = Remark(
            "到账凭证\(booked.receipt.number)：\(booked.receipt.paidOn.chinese)由\(booked.payerName)缴款\(booked.receipt.amount)元，待分配\(booked.waiting)元。"
        )
        guard let employer = employer(application, facts) else { return [money] }
        if let closing = facts[ClosingOfEmployer(employer.id)] {
            return [money, Remark("\(employer.name)已于\(closing.closedOn.chinese)办理社会保险注销登记，没有应缴的费用。")]
        }
        let owed = facts[OpenPlansOfEmployer(employer.id)].map(\.outstanding).filter { $0 > .zero }
        return [
            money,
            Remark(
                owed.isEmpty
                    ? "\(employer.name)没有待缴的缴费计划。" : "\(employer.name)有\(owed.count)份待缴的缴费计划，共\(owed.total)元。"),
        ]
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let number = application[number] else { return [] }
        guard let booked = booked(application, facts), booked.region == application.region else {
            return [Refusal("notBooked", field: self.number.key, "没有凭证号为\(number)的到账款。", remedy: "请核对凭证号。")]
        }
        guard booked.waiting > .zero else {
            return [
                Refusal(
                    "nothingWaits", field: self.number.key,
                    booked.refundedBy.map { "到账凭证\(number)的待分配款已由退款指令\($0)退还。" } ?? "到账凭证\(number)没有待分配的款项。",
                    remedy: "无需处理。")
            ]
        }
        return switch application[disposal] {
        case .assign: refusals(ofAssigning: booked, application, facts)
        case .giveBack: refusals(ofGivingBack: booked)
        case nil: []
        }
    }

    private static func refusals(
        ofAssigning booked: BookedReceipt, _ application: Application, _ facts: Facts
    ) -> [Refusal] {
        guard let code = application[creditCode] else { return [] }
        guard let employer = employer(application, facts) else {
            return [
                Refusal(
                    "notRegistered", field: creditCode.key, "没有统一社会信用代码为\(code)的参保单位。", remedy: "请核对代码，或者在查询中查找单位。")
            ]
        }
        if let payer = booked.employer, payer != employer.id {
            return [
                Refusal(
                    "anotherPayer", field: creditCode.key, "该款项由\(booked.payerName)缴纳，不能分配给其他单位。",
                    remedy: "请分配给缴款单位；缴款有误的，退还付款人后由应缴的单位另行缴纳。")
            ]
        }
        if let refusal = refusal(ofAssigning: booked, to: employer, closed: facts[ClosingOfEmployer(employer.id)]) {
            return [refusal]
        }
        if booked.employer == employer.id,
            facts[OpenPlansOfEmployer(employer.id)].allSatisfy({ $0.outstanding <= .zero })
        {
            return [
                Refusal(
                    "nothingOwed", field: creditCode.key, "\(employer.name)没有待缴的缴费计划，款项已经记在该单位名下。",
                    remedy: "请在单位生成缴费计划后再分配；不再缴费的，由单位申请退还。")
            ]
        }
        return []
    }

    /// A unit that is closed owes nothing: what came through the bank goes back as it came. What tax collected can't, and is
    /// noted as the unit's, so that it can ask for it.
    private static func refusal(
        ofAssigning booked: BookedReceipt, to employer: Employer, closed closing: EmployerClosing?
    ) -> Refusal? {
        guard let closing, booked.isThroughBank || booked.employer == employer.id else { return nil }
        let own = "由该单位申请“\(CreditRefund.card.name)”，退到其银行账户"
        return Refusal(
            "employerClosed", field: creditCode.key,
            "\(employer.name)已于\(closing.closedOn.chinese)办理社会保险注销登记，没有应缴的费用，款项不能再分配。",
            remedy: !booked.isThroughBank
                ? "款项已经记在该单位名下，请\(own)。"
                : booked.employer == nil ? "请退还付款人。" : "请退还付款人，或者\(own)。")
    }

    private static func refusals(ofGivingBack booked: BookedReceipt) -> [Refusal] {
        guard !booked.isThroughBank else { return [] }
        return [
            Refusal(
                "throughTax", field: disposal.key, "该款项由税务部门征收，不能由银行按原路退还。",
                remedy: "请与税务部门核实归属；属于参保单位的，分配给该单位，仍有多余的由单位申请退还。")
        ]
    }

    static func booked(_ application: Application, _ facts: Facts) -> BookedReceipt? {
        application[number].flatMap { facts[ReceiptOnBooks($0)] }
    }

    static func employer(_ application: Application, _ facts: Facts) -> Employer? {
        guard application[disposal] == .assign else { return nil }
        return application[creditCode].flatMap { facts[EmployerByCreditCode($0)] }
    }
}
