import Basics
import Database
import Storage

extension AuditRound {
    /// Each entry balances, and every account of every plan holds what plans, receipts and settlements say that it holds.
    mutating func checkLedger() throws {
        try expectNone(
            "ledger_entry",
            """
            SELECT e.id, coalesce(CAST(sum(p.amount_fen) AS BIGINT), 0), CAST(count(p.account) AS BIGINT)
            FROM ledger_entry e LEFT JOIN ledger_posting p ON p.entry_id = e.id
            GROUP BY e.id HAVING count(p.account) = 0 OR sum(p.amount_fen) <> 0 ORDER BY e.id
            """
        ) { row in
            let (id, fen, postings): (Int64, Money, Int64) = (try row[0], try row[1], try row[2])
            return ("\(id)", postings == 0 ? "该分录没有借贷金额。" : "该分录借贷不平，相差\(fen)元。")
        }
        try expectNone(
            "ledger_posting",
            """
            SELECT p.entry_id, p.account, p.amount_fen FROM ledger_posting p
            WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = p.entry_id) ORDER BY 1, 2
            """
        ) { row in
            let (entry, account): (Int64, String) = (try row[0], try row[1])
            return ("\(entry)/\(account)", "该借贷金额没有对应的分录。")
        }
        try checkPlanAccounts()
        try checkControlAccounts()
    }

    /// What the person's share gives to the accounts of a plan's line, or takes back: as much of it as goes there.
    private static let fromPerson: SQL = """
        (CASE WHEN account_fen > 0
            THEN CASE WHEN person_fen <= 0 THEN 0 WHEN account_fen < person_fen THEN account_fen ELSE person_fen END
            ELSE CASE WHEN person_fen >= 0 THEN 0 WHEN account_fen > person_fen THEN account_fen ELSE person_fen END
        END)
        """

    /// The postings of every plan, line, share and account, less what they ought to be.
    private mutating func checkPlanAccounts() throws {
        try expectNone(
            "ledger_entry",
            """
            SELECT plan_id, line, share, account, CAST(sum(fen) AS BIGINT) FROM (
                SELECT e.plan_id AS plan_id, e.line AS line, e.share AS share, p.account AS account, p.amount_fen AS fen
                FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id WHERE e.plan_id IS NOT NULL
                UNION ALL SELECT plan_id, line, 'unit', 'employerReceivable', -unit_fen FROM plan_line
                UNION ALL SELECT plan_id, line, 'person', 'employerReceivable', -person_fen FROM plan_line
                UNION ALL SELECT plan_id, line, 'unit', 'assessedContributions', unit_fen FROM plan_line
                UNION ALL SELECT plan_id, line, 'person', 'assessedContributions', person_fen FROM plan_line
                UNION ALL SELECT plan_id, line, share, 'cash', -amount_fen FROM standing_allocation
                UNION ALL SELECT plan_id, line, share, 'employerReceivable', amount_fen FROM standing_allocation
                UNION ALL SELECT plan_id, line, 'unit', 'assessedContributions', -unit_fen FROM plan_line
                    WHERE plan_id IN (SELECT plan_id FROM plan_settlement)
                UNION ALL SELECT plan_id, line, 'person', 'assessedContributions', -person_fen FROM plan_line
                    WHERE plan_id IN (SELECT plan_id FROM plan_settlement)
                UNION ALL SELECT plan_id, line, share, 'employerReceivable', amount_fen FROM plan_offset
                UNION ALL SELECT plan_id, line, share, 'creditClearing', -amount_fen FROM plan_offset
                UNION ALL SELECT plan_id, line, 'person', 'personalAccounts', \(Self.fromPerson)
                    FROM plan_line WHERE plan_id IN (SELECT plan_id FROM plan_settlement)
                UNION ALL SELECT plan_id, line, 'unit', 'personalAccounts', account_fen - \(Self.fromPerson)
                    FROM plan_line WHERE plan_id IN (SELECT plan_id FROM plan_settlement)
                UNION ALL SELECT plan_id, line, 'person', 'pooledFund', person_fen - \(Self.fromPerson)
                    FROM plan_line WHERE plan_id IN (SELECT plan_id FROM plan_settlement)
                UNION ALL SELECT plan_id, line, 'unit', 'pooledFund', unit_fen - account_fen + \(Self.fromPerson)
                    FROM plan_line WHERE plan_id IN (SELECT plan_id FROM plan_settlement)
            ) movement
            GROUP BY plan_id, line, share, account HAVING sum(fen) <> 0 ORDER BY 1, 2, 3, 4
            """
        ) { row in
            let (plan, line, share): (Int64, Int64?, String?) = (try row[0], try row[1], try row[2])
            let (account, fen): (String, Money) = (try row[3], try row[4])
            return (
                "\(plan)/\(line.map { "\($0)" } ?? "")/\(share ?? "")/\(account)",
                "缴费计划\(plan)在该科目上的分录与应有金额相差\(fen)元。"
            )
        }
    }

    /// Sub-ledgers and their control accounts; and the trial balance.
    private mutating func checkControlAccounts() throws {
        try expectNone(
            "ledger_posting",
            """
            SELECT coalesce(employer_id, 0), CAST(sum(fen) AS BIGINT) FROM (
                SELECT e.employer_id AS employer_id, p.amount_fen AS fen FROM ledger_entry e
                    JOIN ledger_posting p ON p.entry_id = e.id WHERE p.account = 'employerReceivable'
                UNION ALL SELECT employer_id, -unit_fen - person_fen FROM contribution_plan
                UNION ALL SELECT c.employer_id, a.amount_fen FROM standing_allocation a
                    JOIN contribution_plan c ON c.id = a.plan_id
            ) movement GROUP BY employer_id HAVING sum(fen) <> 0 ORDER BY 1
            """
        ) { row in
            let (employer, fen): (Int64, Money) = (try row[0], try row[1])
            return ("employerReceivable/\(employer)", "单位\(employer)的应收总账与缴费计划减到账分配相差\(fen)元。")
        }
        try expectNone(
            "ledger_posting",
            """
            SELECT CAST(sum(fen) AS BIGINT) FROM (
                SELECT p.amount_fen AS fen FROM ledger_posting p WHERE p.account = 'personalAccounts'
                UNION ALL SELECT r.account_fen FROM contribution_row r JOIN plan_settlement s ON s.plan_id = r.plan_id
            ) movement HAVING sum(fen) <> 0
            """
        ) { row in ("personalAccounts", "个人账户总账与已到账明细之和相差\(try row[0] as Money)元。") }
        try expectNone(
            "ledger_posting", "SELECT CAST(sum(amount_fen) AS BIGINT) FROM ledger_posting HAVING sum(amount_fen) <> 0"
        ) { row in ("trialBalance", "全部科目借贷合计不为零，相差\(try row[0] as Money)元。") }
    }
}
