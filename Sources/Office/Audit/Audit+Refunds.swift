import Basics
import Casework
import Database
import Foundation
import Records
import Storage

extension AuditRound {
    /// What is paid out is what a case ordered, to the account that it named, and stands as the bank has answered; what is
    /// owed to payees is what the bank has not answered yet.
    mutating func checkRefunds() throws {
        try expectNone(
            "refund_order",
            """
            SELECT id, CAST(sum(fen) AS BIGINT), CAST(sum(owed) AS BIGINT) FROM (
                SELECT id, amount_fen AS fen, CASE WHEN status = 'sent' THEN amount_fen ELSE 0 END AS owed
                FROM refund_order
                UNION ALL SELECT refund_id, -amount_fen, 0 FROM refund_part
                UNION ALL SELECT o.id, 0, p.amount_fen FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id
                    JOIN refund_order o ON o.case_id = e.case_id WHERE p.account = 'refundsPayable'
            ) movement GROUP BY id HAVING sum(fen) <> 0 OR sum(owed) <> 0 ORDER BY id
            """
        ) { row in
            let (id, fen, owed): (Int64, Money, Money) = (try row[0], try row[1], try row[2])
            return fen.isZero
                ? ("\(id)", "退款指令与应退科目的余额相差\(owed)元。") : ("\(id)", "退款指令的金额与其各项来源之和相差\(fen)元。")
        }
        try checkRefundsAgainstCases()
        try checkAssignments()
    }

    private mutating func checkRefundsAgainstCases() throws {
        try examine(
            "refund_order",
            """
            SELECT o.id, o.number, o.status, o.payer_reference, o.account_number, v.detail, s.detail, c.status
            FROM refund_order o JOIN matter_case c ON c.id = o.case_id
            LEFT JOIN case_event v ON v.case_id = o.case_id AND v.sequence = (
                SELECT max(e.sequence) FROM case_event e WHERE e.case_id = o.case_id AND e.act IN ('submit', 'supplement'))
            LEFT JOIN case_event s ON s.case_id = o.case_id AND s.sequence = (
                SELECT max(e.sequence) FROM case_event e WHERE e.case_id = o.case_id AND e.act = 'synchronise')
            ORDER BY o.id
            """,
            wrong: { row in
                let (id, number): (Int64, String) = (try row[0], try row[1])
                let (status, caseStatus): (RefundOrder.Status, CaseState.Status) = (try row[2], try row[7])
                let (payer, account): (String?, String?) = (try row[3], try row[4])
                let answers = Self.answers(try row[5])
                let named = answers?["account"].flatMap { try? BankAccountNumber($0) }?.text
                let answer: String? = try row[6]
                let said = answer.flatMap {
                    try? JSONDecoder().decode(CaseEvent.Detail.self, from: Data($0.utf8)).succeeded
                }
                let expected: Bool? =
                    switch status {
                    case .sent: nil
                    case .paid: true
                    case .failed: false
                    }
                let agrees =
                    caseStatus == .effective && said == expected && account == named
                    && payer == (account == nil ? answers?["receiptNumber"] : nil)
                return agrees ? nil : ("\(id)", "退款指令\(number)的收款账户或状态与其办件不符。")
            })
    }

    /// What waited was given to the employer that its case names.
    private mutating func checkAssignments() throws {
        try examine(
            "receipt_assignment",
            """
            SELECT a.receipt_id, r.number, r.employer_id = a.employer_id, k.code, v.detail FROM receipt_assignment a
            JOIN receipt r ON r.id = a.receipt_id
            LEFT JOIN case_event v ON v.case_id = a.case_id AND v.sequence = (
                SELECT max(e.sequence) FROM case_event e WHERE e.case_id = a.case_id AND e.act IN ('submit', 'supplement'))
            LEFT JOIN employer_credit_code k ON k.employer_id = a.employer_id
                AND k.from_on <= a.assigned_on AND (k.through_on IS NULL OR k.through_on >= a.assigned_on)
            ORDER BY a.receipt_id, a.case_id
            """,
            wrong: { row in
                let (id, number, isOwn): (Int64, String, Bool) = (try row[0], try row[1], try row[2])
                let code: String? = try row[3]
                let answers = Self.answers(try row[4])
                let agrees = isOwn && answers?["receiptNumber"] == number && answers?["creditCode"] == code
                return agrees ? nil : ("\(id)", "到账凭证\(number)分配给的单位与其办件不符。")
            })
    }
}
