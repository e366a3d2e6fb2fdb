package import Basics
package import Casework
package import Database
package import Records

extension Transaction {
    package var orders: Orders { Orders(tx: self) }
}

/// What the bank is to bring in, and the slips of what came in.
package struct Orders {
    let tx: Transaction

    private static let select: SQL = """
        SELECT o.id, o.number, o.way, o.employer_id, o.plan_id, p.number, o.amount_fen, o.due_on, o.status, o.reason,
            (SELECT max(t.reason) FROM receipt_slip s JOIN receipt_return t ON t.receipt_id = s.receipt_id
                WHERE s.order_id = o.id),
            (SELECT count(*) FROM receipt_slip s WHERE s.order_id = o.id
                AND NOT EXISTS (SELECT 1 FROM receipt_return t WHERE t.receipt_id = s.receipt_id))
        FROM payment_order o JOIN contribution_plan p ON p.id = o.plan_id
        """

    private static func read(_ row: Row) throws(DatabaseError) -> PaymentOrder {
        let (kept, reason, returned): (PaymentOrder.Status, String?, String?) = (try row[8], try row[9], try row[10])
        let standing: Int = try row[11]
        // What was paid and has gone back again was not paid after all.
        let isReturned = kept == .done && standing == 0 && returned != nil
        // Money that came for an order after it had come to nothing pays it all the same.
        let isPaidLate = !kept.isOpen && kept != .done && standing > 0
        return PaymentOrder(
            id: try row[0], number: try row[1], way: try row[2], employer: try row[3], plan: try row[4],
            planNumber: try row[5], amount: try row[6], dueOn: try row[7],
            status: isReturned ? .returned : isPaidLate ? .done : kept,
            reason: isReturned ? returned : reason)
    }

    package func withNumber(_ number: String) throws -> PaymentOrder? {
        try tx.first("\(Self.select) WHERE o.number = \(number)", Self.read)
    }

    package func open(of employer: EmployerId) throws -> [PaymentOrder] {
        try tx.all(
            """
            \(Self.select) WHERE o.employer_id = \(employer) AND o.status IN ('announced', 'sent') ORDER BY o.id
            """, Self.read)
    }

    /// The latest first.
    package func of(_ plan: PlanId) throws -> [PaymentOrder] {
        try tx.all("\(Self.select) WHERE o.plan_id = \(plan) ORDER BY o.id DESC LIMIT 50", Self.read)
    }

    /// Deductions whose day has come.
    package func dueDeductions(in region: Region, on day: Day, limit: Int) throws -> [PaymentOrder] {
        try tx.all(
            """
            \(Self.select) WHERE o.region = \(region.rawValue) AND o.status = 'announced' AND o.way = 'deduction'
                AND o.due_on <= \(day) ORDER BY o.due_on, o.id LIMIT \(limit)
            """, Self.read)
    }

    /// Online orders that nobody has paid in time.
    package func overdue(in region: Region, on day: Day, limit: Int) throws -> [PaymentOrder] {
        try tx.all(
            """
            \(Self.select) WHERE o.region = \(region.rawValue) AND o.status = 'sent' AND o.way = 'onlineBank'
                AND o.due_on < \(day) ORDER BY o.due_on, o.id LIMIT \(limit)
            """, Self.read)
    }

    /// Deductions that were sent on an earlier day and of which the bank has said nothing: work for the staff.
    package func unanswered(in region: Region, on day: Day, limit: Int) throws -> [PaymentOrder] {
        try tx.all(
            """
            \(Self.select) WHERE o.region = \(region.rawValue) AND o.status = 'sent' AND o.way = 'deduction'
                AND o.sent_on < \(day) ORDER BY o.due_on, o.id LIMIT \(limit)
            """, Self.read)
    }

    package func isUnanswered(_ id: PaymentOrderId, on day: Day) throws -> Bool {
        try tx.first(
            """
            SELECT o.id FROM payment_order o
            WHERE o.id = \(id) AND o.status = 'sent' AND o.way = 'deduction' AND o.sent_on < \(day)
            """
        ) { row throws(DatabaseError) in try row[0] as PaymentOrderId } != nil
    }

    package func make(
        _ ordering: PaymentOrdering, as id: PaymentOrderId, number: String, plan: PlanId, case caseId: CaseId,
        on day: Day
    ) throws {
        let isSent = ordering.way == .onlineBank
        try tx.run(
            """
            INSERT INTO payment_order (id, number, way, region, employer_id, plan_id, amount_fen, due_on, status, sent_on,
                case_id)
            VALUES (\(id), \(number), \(ordering.way), \(ordering.region.rawValue), \(ordering.employer), \(plan),
                \(ordering.amount), \(ordering.dueOn), \(isSent ? PaymentOrder.Status.sent : .announced),
                \(isSent ? day : nil), \(caseId))
            """)
    }

    /// - Parameter amount: what the plan lacks on the day of the deduction; it may be less than was announced.
    package func sent(_ id: PaymentOrderId, _ amount: Money, on day: Day) throws {
        try tx.run(
            """
            UPDATE payment_order SET status = 'sent', amount_fen = \(amount), sent_on = \(day)
            WHERE id = \(id) AND status = 'announced'
            """)
    }

    /// Nothing happens to an order that has come to its end before.
    package func close(_ closing: OrderClosing, on day: Day) throws {
        try tx.run(
            """
            UPDATE payment_order SET status = \(closing.status), closed_on = \(day), reason = \(closing.reason)
            WHERE id = \(closing.order) AND status IN ('announced', 'sent')
            """)
    }
}

extension Orders {
    /// Somebody of the staff has asked the bank, and closes it.
    package func note(_ closing: OrderClosing, by login: Int64, at now: Instant) throws {
        try tx.run(
            """
            INSERT INTO order_closing (order_id, closed_by, closed_at, reason)
            VALUES (\(closing.order), \(login), \(now), \(closing.reason)) ON CONFLICT (order_id) DO NOTHING
            """)
    }

    func keep(_ slip: ReceiptSlip, of receipt: ReceiptId) throws {
        try tx.run(
            """
            INSERT INTO receipt_slip (receipt_id, way, order_id, payer_name, payer_account, payee_account, paid_at,
                delivered_on)
            VALUES (\(receipt), \(slip.way), \(slip.order), \(slip.payerName), \(slip.payerAccount),
                \(slip.payeeAccount), \(slip.paidAt), \(slip.deliveredOn))
            """)
    }

    /// A receipt through the bank that paid something of a plan, with the case that issued its papers.
    package struct Slip: Sendable {
        package let id: ReceiptId
        package let receipt: String
        package let way: PaymentWay
        package let caseId: CaseId
        package let deliveredOn: Day
        /// The day on which the bank gave the money back and withdrew the slip.
        package let returnedOn: Day?
    }

    package func slips(of plan: PlanId) throws -> [Slip] {
        try tx.all(
            """
            SELECT r.id, r.number, s.way, r.case_id, s.delivered_on, t.returned_on FROM receipt_slip s
            JOIN receipt r ON r.id = s.receipt_id LEFT JOIN receipt_return t ON t.receipt_id = r.id
            WHERE EXISTS (SELECT 1 FROM receipt_allocation a WHERE a.receipt_id = r.id AND a.plan_id = \(plan))
            ORDER BY r.paid_on, r.id
            """
        ) { row throws(DatabaseError) in
            Slip(
                id: try row[0], receipt: try row[1], way: try row[2], caseId: try row[3], deliveredOn: try row[4],
                returnedOn: try row[5])
        }
    }
}

extension PaymentOrder.Way: ColumnCodable {}
extension PaymentOrder.Status: ColumnCodable {}
extension PaymentWay: ColumnCodable {}
