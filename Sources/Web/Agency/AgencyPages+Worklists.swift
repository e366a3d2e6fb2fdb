import Basics
import Casework
import Exchange
import HTTP
import Office
import Storage

/// Lists of what went wrong or fits nowhere, until somebody sees to it.
extension AgencyPages {
    func receipts(_ visit: Visit) async throws -> Response {
        let receipts = try await desk.unallocatedReceipts(for: visit.principal)
        let orders = try await desk.unansweredOrders(for: visit.principal)
        let returns = try await desk.waitingReturns(for: visit.principal)
        let refunds = try await desk.refundsToSeeTo(for: visit.principal)
        return try office.page(
            "待分配到账款", visit,
            """
            <h1>待分配到账款</h1>
            <p class="lead">税务部门或银行已经收到、但无法对应到缴费计划的款项。请与缴费单位和收款方核对归属。</p>
            \(if: receipts.isEmpty, EmptyState("没有待分配的到账款").markup)
            \(if: !receipts.isEmpty, table(receipts).markup)
            \(UnansweredOrders(orders, Self.workers.isDisjoint(with: visit.visitor.roles) ? nil : visit))
            \(WaitingReturns(returns, desk.clock))
            \(RefundsToSeeTo(refunds))
            """)
    }

    private func table(_ receipts: [Books.UnallocatedReceipt]) -> DataTable<Books.UnallocatedReceipt> {
        DataTable(
            "待分配", receipts, total: ["合计", "", "", "", receipts.map(\.unallocated).total.description, ""],
            columns: [
                .heading("到账凭证号") { Markup($0.number) }, .text("缴款单位或付款人") { $0.employerName ?? $0.payer },
                .figure("到账日期") { $0.paidOn.chinese }, .amount("到账金额（元）") { $0.received },
                .amount("待分配（元）") { $0.unallocated },
                .markup("处理") {
                    "<a href=\"\(AgencyPaths.unallocated($0.number))\">分配或退还<span class=\"unseen\">，\($0.number)</span></a>"
                },
            ])
    }

    func messages(_ visit: Visit) async throws -> Response {
        let letters = try await desk.abandonedLetters(for: visit.principal)
        let refused = try await desk.refusedMessages(for: visit.principal)
        let maySend = !Self.workers.isDisjoint(with: visit.visitor.roles)
        return try office.page(
            "未送达报文", visit,
            """
            <h1>未送达报文</h1>
            <p class="lead">发给协同部门、多次尝试仍未成功或被对方拒绝的报文。查明原因后可以重新发送，同一报文不会重复办理。</p>
            \(if: letters.isEmpty, EmptyState("没有未送达的报文").markup)
            \(if: !letters.isEmpty, table(letters, maySend ? visit : nil).markup)
            <h2>未能办理的来文</h2>
            <p>协同部门发来、已经签收但不能照办的报文。请与对方核对；到账金额少传的，由收款方以新的凭证号传送差额；多传的，由银行全额退回后重新传送，税务部门的列入每日对账核实。</p>
            \(if: refused.isEmpty, EmptyState("没有未能办理的来文").markup)
            \(if: !refused.isEmpty, table(refused).markup)
            """)
    }

    private func table(_ refused: [Inbox.Refused]) -> DataTable<Inbox.Refused> {
        DataTable(
            "来文", refused,
            columns: [
                .heading("部门") { Markup($0.partner.name) }, .text("原因") { $0.reason },
                .markup("报文") { "<details><summary>查看原文</summary><code>\($0.body)</code></details>" },
                .figure("收到时间") { desk.clock.shown($0.receivedAt) },
            ])
    }

    private func table(_ letters: [Outbox.Letter], _ visit: Visit?) -> DataTable<Outbox.Letter> {
        DataTable(
            "报文", letters,
            columns: [
                .heading("部门") { Markup($0.partner.name) },
                .text("报文") { Contracts.endpoint($0.partner, $0.kind)?.title ?? $0.kind },
                .markup("办件") { letter in
                    letter.caseId.map { "<a href=\"\(FilingPaths.agency.caseRecord($0))\">查看办件</a>" } ?? "—"
                },
                .text("原因") { $0.lastError ?? "没有答复" }, .figure("尝试次数") { "\($0.attempts)" },
                .figure("产生时间") { desk.clock.shown($0.createdAt) },
                .markup("操作") { letter in
                    visit.map { again(letter, $0) } ?? "—"
                },
            ])
    }

    private func again(_ letter: Outbox.Letter, _ visit: Visit) -> Markup {
        PostForm(
            to: AgencyPaths.messageAgain(Int(letter.id)), visit, classes: "inline", "\(Button("重新发送", .secondary))"
        ).markup
    }
}
