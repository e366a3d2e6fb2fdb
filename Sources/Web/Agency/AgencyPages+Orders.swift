import Basics
import Office
import Records

/// Deductions that the bank has been sent and has said nothing about: somebody asks it.
struct UnansweredOrders: Component {
    private let orders: [PaymentOrder]

    init(_ orders: [PaymentOrder]) {
        self.orders = orders
    }

    var markup: Markup {
        """
        <h2>没有结果的扣款指令</h2>
        <p>已发送银行、次日仍未收到结果的扣款。请与银行核对；在收到结果前，单位不能用其他方式重复缴纳同一计划。</p>
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
            ])
    }
}
