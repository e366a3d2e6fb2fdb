import Basics
import Casework
import Matters
import Office
import Records
import Storage

/// How a plan is paid: by whom it is collected, the ways that are open, what became of each order, receipts and slips.
struct PaymentSection: Component {
    private let plan: ContributionPlan
    private let payment: PlanPayment
    private let visit: Visit
    private let today: Day

    init(_ view: PlanView, _ visit: Visit, on today: Day) {
        self.plan = view.plan
        self.payment = view.payment
        self.visit = visit
        self.today = today
    }

    var markup: Markup {
        """
        \(if: !payment.waiting.isEmpty, waiting)
        \(if: plan.outstanding > .zero, ways)
        \(if: !payment.orders.isEmpty, orders)
        \(if: !payment.slips.isEmpty, slips)
        """
    }

    private var waiting: Markup {
        Notice(
            .info, "柜台刷卡待核对",
            """
            <ul>\(each: payment.waiting, { """
                <li>\($0.payment.paidOn.chinese)刷卡 \($0.payment.amount) 元（流水号 \($0.payment.number)）：\
                <a href="\(FilingPaths.employer.caseRecord($0.id))">\($0.caseNumber)</a></li>
                """ })</ul>
            <p>另一名工作人员核对刷卡凭条后入账，缴款日期按刷卡日期，请勿重复缴费。核对之前本计划仍显示待缴，已安排的扣款暂不发送。</p>
            """
        ).markup
    }

    private var ways: Markup {
        if payment.ways.isEmpty {
            return Notice(.info, "怎样缴费", "<p>本计划由\(payment.collector)，请按其公布的方式缴费。</p>").markup
        }
        let open = payment.openOrder
        return """
            <h2>怎样缴费</h2>
            <p>本计划由\(payment.collector)。\(if: payment.isTax, "可以在税务部门缴费，也可以用下列方式；")\(if: !payment.isTax, "可以用下列方式缴费；")\
            任选一种，缴清后其他方式自动失效。</p>
            <div class="measure">
            \(SummaryList(payment.ways.map { .init($0.chinese, markup: way($0, open)) }))
            </div>
            """
    }

    private func way(_ way: PaymentWay, _ open: PaymentOrder?) -> Markup {
        switch way {
        case .deduction: deduction(open)
        case .onlineBank: onlineBank(open)
        case .counter: "持本计划号到经办机构窗口刷卡，凭条核对无误后入账，缴款凭证可在本页下载。"
        case .remittance: remittance
        }
    }

    private func deduction(_ open: PaymentOrder?) -> Markup {
        guard let agreement = payment.agreement else {
            return """
                尚未签订扣款协议。<a href="\(FilingPaths.employer.apply(Matters.DeductionAgreement.card.slug))">签订后</a>生成的缴费计划自动扣款。
                """
        }
        let account: Markup = "\(agreement.account.branch) \(agreement.account.number.masked)"
        guard let open, open.way == .deduction else {
            let last = payment.orders.first { $0.way == .deduction }
            return
                "扣款账户 \(account)。\(last.map { "本计划的扣款\($0.status.chinese)：\($0.reason ?? "")请选择其他方式。" } ?? "本计划没有安排扣款。")"
        }
        return open.status == .announced
            ? "将于\(open.dueOn.chinese)从\(account)扣款 \(open.amount) 元，请在扣款日前存足款项。"
            : "扣款指令已发送银行（\(account)，\(open.amount) 元），正在等待结果。"
    }

    private func onlineBank(_ open: PaymentOrder?) -> Markup {
        if let open, open.way == .onlineBank {
            return """
                订单 \(open.number) 待支付：\(open.amount) 元，有效期至\(open.dueOn.chinese)。请登录单位网上银行支付。
                \(PostForm(
                    to: FilingPaths.employer.apply(OnlineBankOrderCancellation.card.slug), visit, classes: "inline",
                    """
                    <input type="hidden" name="orderNumber" value="\(open.number)">\(Button("取消订单", .secondary))
                    """))
                """
        }
        if open?.status == .sent { return "扣款正在等待银行结果，不能同时生成订单。" }
        return PostForm(
            to: FilingPaths.employer.apply(OnlineBankOrder.card.slug), visit, classes: "inline",
            """
            <input type="hidden" name="planNumber" value="\(plan.number)">\(Button("网银缴费", .secondary))
            """
        ).markup
    }

    private var remittance: Markup {
        guard let account = payment.account else { return "收款账户尚未公布，请向经办机构咨询。" }
        return """
            临时措施期间可以汇款：收款人 \(account.holder)，账号 <span class="number">\(account.number)</span>，\(account.bank)。\
            附言请写 <span class="number">\(plan.number)</span>，写错或漏写的要由工作人员核对后才能入账。
            """
    }

    private var orders: Markup {
        DataTable(
            "扣款和订单", payment.orders,
            columns: [
                .heading("编号") { Markup($0.number) }, .text("方式") { $0.way.way.chinese },
                .amount("金额（元）", \.amount),
                .text("扣款日或有效期") { $0.dueOn.chinese }, .markup("状态") { $0.tag.markup },
                .text("说明") { $0.reason ?? "" },
            ]
        ).markup
    }

    private var slips: Markup {
        DataTable(
            "缴款凭证和回单", payment.slips,
            columns: [
                .heading("到账凭证号") { Markup($0.slip.receipt) }, .text("方式") { $0.slip.way.chinese },
                .markup("下载") { slip in "\(each: slip.papers, Self.paper)" },
                .text("纸质回单") { slip in state(of: slip.slip) },
            ]
        ).markup
    }

    private static func paper(_ issued: IssuedPaper) -> Markup {
        let name = issued.paper.kind == .bankSlip ? "回单" : "缴款凭证"
        return """
            <a href="\(PaperPaths.file(issued.number))">\(name)</a>\(if: issued.withdrawal != nil, "（已作废）") 
            """
    }

    private func state(of slip: Orders.Slip) -> String {
        if let day = slip.returnedOn { return "款项\(day.chinese)被银行退回，凭证和回单作废" }
        return today < slip.deliveredOn ? "传递中，\(slip.deliveredOn.chinese)前到开户行回单箱" : "已传递至开户行回单箱"
    }
}

extension PaymentOrder {
    var tag: StatusTag {
        switch status {
        case .announced, .sent: StatusTag(.underway, status.chinese)
        case .done: StatusTag(.done, status.chinese)
        case .failed, .returned: StatusTag(.refused, status.chinese)
        case .expired, .cancelled: StatusTag(.ended, status.chinese)
        }
    }
}
