import Basics
package import Casework
package import Policy
import Records

extension UnallocatedReceipt {
    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        guard let booked = booked(application, facts), let grounds = application[grounds] else {
            preconditionFailure("decided without a receipt that waits")
        }
        guard let employer = employer(application, facts) else { return giveBack(booked, because: grounds) }
        return try assign(booked, to: employer, because: grounds, facts, rules)
    }

    private static func giveBack(_ receipt: BookedReceipt, because grounds: String) -> Decision {
        let refunding = Refunding(
            employer: receipt.employer, region: receipt.region,
            destination: .payer(bankReference: receipt.receipt.number),
            sources: [.receipt(receipt.receipt.id, receipt.waiting)])
        return Decision(
            outcomes: [.refund(refunding)],
            statement: [
                .fields(
                    heading: "退还付款人",
                    head(receipt) + [
                        Paper.Field("退还金额（元）", receipt.waiting.description), Paper.Field("核对情况", grounds),
                    ]),
                .note("退款指令发送银行，按原付款账户退回。银行付款不成功的，款项恢复为待分配。"),
            ])
    }

    /// It reaches the plans as money that has just come in does, and what follows is told likewise.
    private static func assign(
        _ receipt: BookedReceipt, to employer: Employer, because grounds: String, _ facts: Facts, _ rules: Rules
    ) throws(PolicyGap) -> Decision {
        let received = MoneyReceived(
            number: receipt.receipt.number, amount: receipt.waiting, paidOn: receipt.receipt.paidOn, payer: employer.id,
            region: receipt.region)
        let booked = received.booked(to: facts[OpenPlansOfEmployer(employer.id)])
        let isTax = try rules.collector().value == .tax
        let assignment = ReceiptAssignment(
            receipt: receipt.receipt.id, number: receipt.receipt.number, employer: employer.id, region: receipt.region,
            amount: receipt.waiting, allocation: booked.booking.allocation, settled: booked.booking.settled)
        let voucher = receipt.isThroughBank ? booked.voucher(for: employer, on: rules.today) : nil
        let phone = facts[DeductionOfEmployer(employer.id)].agreement?.phone
        let rest = booked.booking.allocation.unallocated
        let isClosed = facts[ClosingOfEmployer(employer.id)] != nil
        let text =
            "\(employer.name)：\(receipt.receipt.paidOn.chinese)到账的\(receipt.waiting)元已核对为贵单位缴款，\(receipt.waiting - rest)元计入缴费计划\(rest.isZero ? "" : "，其余\(rest)元待分配")。详情请登录社保服务平台查看。"
        return Decision(
            outcomes: [.assign(assignment)] + booked.reminders
                + (isTax && receipt.isThroughBank ? booked.paid.map { .tell(.billAgain($0.plan.plan.id)) } : [])
                + (voucher.map { [.issue(PaperIssue(paper: $0, employer: employer.id))] } ?? [])
                + (phone.map { [.tell(.shortMessage(ShortMessage(phone: $0, text: text)))] } ?? []),
            statement: [
                .fields(
                    heading: "分配给参保单位",
                    head(receipt) + [
                        Paper.Field("分配给", employer.name), Paper.Field("统一社会信用代码", employer.creditCode),
                        Paper.Field("计入缴费计划（元）", (receipt.waiting - rest).description),
                        Paper.Field("分配后仍待分配（元）", rest.description), Paper.Field("核对情况", grounds),
                    ])
            ] + booked.allocated
                + (rest.isZero
                    ? []
                    : [
                        .note(
                            isClosed
                                ? "该单位已办理注销登记，款项记在其名下，由单位申请退还。" : "没有计入缴费计划的部分记在该单位名下：单位以后生成缴费计划的，可以再分配；不再缴费的，由单位申请退还。")
                    ]))
    }

    private static func head(_ receipt: BookedReceipt) -> [Paper.Field] {
        [
            Paper.Field("到账凭证号", receipt.receipt.number), Paper.Field("付款人", receipt.payerName),
            Paper.Field("到账日期", receipt.receipt.paidOn.chinese),
            Paper.Field("到账金额（元）", receipt.receipt.amount.description),
            Paper.Field("待分配金额（元）", receipt.waiting.description),
        ]
    }
}
