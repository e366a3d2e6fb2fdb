package import Basics
package import Database
package import Records

extension Transaction {
    package var personRecords: PersonRecords { PersonRecords(tx: self) }
}

/// What is held of one person across employers.
package struct PersonRecords {
    let tx: Transaction

    package struct Coverage: Sendable, Hashable {
        package let enrolment: EnrolmentId
        package let region: Region
        package let employerName: String
        package let line: InsuranceLine
        package let first: Month
        package let last: Month?
        package let beganOn: Day
        package let endedOn: Day?
    }

    /// A person's coverage with all employers, the latest employment first.
    package func coverage(of person: PersonId) throws -> [Coverage] {
        try tx.all(
            """
            SELECT n.id, n.region, e.name, s.line, s.first_period, s.last_period, n.began_on, n.ended_on
            FROM coverage_span s
            JOIN enrolment n ON n.id = s.enrolment_id
            JOIN employer e ON e.id = s.employer_id
            WHERE s.person_id = \(person) ORDER BY n.began_on DESC, n.id DESC, s.line, s.first_period LIMIT 500
            """
        ) { row throws(DatabaseError) in
            var columns = row.columns
            return Coverage(
                enrolment: try columns.next(), region: Region(rawValue: try columns.next()),
                employerName: try columns.next(), line: try columns.next(),
                first: try columns.next(), last: try columns.next(), beganOn: try columns.next(),
                endedOn: try columns.next())
        }
    }

    /// The earliest month that a person has a contribution for.
    package func earliestPeriod(of person: PersonId) throws -> Month? {
        try tx.first("SELECT period FROM contribution_row WHERE person_id = \(person) ORDER BY period LIMIT 1") {
            row throws(DatabaseError) in try row[0] as Month
        }
    }

    /// The part of a person's received contributions that belongs to their account.
    package func credited(to person: PersonId) throws -> Money {
        try tx.one(
            """
            SELECT CAST(coalesce(sum(r.account_fen), 0) AS BIGINT) FROM contribution_row r
            WHERE r.person_id = \(person) AND EXISTS (SELECT 1 FROM plan_settlement s WHERE s.plan_id = r.plan_id)
            """
        ) { row throws(DatabaseError) in try row[0] }
    }

    /// In how many months something received went to the person's account, and the base of the latest of them.
    package func creditedMonths(of person: PersonId) throws -> (count: Int, latestBase: Money?) {
        let months: Int = try tx.one(
            """
            SELECT CAST(count(*) AS BIGINT) FROM (
                SELECT r.period FROM contribution_row r
                WHERE r.person_id = \(person) AND EXISTS (SELECT 1 FROM plan_settlement s WHERE s.plan_id = r.plan_id)
                GROUP BY r.period HAVING sum(r.account_fen) > 0
            ) credited
            """
        ) { row throws(DatabaseError) in try row[0] }
        let base: Money? = try tx.first(
            """
            SELECT r.base_fen FROM contribution_row r
            WHERE r.person_id = \(person) AND r.account_fen > 0
                AND EXISTS (SELECT 1 FROM plan_settlement s WHERE s.plan_id = r.plan_id)
            ORDER BY r.period DESC, r.sequence DESC LIMIT 1
            """
        ) { row throws(DatabaseError) in try row[0] as Money }
        return (months, base)
    }
}
