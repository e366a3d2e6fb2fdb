import Basics
import Casework
import Database
import Foundation
import Records
import Storage

extension AuditRound {
    /// Each receipt is set against plans or waits, to the fen, and is in the books as cash; no plan is paid twice over.
    mutating func checkReceipts() throws {
        try expectNone(
            "receipt",
            """
            SELECT receipt_id, CAST(sum(fen) AS BIGINT), CAST(sum(cash) AS BIGINT) FROM (
                SELECT id AS receipt_id, amount_fen AS fen, amount_fen AS cash FROM receipt
                UNION ALL SELECT receipt_id, -amount_fen, 0 FROM receipt_allocation
                UNION ALL SELECT receipt_id, -amount_fen, 0 FROM unallocated_receipt
                UNION ALL SELECT receipt_id, 0, -amount_fen FROM receipt_return
                UNION ALL SELECT CAST(NULL AS BIGINT), 0, -amount_fen FROM refund_order WHERE status = 'paid'
                UNION ALL SELECT e.receipt_id, 0, -p.amount_fen FROM ledger_entry e
                    JOIN ledger_posting p ON p.entry_id = e.id WHERE p.account = 'cash'
            ) movement GROUP BY receipt_id HAVING sum(fen) <> 0 OR sum(cash) <> 0 ORDER BY 1
            """
        ) { row in
            let (id, fen, cash): (Int64?, Money, Money) = (try row[0], try row[1], try row[2])
            let key = id.map { "\($0)" } ?? ""
            return fen.isZero
                ? (key, "到账金额与记入国库存款的金额相差\(cash)元。") : (key, "到账金额与分配、待分配金额之和相差\(fen)元。")
        }
        try expectNone(
            "unallocated_receipt",
            """
            SELECT receipt_id, CAST(sum(fen) AS BIGINT) FROM (
                SELECT receipt_id, amount_fen AS fen FROM standing_unallocated
                UNION ALL SELECT e.receipt_id, p.amount_fen FROM ledger_entry e
                    JOIN ledger_posting p ON p.entry_id = e.id WHERE p.account = 'unallocatedReceipts'
            ) movement GROUP BY receipt_id HAVING sum(fen) <> 0 ORDER BY 1
            """
        ) { row in
            let (id, fen): (Int64, Money) = (try row[0], try row[1])
            return ("\(id)", "待分配款与总账相差\(fen)元。")
        }
        try checkOffsets()
        try checkReceiptsAgainstCases()
        try checkReturns()
        try checkRefunds()
    }

    /// A return takes back one receipt, whole, as its case took it in.
    private mutating func checkReturns() throws {
        try examine(
            "receipt_return",
            """
            SELECT t.receipt_id, t.number, t.returned_on, t.amount_fen, r.number, r.amount_fen, v.detail
            FROM receipt_return t JOIN receipt r ON r.id = t.receipt_id
            LEFT JOIN case_event v ON v.case_id = t.case_id AND v.sequence = 1 ORDER BY t.receipt_id
            """,
            wrong: { row in
                let answers = Self.answers(try row[6])
                let (id, number, day): (Int64, String, Day) = (try row[0], try row[1], try row[2])
                let (amount, receipt, received): (Money, String, Money) = (try row[3], try row[4], try row[5])
                let agrees =
                    amount == received && answers?["number"] == number && answers?["receiptNumber"] == receipt
                    && answers?["returnedOn"] == day.description
                    && answers?["amount"].flatMap { Money(yuanText: $0) } == amount
                return agrees ? nil : ("\(id)", "银行退回\(number)与其办件登记的内容不符。")
            })
    }

    static func answers(_ text: String?) -> Answers? {
        text.flatMap {
            try? JSONDecoder().decode(CaseEvent.Detail.self, from: Data($0.utf8)).application?.answers
        }
    }

    /// What one plan's credit pays of another is taken from the one as it is given to the other.
    private mutating func checkOffsets() throws {
        try expectNone(
            "plan_offset",
            """
            SELECT one, other, CAST(sum(fen) AS BIGINT) FROM (
                SELECT CASE WHEN o.plan_id < o.against_plan_id THEN o.plan_id ELSE o.against_plan_id END AS one,
                    CASE WHEN o.plan_id < o.against_plan_id THEN o.against_plan_id ELSE o.plan_id END AS other,
                    o.amount_fen AS fen,
                    CASE WHEN p.employer_id = q.employer_id THEN 0 ELSE 1 END AS foreigners
                FROM plan_offset o JOIN contribution_plan p ON p.id = o.plan_id
                JOIN contribution_plan q ON q.id = o.against_plan_id) movement
            GROUP BY one, other HAVING sum(fen) <> 0 OR sum(foreigners) > 0 ORDER BY 1, 2
            """
        ) { row in
            let (one, other, fen): (Int64, Int64, Money) = (try row[0], try row[1], try row[2])
            return ("\(one)/\(other)", "两份缴费计划之间的抵扣不相等（相差\(fen)元），或不属于同一单位。")
        }
    }

    /// A receipt is what its case took in: number, amount and day. Those that were taken over are bound together, see ``checkReceiptsTakenOver(by:)``.
    private mutating func checkReceiptsAgainstCases() throws {
        try examine(
            "receipt",
            """
            SELECT r.id, r.number, r.paid_on, r.amount_fen, v.detail FROM receipt r
            LEFT JOIN matter_case c ON c.id = r.case_id
            LEFT JOIN case_event v ON v.case_id = r.case_id AND v.sequence = 1
            WHERE c.matter IS NULL OR c.matter <> \(Takeover.slug) OR r.employer_id IS NULL
                OR c.employer_id <> r.employer_id
            ORDER BY r.id
            """,
            wrong: { row in
                let answers = Self.answers(try row[4])
                let (id, number): (Int64, String) = (try row[0], try row[1])
                let (paidOn, amount): (Day, Money) = (try row[2], try row[3])
                let agrees =
                    answers?["number"] == number && answers?["paidOn"] == paidOn.description
                    && answers?["amount"].flatMap { Money(yuanText: $0) } == amount
                return agrees ? nil : ("\(id)", "到账凭证\(number)与其办件登记的内容不符。")
            })
    }

    /// The receipts that came with an employer are those that its case names: as many, to the same sum, with the same digest.
    mutating func checkReceiptsTakenOver(by trails: [CaseId: CaseState]) throws {
        let expected = trails.compactMapValues { $0.application.matter == Takeover.slug ? $0.application : nil }
        guard !expected.isEmpty else { return }
        var receipts: [CaseId: [Records.Receipt]] = [:]
        try tx.each(
            """
            SELECT r.case_id, r.id, r.number, r.paid_on, r.amount_fen FROM receipt r
            WHERE r.employer_id IN \(list: expected.values.compactMap(\.applicant.employer)) ORDER BY r.id
            """
        ) { row in
            let receipt = Records.Receipt(
                id: try row[1], number: try row[2], paidOn: try row[3], amount: try row[4])
            receipts[try row[0], default: []].append(receipt)
        }
        for (id, application) in expected.sorted(by: { $0.key < $1.key })
        where Takeover(receipts[id] ?? []).answers != application.answers {
            find("receipt", "takeover/\(id)", "承接的到账凭证与办件\(id)承接时保存的不符。")
        }
    }
}
