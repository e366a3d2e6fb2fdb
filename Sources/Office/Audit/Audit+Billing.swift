import Basics
import Database
import Records
import Storage

extension AuditRound {
    /// Every row belongs to a plan of its month, nobody is billed twice, and what is taken back was billed.
    ///
    /// Each of these would ask the whole table, grouped or joined with itself; so only what the plans have shown to be there is
    /// looked for.
    mutating func checkBilling(_ sums: PlanSums) throws {
        let hasStrays = try hasMore("contribution_row", than: sums.rows)
        if hasStrays { try checkStrayRows() }
        // A key with one plain row is billed once.
        if hasStrays || sums.plainRows < sums.rows {
            try checkTwiceBilled()
            try checkReversals()
        }
        if hasStrays || !sums.personLines.isDisjoint(with: sums.employmentLines) { try checkScopes() }
    }

    /// Whether a table holds other rows than those that were looked at.
    func hasMore(_ table: SQL, than seen: Int) throws -> Bool {
        try tx.one("SELECT count(*) FROM \(table)") { row in try row[0] as Int } != seen
    }

    private mutating func checkStrayRows() throws {
        try expectNone(
            "contribution_row",
            """
            SELECT r.person_id, r.period, r.line, r.plan_id FROM contribution_row r
            WHERE NOT EXISTS (SELECT 1 FROM contribution_plan p WHERE p.id = r.plan_id AND p.period = r.period)
            ORDER BY 1, 2, 3
            """
        ) { row in
            let (person, period, line, plan): (Int64, Int64, Int64, Int64) = (
                try row[0], try row[1], try row[2], try row[3]
            )
            return ("\(person)/\(period)/\(line)", "该缴费明细所属的缴费计划\(plan)不存在，或所属期不同。")
        }
    }

    /// What is billed of one key, less what is taken back, is nothing or once.
    private mutating func checkTwiceBilled() throws {
        try expectNone(
            "contribution_row",
            """
            SELECT r.person_id, r.period, r.line, CAST(sum(CASE WHEN r.kind = 5 THEN -1 ELSE 1 END) AS BIGINT)
            FROM (SELECT DISTINCT person_id, period, line, payer_scope FROM contribution_row
                WHERE sequence <> 1 OR kind = 5) k
            JOIN contribution_row r ON r.person_id = k.person_id AND r.period = k.period AND r.line = k.line
                AND r.payer_scope = k.payer_scope
            GROUP BY r.person_id, r.period, r.line, r.payer_scope
            HAVING sum(CASE WHEN r.kind = 5 THEN -1 ELSE 1 END) NOT IN (0, 1) ORDER BY 1, 2, 3
            """, Self.billedTimes)
    }

    /// A line insures the person or each employment, and never bills one person both ways.
    private mutating func checkScopes() throws {
        try expectNone(
            "contribution_row",
            """
            SELECT person_id, period, line, CAST(sum(billed) AS BIGINT) FROM (
                SELECT person_id, period, line, payer_scope, CASE WHEN kind = 5 THEN -1 ELSE 1 END AS billed
                FROM contribution_row) movement
            GROUP BY person_id, period, line
            HAVING sum(CASE WHEN payer_scope = 0 THEN billed ELSE 0 END) > 0
                AND sum(CASE WHEN payer_scope > 0 THEN billed ELSE 0 END) > 0
            ORDER BY 1, 2, 3
            """, Self.billedTimes)
    }

    private static func billedTimes(_ row: Row) throws -> (key: String, sentence: String) {
        let (person, period, line, times): (Int64, Int64, Int64, Int64) = (
            try row[0], try row[1], try row[2], try row[3]
        )
        return ("\(person)/\(period)/\(line)", "同一人员、同一险种、同一所属期计费\(times)次。")
    }

    /// Odd sequences bill and even ones take back, to the fen, what the one before billed, in a plan of the same employer.
    private mutating func checkReversals() throws {
        try expectNone(
            "contribution_row",
            """
            SELECT r.person_id, r.period, r.line, r.sequence FROM contribution_row r
            LEFT JOIN contribution_row b ON b.person_id = r.person_id AND b.period = r.period AND b.line = r.line
                AND b.payer_scope = r.payer_scope AND b.sequence = r.sequence - 1
            LEFT JOIN contribution_plan p ON p.id = r.plan_id
            LEFT JOIN contribution_plan q ON q.id = b.plan_id
            WHERE (r.sequence <> 1 OR r.kind = 5) AND (r.sequence < 1 OR (r.sequence > 1 AND b.person_id IS NULL)
                OR (CASE WHEN r.kind = 5 THEN 0 ELSE 1 END) <> r.sequence % 2
                OR (r.kind = 5 AND (q.employer_id <> p.employer_id OR r.base_fen <> -b.base_fen
                    OR r.unit_fen <> -b.unit_fen OR r.person_fen <> -b.person_fen OR r.account_fen <> -b.account_fen)))
            ORDER BY 1, 2, 3, 4
            """
        ) { row in
            let (person, period, line, sequence): (Int64, Int64, Int64, Int64) = (
                try row[0], try row[1], try row[2], try row[3]
            )
            return ("\(person)/\(period)/\(line)/\(sequence)", "该缴费明细与其冲销不相对应。")
        }
    }
}
