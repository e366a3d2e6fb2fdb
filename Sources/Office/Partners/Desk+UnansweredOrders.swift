import Basics
import Casework
import Database
import Exchange
package import Records
import Storage

// Deductions that were sent and of which the bank says nothing.

extension Desk {
    /// Deductions of which the bank has said nothing since an earlier day.
    package func unansweredOrders(for principal: Principal) async throws -> [PaymentOrder] {
        let region = try Self.region(of: principal)
        let today = clock.today
        return try await database.read { tx in
            try tx.orders.unanswered(in: region, on: today, limit: Self.listLimit)
        }
    }

    /// More than a sentence or two is nobody's reason.
    private static let reasonLimit = 200

    /// Somebody has asked the bank, which has moved nothing: the order is closed, the bank told not to carry it out, and the
    /// employer what to do. Money that comes for it after all is booked as ever.
    package func closeUnanswered(_ number: String, because reason: String, by principal: Principal) async throws {
        guard principal.role == .teller || principal.role == .reviewer else {
            throw DeskRefusal.objection(.notYours)
        }
        let region = try Self.region(of: principal)
        let reason = reason.trimmed
        guard !reason.isEmpty, reason.unicodeScalars.count <= Self.reasonLimit else {
            throw DeskRefusal.invalid("请写明与银行核对的情况，不超过\(Self.reasonLimit)字。")
        }
        try await ids.prepare()
        let (now, today) = (clock.now, clock.today)
        try await database.transaction { [self] tx in
            guard let order = try tx.orders.withNumber(number), let plan = try tx.plans.withId(order.plan),
                plan.region == region, let employer = try tx.employers.withIds([order.employer])[order.employer]
            else { throw DeskRefusal.notFound }
            guard try tx.orders.isUnanswered(order.id, on: today) else {
                throw DeskRefusal.invalid("扣款指令\(number)是“\(order.status.chinese)”，不能关闭。已有结果的无需处理，当日发送的请等到次日。")
            }
            let told = "经办机构与银行核对后关闭：\(reason)"
            try tx.orders.note(OrderClosing(order.id, .cancelled, because: reason), by: principal.login, at: now)
            try end(order, .cancelled, of: plan, because: told, "扣款没有结果，经办机构已与银行核对并停止扣款", now, today, tx)
            try post(
                BankOrderCancellation(
                    orderNumber: number, creditCode: employer.creditCode, cancelledOn: today), case: nil, at: now, tx)
        }
        wakeCourier()
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
