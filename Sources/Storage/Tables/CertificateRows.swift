package import Basics
package import Casework
package import Database
import Records

extension Transaction {
    package var certificateRows: CertificateRows { CertificateRows(tx: self) }
}

/// What certificates say of an employer's plans over a span.
package struct CertificateRows {
    let tx: Transaction

    package func earliest(_ fact: EarliestMonthHeld) throws -> Month? {
        guard let employer = fact.employer else { return try tx.personRecords.earliestPeriod(of: fact.person) }
        return try tx.first(
            """
            SELECT r.period FROM contribution_row r JOIN contribution_plan c ON c.id = r.plan_id
            WHERE r.person_id = \(fact.person) AND c.employer_id = \(employer) ORDER BY r.period LIMIT 1
            """
        ) { row throws(DatabaseError) in try row[0] as Month }
    }

    /// A person's standing contribution to a line in a month: rows of odd sequence bill, the even ones after them take back.
    private static func standing(_ employer: EmployerId, _ from: Month, _ through: Month) -> SQL {
        """
        SELECT r.period, r.line, r.person_id, CAST(sum(r.unit_fen) AS BIGINT) AS unit_fen,
            CAST(sum(r.person_fen) AS BIGINT) AS person_fen, CAST(sum(r.account_fen) AS BIGINT) AS account_fen,
            min(CASE WHEN s.plan_id IS NULL THEN 0 ELSE 1 END) AS received
        FROM contribution_plan c
        JOIN contribution_row r ON r.plan_id = c.id
        LEFT JOIN plan_settlement s ON s.plan_id = c.id
        WHERE c.employer_id = \(employer) AND c.period >= \(from) AND c.period <= \(through)
        GROUP BY r.period, r.line, r.person_id
        HAVING sum(CASE WHEN r.sequence % 2 = 1 THEN 1 ELSE -1 END) > 0
        """
    }

    package func totals(of fact: EmployerContributions) throws -> EmployerTotals {
        let standing = Self.standing(fact.employer, fact.from, fact.through)
        let periods = try tx.all(
            """
            SELECT n.period, CAST(count(DISTINCT n.person_id) AS BIGINT), CAST(sum(n.unit_fen) AS BIGINT),
                CAST(sum(n.person_fen) AS BIGINT)
            FROM (\(standing)) n GROUP BY n.period ORDER BY n.period
            """
        ) { row throws(DatabaseError) in
            EmployerTotals.Period(period: try row[0], people: try row[1], unit: try row[2], personShare: try row[3])
        }
        let lines = try tx.all(
            """
            SELECT n.line, CAST(count(DISTINCT n.person_id) AS BIGINT), CAST(sum(n.unit_fen) AS BIGINT),
                CAST(sum(n.person_fen) AS BIGINT), CAST(sum(n.account_fen) AS BIGINT)
            FROM (\(standing)) n GROUP BY n.line ORDER BY n.line
            """
        ) { row throws(DatabaseError) in
            PlanLineTotal(
                line: try row[0], people: try row[1], unit: try row[2], personShare: try row[3], account: try row[4])
        }
        return EmployerTotals(
            periods: periods, lines: lines,
            people: try tx.one("SELECT CAST(count(DISTINCT n.person_id) AS BIGINT) FROM (\(standing)) n") {
                row throws(DatabaseError) in try row[0] as Int
            },
            plans: try tx.plans.of(fact.employer, from: fact.from, through: fact.through))
    }

    package func staff(of fact: StaffOfCertificate) throws -> [StaffShare] {
        let size = StaffOfCertificate.peopleOfPart
        return try tx.all(
            """
            SELECT p.name, i.value, CAST(count(*) AS BIGINT), CAST(sum(m.received) AS BIGINT),
                CAST(sum(m.unit_fen) AS BIGINT), CAST(sum(m.person_fen) AS BIGINT)
            FROM (
                SELECT n.person_id, n.period, min(n.received) AS received, sum(n.unit_fen) AS unit_fen,
                    sum(n.person_fen) AS person_fen
                FROM (\(Self.standing(fact.employer, fact.from, fact.through))) n GROUP BY n.person_id, n.period) m
            JOIN person p ON p.id = m.person_id
            JOIN person_identity i ON i.person_id = m.person_id AND i.kind = 'number' AND i.through_on IS NULL
            GROUP BY m.person_id, p.name, i.value
            ORDER BY m.person_id LIMIT \(size) OFFSET \((fact.part - 1) * size)
            """
        ) { row throws(DatabaseError) in
            StaffShare(
                name: try row[0], number: try row[1], months: try row[2], monthsReceived: try row[3],
                unit: try row[4], personShare: try row[5])
        }
    }
}

extension EarliestMonthHeld: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: Month?] {
        var months: [Self: Month?] = [:]
        for fact in facts { months[fact] = .some(try tx.certificateRows.earliest(fact)) }
        return months
    }
}

extension EmployerContributions: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: EmployerTotals] {
        var totals: [Self: EmployerTotals] = [:]
        for fact in facts { totals[fact] = try tx.certificateRows.totals(of: fact) }
        return totals
    }
}

extension StaffOfCertificate: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: [StaffShare]] {
        var staff: [Self: [StaffShare]] = [:]
        for fact in facts { staff[fact] = try tx.certificateRows.staff(of: fact) }
        return staff
    }
}
