import Basics
import Office
import Records
import Storage

/// Deductions that the bank has been sent and has said nothing about: somebody asks it.
struct UnansweredOrders: Component {
    private let orders: [PaymentOrder]
    private let visit: Visit?

    /// - Parameter visit: of somebody who may close them; `nil` for those who only look.
    init(_ orders: [PaymentOrder], _ visit: Visit?) {
        self.orders = orders
        self.visit = visit
    }

    var markup: Markup {
        """
        <h2>没有结果的扣款指令</h2>
        <p>已发送银行、次日仍未收到结果的扣款。请与银行核对；在收到结果前，单位不能用其他方式重复缴纳同一计划。\
        银行确认没有扣款的，写明核对情况后关闭：银行收到撤销，单位立即得到通知；此后仍到账的，照常入账。</p>
        \(if: orders.isEmpty, EmptyState("没有等待结果的扣款指令").markup)
        \(if: !orders.isEmpty, table.markup)
        """
    }

    private var table: DataTable<PaymentOrder> {
        DataTable(
            "扣款指令", orders,
            columns: [
                .heading("指令") { Markup($0.number) }, .text("缴费计划") { $0.planNumber },
                .amount("金额（元）", \.amount), .text("扣款日") { $0.dueOn.chinese }, .markup("状态") { $0.tag.markup },
                .markup("处理") { order in visit.map { close(order, $0) } ?? "—" },
            ])
    }

    private func close(_ order: PaymentOrder, _ visit: Visit) -> Markup {
        PostForm(
            to: AgencyPaths.closeOrder(order.number), visit,
            """
            \(FormField("reason", "与银行核对的情况（\(order.number)）", .text(maxLength: 200), isRequired: true))
            \(Button("关闭指令", .warning))
            """
        ).markup
    }
}

/// Money that the bank gave back, and of which it has not told that it came, or not like this.
struct WaitingReturns: Component {
    private let returns: [Returns.Waiting]
    private let clock: any OfficeClock

    init(_ returns: [Returns.Waiting], _ clock: any OfficeClock) {
        self.returns = returns
        self.clock = clock
    }

    var markup: Markup {
        """
        <h2>对不上的银行退回</h2>
        <p>银行传来退回、但没有相应到账或者与到账对不上的款项，尚未冲回，缴费计划的状态没有改变。</p>
        \(if: returns.isEmpty, EmptyState("没有对不上的银行退回").markup)
        \(if: !returns.isEmpty, table.markup)
        """
    }

    private var table: DataTable<Returns.Waiting> {
        DataTable(
            "银行退回", returns,
            columns: [
                .heading("退回流水号") { Markup($0.number) }, .text("原银行流水号") { $0.receiptNumber },
                .text("情况") { $0.problem ?? "等待原到账信息" },
                .text("处理") { waiting in
                    waiting.problem == nil
                        ? "到账信息传来后自动登记并冲回。" : "请银行核对后按到账金额全额重新传送退回通知，传来后自动冲回，本条随之了结。"
                }, .figure("收到时间") { clock.shown($0.receivedAt) },
            ])
    }
}
