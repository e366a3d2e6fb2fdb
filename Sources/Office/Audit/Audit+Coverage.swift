import Database
import Storage

extension AuditRound {
    /// Spans of one person and line never overlap; those of an employment may overlap with another employer's only.
    mutating func checkCoverage() throws {
        try expectNone(
            "coverage_span",
            """
            SELECT b.person_id, b.line, b.payer_scope, b.first_period FROM (
                SELECT person_id, line FROM coverage_span GROUP BY person_id, line HAVING count(*) > 1) k
            JOIN coverage_span a ON a.person_id = k.person_id AND a.line = k.line
            JOIN coverage_span b ON b.person_id = a.person_id AND b.line = a.line AND b.region = a.region
                AND (a.payer_scope = b.payer_scope OR a.payer_scope = 0 OR b.payer_scope = 0)
                AND (a.first_period < b.first_period
                    OR (a.first_period = b.first_period AND a.payer_scope < b.payer_scope))
            WHERE (a.last_period IS NULL OR a.last_period >= b.first_period)
                AND (b.last_period IS NULL OR b.last_period >= b.first_period)
            ORDER BY 1, 2, 3, 4
            """
        ) { row in
            let (person, line, scope, first): (Int64, Int64, Int64, Int64) = (
                try row[0], try row[1], try row[2], try row[3]
            )
            return ("\(person)/\(line)/\(scope)/\(first)", "同一人员同一险种的参保时段重叠。")
        }
        try expectNone(
            "coverage_span",
            """
            SELECT s.person_id, s.line, s.payer_scope, s.first_period FROM coverage_span s
            JOIN enrolment e ON e.id = s.enrolment_id
            WHERE e.person_id <> s.person_id OR e.employer_id <> s.employer_id OR e.region <> s.region
                OR (e.voided_on IS NOT NULL AND (s.last_period IS NULL OR s.last_period >= s.first_period))
                OR (e.voided_on IS NULL AND s.last_period < s.first_period
                    AND NOT EXISTS (SELECT 1 FROM enrolment_change c WHERE c.enrolment_id = e.id))
                OR (e.ended_on IS NOT NULL AND s.last_period IS NULL)
            ORDER BY 1, 2, 3, 4
            """
        ) { row in
            let (person, line, scope, first): (Int64, Int64, Int64, Int64) = (
                try row[0], try row[1], try row[2], try row[3]
            )
            return ("\(person)/\(line)/\(scope)/\(first)", "参保时段与其参保登记不符。")
        }
    }
}
