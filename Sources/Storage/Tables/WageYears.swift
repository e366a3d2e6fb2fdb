package import Basics
package import Casework
package import Database
package import Records

extension Transaction {
    package var wageYears: WageYears { WageYears(tx: self) }
}

/// The yearly declaration of wages: who has been declared for, what has been signed.
package struct WageYears {
    let tx: Transaction

    package func sign(_ signature: WageSignature, case caseId: CaseId, on today: Day) throws {
        try tx.run(
            """
            INSERT INTO wage_signature (employer_id, base_year, declared, left_out, signed_on, case_id)
            VALUES (\(signature.employer), \(signature.baseYear), \(signature.declared), \(signature.leftOut), \(today),
                \(caseId))
            """)
    }

    package func signed(by employer: EmployerId) throws -> [Month: Day] {
        var signed: [Month: Day] = [:]
        try tx.each("SELECT base_year, signed_on FROM wage_signature WHERE employer_id = \(employer)") { row in
            signed[try row[0]] = try row[1]
        }
        return signed
    }

    /// Those whose employment and coverage go on, in the order of persons.
    package func staff(of employer: EmployerId) throws -> [DeclaredPerson] {
        try tx.all(
            """
            SELECT l.person_id, l.name, l.number, l.wage_fen, min(s.first_period), (
                SELECT max(c.effective_on) FROM enrolment_change c
                WHERE c.enrolment_id = l.enrolment_id AND c.kind = 'wageOfYearDeclared' AND NOT EXISTS (
                    SELECT 1 FROM enrolment_change b
                    WHERE b.enrolment_id = c.enrolment_id AND b.case_id = c.case_id AND b.kind = 'wageTakenBack'))
            FROM staff_list l JOIN coverage_span s ON s.employer_id = l.employer_id AND s.person_id = l.person_id
                AND s.enrolment_id = l.enrolment_id
            WHERE l.employer_id = \(employer) AND l.standing = 'present' AND l.wage_fen IS NOT NULL
            GROUP BY l.person_id, l.enrolment_id, l.name, l.number, l.wage_fen
            HAVING max(CASE WHEN s.last_period IS NULL THEN 1 ELSE 0 END) = 1
            ORDER BY l.person_id
            """
        ) { row throws(DatabaseError) in
            let declared: Day? = try row[5]
            return DeclaredPerson(
                person: try row[0], name: try row[1], number: try row[2], wage: try row[3], since: try row[4],
                lastDeclared: declared?.month)
        }
    }

    /// Employers of a region with people, that have neither signed a base year nor been reminded of it; at most `limit`.
    package func unreminded(in region: Region, of baseYear: Month, kind: String, limit: Int) throws -> [EmployerId] {
        try tx.all(
            """
            SELECT e.id FROM employer e JOIN staff_total t ON t.employer_id = e.id AND t.standing = 'present'
            WHERE e.region = \(region.rawValue) AND t.people > 0
                AND NOT EXISTS (
                    SELECT 1 FROM wage_signature w WHERE w.employer_id = e.id AND w.base_year = \(baseYear))
                AND NOT EXISTS (
                    SELECT 1 FROM to_do d WHERE d.party = 'employer' AND d.party_id = e.id AND d.kind = \(kind)
                        AND d.subject = \(baseYear.description))
            ORDER BY e.id LIMIT \(limit)
            """
        ) { row throws(DatabaseError) in try row[0] }
    }

    /// Nothing can be declared any more: what was to be done of it is over.
    package func closeReminders(of kind: String, at now: Instant) throws {
        try tx.run("UPDATE to_do SET settled_at = \(now) WHERE kind = \(kind) AND settled_at IS NULL")
    }
}
