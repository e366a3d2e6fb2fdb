package import Basics
package import Database
package import Records

extension Transaction {
    package var coveredStaff: CoveredStaff { CoveredStaff(tx: self) }
}

/// What contributions are computed from, of every employer of a region, range by range: each range is some whole employers.
package struct CoveredStaff {
    let tx: Transaction

    /// A person's coverage with an employer in a month.
    package struct Coverage: Hashable, Sendable {
        package let employer: EmployerId
        package let injuryClass: Int
        package let person: PersonId
        package let household: HouseholdKind
        package let wage: Money
        package let line: InsuranceLine
    }

    private struct Terms {
        let wage: Money
        let household: HouseholdKind
    }

    /// How many employers ``employers(after:in:limit:)`` goes through.
    package func employerCount(in region: Region) throws -> Int {
        try tx.one("SELECT count(*) FROM employer WHERE region = \(region.rawValue)") { row throws(DatabaseError) in
            try row[0]
        }
    }

    /// The next employers in the order of their keys, at most `limit` of them; empty after the last.
    package func employers(after employer: EmployerId?, in region: Region, limit: Int) throws -> [EmployerId] {
        try tx.all(
            """
            SELECT id FROM employer WHERE region = \(region.rawValue) AND id > \(employer ?? EmployerId(0))
            ORDER BY id LIMIT \(limit)
            """
        ) { row throws(DatabaseError) in try row[0] as EmployerId }
    }

    /// Everybody covered in a month by some employers that follow each other, employer by employer and person by person.
    package func each(
        of employers: [EmployerId], in region: Region, _ period: Month, _ body: (Coverage) throws -> Void
    ) throws {
        guard let first = employers.first, let last = employers.last else { return }
        let range: SQL = "e.id >= \(first) AND e.id <= \(last) AND e.region = \(region.rawValue)"
        let terms = try terms(of: range, period)
        let classes = try tx.employers.withIds(employers).mapValues { $0.injuryClass(in: period) }
        try tx.each(
            """
            SELECT s.employer_id, s.person_id, s.line, s.enrolment_id FROM employer e
            JOIN coverage_span s ON s.employer_id = e.id
            WHERE \(range) AND s.first_period <= \(period) AND (s.last_period IS NULL OR s.last_period >= \(period))
            ORDER BY s.employer_id, s.person_id, s.line
            """
        ) { row in
            let employer: EmployerId = try row[0]
            guard let terms = terms[try row[3]], let injuryClass = classes[employer] else { return }
            try body(
                Coverage(
                    employer: employer, injuryClass: injuryClass, person: try row[1], household: terms.household,
                    wage: terms.wage, line: try row[2]))
        }
    }

    /// By itself, as PostgreSQL would look for the wage of each span anew; without those who had no wage yet.
    private func terms(of range: SQL, _ period: Month) throws -> [EnrolmentId: Terms] {
        var terms: [EnrolmentId: Terms] = [:]
        try tx.each(
            """
            SELECT n.id, p.household, (
                SELECT w.wage_fen FROM declared_wage w
                WHERE w.enrolment_id = n.id AND w.from_period <= \(period) ORDER BY w.from_period DESC LIMIT 1)
            FROM employer e JOIN enrolment n ON n.employer_id = e.id JOIN person p ON p.id = n.person_id
            WHERE \(range)
            """
        ) { row in
            guard let wage: Money = try row[2] else { return }
            terms[try row[0]] = Terms(wage: wage, household: try row[1])
        }
        return terms
    }
}
