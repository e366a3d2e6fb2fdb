import Basics
package import Casework
package import Policy
import Records

/// 银行退款登记: the bank gives back money that it told of as received. What the receipt did in the books is done the other way
/// round, its plans are owed again, its papers are withdrawn, and the employer hears what to do.
package enum BankReturn: Matter {
    package static let card = MatterCard(
        slug: "bank-return",
        name: "银行退回登记",
        summary: "银行退回已经传来到账的款项：冲回到账和记账，缴费计划重新转为待缴，作废凭证和回单，并告知单位。",
        applicants: [.partner],
        legalBases: [
            LegalBasis("社会保险费征缴暂行条例", "第六条", "社会保险费可以由税务机关征收，也可以由社会保险经办机构征收"),
            LegalBasis("社会保险法", "第六十条", "用人单位应当自行申报、按时足额缴纳社会保险费"),
        ],
        steps: ["接收银行退回信息", "核对原到账凭证和金额", "冲回到账、基金和个人账户", "作废凭证和回单，告知单位"])

    package static let form = Form([
        Form.Section(
            "退回信息",
            [
                number.definition, receiptNumber.definition, amount.definition, returnedOn.definition,
                reason.definition,
            ])
    ])

    static let number = Field<String>("number", "退回流水号", control: .text(maxLength: 40))
    static let receiptNumber = Field<String>("receiptNumber", "原银行流水号", control: .text(maxLength: 40))
    static let amount = Field<AmountReceived>("amount", "退回金额（元）")
    static let returnedOn = Field<Day>("returnedOn", "退回日期")
    static let reason = Field<String>("reason", "退回原因", control: .text(maxLength: 200))

    package static func factsNeeded(for application: Application) -> FactsNeeded {
        application[receiptNumber].map { [ReceiptOnBooks($0)] } ?? []
    }

    package static func furtherFactsNeeded(for application: Application, knowing facts: Facts) -> FactsNeeded {
        booked(application, facts)?.employer.map { [EmployerOnRecord($0), DeductionOfEmployer($0)] } ?? []
    }

    private static func booked(_ application: Application, _ facts: Facts) -> BookedReceipt? {
        application[receiptNumber].flatMap { facts[ReceiptOnBooks($0)] }
    }

    package static func refusals(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Refusal] {
        guard let number = application[number], let receiptNumber = application[receiptNumber],
            let amount = application[amount]?.money, let returnedOn = application[returnedOn]
        else { return [] }
        guard let booked = booked(application, facts), booked.isThroughBank else {
            return [
                Refusal(
                    "receiptUnknown", field: Self.receiptNumber.key, "没有流水号为\(receiptNumber)的银行到账。",
                    remedy: "请银行核对原流水号。")
            ]
        }
        if let returned = booked.returned { return [again(number, returned, of: receiptNumber)] }
        if let refund = booked.refundedBy {
            return [
                Refusal(
                    "refundedAlready", field: Self.receiptNumber.key,
                    "到账凭证\(receiptNumber)没有分配的\(booked.unallocated)元，已由退款指令\(refund)退还，不能再全额退回。",
                    remedy: "请银行核对是否重复退款；重复退款的，与经办机构联系更正。")
            ]
        }
        var refusals: [Refusal] = []
        if amount != booked.receipt.amount {
            refusals.append(
                Refusal(
                    "amountDiffers", field: Self.amount.key,
                    "退回\(amount)元，与到账凭证\(receiptNumber)的\(booked.receipt.amount)元不同。", remedy: "请银行核对后按到账金额全额退回。"))
        }
        if returnedOn < booked.receipt.paidOn || returnedOn > rules.today {
            refusals.append(
                Refusal(
                    "returnedOutOfTime", field: Self.returnedOn.key, "退回日期早于到账日期或晚于今天。", remedy: "请银行核对退回日期。"))
        }
        return refusals
    }

    /// The same return told twice is a repeat; another one of the same money is a contradiction.
    private static func again(_ number: String, _ returned: BookedReceipt.Returned, of receipt: String) -> Refusal {
        number == returned.number
            ? Refusal("returnedAlready", field: Self.number.key, "退回\(number)已登记，不重复冲回。", remedy: "无需处理。")
            : Refusal(
                "returnedDifferently", field: Self.number.key,
                "到账凭证\(receipt)已按退回流水号\(returned.number)于\(returned.on.chinese)退回。", remedy: "请银行核对后更正。")
    }

    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let booked = booked(application, facts), let number = application[number],
            let returnedOn = application[returnedOn], let reason = application[reason]
        else { preconditionFailure("decided without a receipt to take back") }
        let taken = ReceiptReturn(
            receipt: booked.receipt.id, number: number, employer: booked.employer, region: booked.region,
            amount: booked.receipt.amount, returnedOn: returnedOn, reason: reason,
            parts: booked.parts.map {
                ReceiptReturn.Part(plan: $0.plan.id, claims: $0.claims, reopened: $0.isSettled ? $0.totals : [])
            }, unallocated: booked.unallocated)
        let why = reason.hasSuffix("。") ? String(reason.dropLast()) : reason
        let told = booked.parts.map {
            PlanOwedAgain($0, because: "被银行退回（\(why)），尚欠", "，原缴款凭证和回单已作废。", under: rules)
        }
        let phone = booked.employer.flatMap { facts[DeductionOfEmployer($0)].agreement?.phone }
        let isTax = try rules.collector().value == .tax
        return Decision(
            outcomes: [.giveBack(taken)] + told.map { .remind($0.toDo) }
                + (isTax ? booked.parts.map { .tell(.billAgain($0.plan.id)) } : [])
                + (phone.map { phone in
                    told.map { .tell(.shortMessage(ShortMessage(phone: phone, text: $0.toDo.sentence))) }
                } ?? []),
            statement: statement(
                booked, number, returnedOn, reason, booked.employer.flatMap { facts[EmployerOnRecord($0)] }))
    }

    private static func statement(
        _ booked: BookedReceipt, _ number: String, _ returnedOn: Day, _ reason: String, _ payer: Employer?
    ) -> [Paper.Part] {
        let rows = booked.parts.map { part in
            [
                part.plan.number, part.plan.period.description, part.claims.total.description,
                part.isSettled ? "已缴清 → 待缴" : "部分缴纳",
            ]
        }
        let table: [Paper.Part] =
            rows.isEmpty
            ? []
            : [
                .table(
                    heading: "冲回的缴费计划",
                    Paper.Table(
                        columns: [
                            Paper.Column("缴费计划", weight: 3), Paper.Column("费款所属期", .centre, weight: 2),
                            Paper.Column("冲回（元）", .trailing, weight: 2), Paper.Column("状态", .centre, weight: 2),
                        ], rows: rows))
            ]
        return [
            .fields(
                heading: "退回信息",
                [
                    Paper.Field("退回流水号", number), Paper.Field("原银行流水号", booked.receipt.number),
                    Paper.Field("退回金额（元）", booked.receipt.amount.description),
                    Paper.Field("退回日期", returnedOn.chinese), Paper.Field("退回原因", reason),
                    Paper.Field("缴款单位", payer?.name ?? "未识别单位"),
                ])
        ] + table + [.note("该笔到账的缴款凭证和回单同时作废；已记入的基金和个人账户一并冲回。")]
    }
}
