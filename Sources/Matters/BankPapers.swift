import Basics
import Casework
import Policy
import Records

extension Booked {
    /// What follows from money that came through the agency's bank, beside the booking: papers for the payer, a credit on
    /// the bill of each plan that tax was told of, and the end of its order.
    func bankOutcomes(
        of payer: Employer?, order: PaymentOrder?, phone: String?, under rules: Rules
    ) throws(PolicyGap) -> [Outcome] {
        let isTax = try rules.collector().value == .tax
        let bills: [Outcome] = isTax ? paid.map { .tell(.billAgain($0.plan.plan.id)) } : []
        let closing: [Outcome] = order.map { $0.status.isOpen ? [.closeOrder(OrderClosing($0.id, .done))] : [] } ?? []
        guard let payer else { return outcomes + bills + closing }
        let papers = [voucher(for: payer, on: rules.today), slipPaper(for: payer, on: rules.today)].compactMap(\.self)
        return outcomes + bills + closing
            + papers.map { .issue(PaperIssue(paper: $0, employer: payer.id)) }
            + (phone.map { [.tell(.shortMessage(ShortMessage(phone: $0, text: text(payer))))] } ?? [])
    }

    private func text(_ payer: Employer) -> String {
        "\(payer.name)：\(booking.slip?.way.chinese ?? "")\(booking.amount)元已到账，缴款凭证和回单可在社保服务平台的缴费计划页面下载。\(surplus)"
    }

    /// 社会保险费缴款凭证
    func voucher(for payer: Employer, on today: Day) -> Paper? {
        if paid.isEmpty { return nil }
        let allocated = paid.map(\.amount).total
        return Paper(
            kind: .paymentVoucher, title: "社会保险费缴款凭证",
            parts: [
                .fields(
                    heading: "缴款情况",
                    [
                        Paper.Field("缴款单位", payer.name), Paper.Field("统一社会信用代码", payer.creditCode),
                        Paper.Field("凭证金额（元）", allocated.description),
                        Paper.Field("缴款日期", booking.paidOn.chinese),
                        Paper.Field("缴款方式", booking.slip?.way.chinese ?? ""),
                        Paper.Field("到账凭证号", booking.number),
                    ]),
                .table(
                    heading: "缴费计划（单位：元）",
                    Paper.Table(
                        columns: [
                            Paper.Column("缴费计划", weight: 4), Paper.Column("费款所属期", .centre, weight: 2),
                            Paper.Column("单位缴费", .trailing, weight: 3),
                            Paper.Column("个人缴费", .trailing, weight: 3), Paper.Column("合计", .trailing, weight: 3),
                        ],
                        rows: booking.allocation.parts.map(row),
                        total: ["合计", "", sum(.unit).description, sum(.person).description, allocated.description])),
            ],
            keyFields: [
                Paper.Field("缴款单位", payer.name), Paper.Field("金额（元）", allocated.description),
                Paper.Field("缴款日期", booking.paidOn.chinese), Paper.Field("到账凭证号", booking.number),
            ],
            issuedOn: today)
    }

    private func row(_ part: ReceiptAllocation.Part) -> [String] {
        let plan = paid.first { $0.plan.plan.id == part.plan }?.plan.plan
        func sum(_ share: Share) -> Money { part.claims.filter { $0.share == share }.map(\.outstanding).total }
        return [
            plan?.number ?? "", plan?.period.description ?? "", sum(.unit).description, sum(.person).description,
            part.claims.total.description,
        ]
    }

    private func sum(_ share: Share) -> Money {
        booking.allocation.parts.flatMap(\.claims).filter { $0.share == share }.map(\.outstanding).total
    }

    /// 银行回单: what the bank said, as a paper that can be had at once; the bank's own goes to the slip box.
    private func slipPaper(for payer: Employer, on today: Day) -> Paper? {
        guard let slip = booking.slip else { return nil }
        let accounts = [("付款账号", slip.payerAccount), ("收款账号", slip.payeeAccount)].compactMap { name, account in
            account.map { Paper.Field(name, $0) }
        }
        return Paper(
            kind: .bankSlip, title: "社会保险费\(slip.way.chinese)回单",
            parts: [
                .fields(
                    heading: "银行收款信息",
                    [
                        Paper.Field("付款人", slip.payerName), Paper.Field("银行流水号", booking.number),
                        Paper.Field("金额（元）", booking.amount.description),
                        Paper.Field("时间", booking.paidOn.chinese + (slip.paidAt.map { " \($0)" } ?? "")),
                    ] + accounts),
                .note("银行打印的纸质回单于\(slip.deliveredOn.chinese)前传递至开户行的回单箱。"),
            ],
            keyFields: [
                Paper.Field("付款人", slip.payerName), Paper.Field("金额（元）", booking.amount.description),
                Paper.Field("银行流水号", booking.number),
            ],
            issuedOn: today)
    }
}
