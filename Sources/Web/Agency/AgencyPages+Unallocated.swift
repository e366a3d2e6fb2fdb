import Basics
import Casework
import HTTP
import Matters
import Office
import Records
import Storage

/// One receipt that waits: what is known of it, whose it may be, and where it goes.
extension AgencyPages {
    func unallocated(_ visit: Visit, _ number: String) async throws -> Response {
        let booked = try await desk.unallocatedReceipt(number, for: visit.principal)
        let payer = try await booked.employer.asyncMap { try await desk.employer($0, for: visit.principal).employer }
        let text = String((visit.query["q"] ?? "").trimmed.prefix(60))
        let found = text.isEmpty ? [] : try await desk.search(text, by: visit.principal).employers
        let mayFile = visit.visitor.roles.contains(.teller)
        return try office.page(
            "待分配到账款 \(number)", visit, above: [("待分配到账款", AgencyPaths.receipts())],
            """
            <h1>待分配到账款</h1>
            <p class="lead">已经收到、没有对应缴费计划的款项。核对归属后登记，由另一名工作人员审核。</p>
            <div class="measure">
            \(SummaryList([
                .init("到账凭证号", number), .init("付款人", booked.payerName),
                .init("到账日期", booked.receipt.paidOn.chinese), .init("到账金额（元）", booked.receipt.amount.description),
                .init("待分配金额（元）", booked.waiting.description),
                .init("收款方", booked.isThroughBank ? "银行" : "税务部门"),
                .init("缴款单位", payer?.name ?? "未识别"),
            ]))
            </div>
            \(if: !mayFile, Notice(.info, "由窗口工作人员登记", "<p>核对归属后由窗口工作人员登记，另一名工作人员审核。</p>").markup)
            \(if: mayFile, choices(booked, payer, number, text, found, visit))
            """)
    }

    private func choices(
        _ booked: BookedReceipt, _ payer: Employer?, _ number: String, _ text: String, _ found: [Employer],
        _ visit: Visit
    ) -> Markup {
        """
        <h2>分配给参保单位</h2>
        \(optional: payer, { "<p>该款项的缴款单位已经明确，只能分配给该单位，按费款所属期先后缴纳其缴费计划。</p>\(assign(number, to: $0, visit))" })
        \(if: payer == nil, search(number, text, found, visit))
        <h2>退还付款人</h2>
        \(if: booked.isThroughBank, """
            <p>无法确定归属，或者付款人要求退回的，由银行按原付款账户退还。</p>
            \(PostForm(to: AgencyPaths.giveBack(number), visit, Button("登记退还", .secondary).markup))
            """)
        \(if: !booked.isThroughBank, "<p>该款项由税务部门征收，不能由银行按原路退还。请与税务部门核实归属；属于参保单位的，分配给该单位，仍有多余的由单位申请退还。</p>")
        """
    }

    private func search(_ number: String, _ text: String, _ found: [Employer], _ visit: Visit) -> Markup {
        """
        <p>与付款人核对后，查找应缴费的单位；款项按费款所属期先后缴纳其缴费计划，缴不完的记在该单位名下。</p>
        \(SearchForm(to: AgencyPaths.unallocated(number), """
            \(FormField("q", "单位名称或统一社会信用代码", .search(maxLength: 60), value: text))\(Button("查找", .secondary))
            """))
        \(if: !text.isEmpty && found.isEmpty, EmptyState("没有找到相符的单位。").markup)
        \(if: !found.isEmpty, DataTable(
            "单位", found, narrow: .brief,
            columns: [
                .heading("单位名称") { "<a href=\"\(AgencyPaths.employer($0.id))\">\($0.name)</a>" },
                .text("统一社会信用代码") { $0.creditCode }, .markup("处理") { assign(number, to: $0, visit) },
            ]).markup)
        """
    }

    private func assign(_ number: String, to employer: Employer, _ visit: Visit) -> Markup {
        PostForm(
            to: AgencyPaths.assign(number, employer.id), visit, classes: "inline",
            "<button class=\"button secondary\">分配给<span class=\"unseen\">\(employer.name)，</span>该单位</button>"
        ).markup
    }

    /// Leads to the form with what is known filled in; what was found out is written there.
    func dispose(of number: String, to employer: EmployerId?, _ visit: Visit) async throws -> Response {
        let draft = try await desk.beginDisposal(of: number, to: employer, by: visit.principal)
        return .seeOther(FilingPaths.agency.draft(draft).address)
    }
}

extension Optional {
    fileprivate func asyncMap<Value>(_ body: (Wrapped) async throws -> Value) async rethrows -> Value? {
        guard let self else { return nil }
        return try await body(self)
    }
}

/// Refunds that somebody has to ask the bank about, and those that came to nothing.
struct RefundsToSeeTo: Component {
    private let refunds: [Refunds.Kept]

    init(_ refunds: [Refunds.Kept]) {
        self.refunds = refunds
    }

    var markup: Markup {
        """
        <h2>没有结果和未成功的退款</h2>
        <p>次日仍未收到付款结果的退款，请与银行核对。未成功的，款项已恢复原状：退还付款人的重新列入待分配，退给单位的由单位更正账户后重新申请。</p>
        \(if: refunds.isEmpty, EmptyState("没有需要处理的退款").markup)
        \(if: !refunds.isEmpty, RefundTable(refunds, FilingPaths.agency.caseRecord).markup)
        """
    }
}

/// What the bank was told to pay out, and what came of it.
struct RefundTable: Component {
    private let refunds: [Refunds.Kept]
    private let record: Path<CaseId>

    init(_ refunds: [Refunds.Kept], _ record: Path<CaseId>) {
        self.refunds = refunds
        self.record = record
    }

    var markup: Markup {
        DataTable(
            "退款", refunds,
            columns: [
                .heading("退款指令") { "<a href=\"\(record($0.caseId))\">\($0.order.number)</a>" },
                .text("退往") { $0.order.destination.shown }, .amount("金额（元）", \.order.amount),
                .text("发送银行") { $0.order.sentOn.chinese }, .markup("状态") { $0.order.tag.markup },
                .text("说明") { refund in
                    refund.order.reason ?? refund.order.closedOn.map { "\($0.chinese)付款" } ?? ""
                },
            ]
        ).markup
    }
}

extension RefundDestination {
    fileprivate var shown: String {
        switch self {
        case .payer(let reference): "原付款人（\(reference)）"
        case .account(let account): "\(account.holder) \(account.number.masked)"
        }
    }
}

extension RefundOrder {
    fileprivate var tag: StatusTag {
        switch status {
        case .sent: StatusTag(.underway, status.chinese)
        case .paid: StatusTag(.done, status.chinese)
        case .failed: StatusTag(.refused, status.chinese)
        }
    }
}
