package import Basics
package import Casework
package import Database
package import Records

extension Transaction {
    package var enrolments: Enrolments { Enrolments(tx: self) }
}

/// Coverage: enrolments, their contracts, wages and spans.
package struct Enrolments {
    let tx: Transaction

    /// What nobody has billed yet, in the order of persons and lines.
    package func unbilled(of employer: EmployerId, in period: Month) throws -> [BillableSpan] {
        try tx.all(
            """
            SELECT s.person_id, s.line, w.wage_fen, p.household
            FROM coverage_span s
            JOIN person p ON p.id = s.person_id
            JOIN declared_wage w ON w.enrolment_id = s.enrolment_id AND w.from_period = (
                SELECT max(v.from_period) FROM declared_wage v
                WHERE v.enrolment_id = s.enrolment_id AND v.from_period <= \(period))
            WHERE s.employer_id = \(employer) AND s.first_period <= \(period)
                AND (s.last_period IS NULL OR s.last_period >= \(period))
                AND NOT EXISTS (
                    SELECT 1 FROM contribution_row r
                    WHERE r.person_id = s.person_id AND r.period = \(period) AND r.line = s.line
                        AND r.payer_scope = s.payer_scope AND r.sequence = 1)
            ORDER BY s.person_id, s.line
            """
        ) { row throws(DatabaseError) in
            BillableSpan(person: try row[0], line: try row[1], wage: try row[2], household: try row[3])
        }
    }

    package func ofPeople(_ people: [PersonId]) throws -> [PersonId: [Enrolment]] {
        var spans: [EnrolmentId: [CoverageSpan]] = [:]
        try tx.each(
            """
            SELECT enrolment_id, line, first_period, last_period FROM coverage_span
            WHERE person_id IN \(list: people) ORDER BY line, first_period
            """
        ) { row in
            let span = CoverageSpan(line: try row[1], first: try row[2], last: try row[3])
            spans[try row[0], default: []].append(span)
        }
        let enrolments = try tx.all(
            """
            SELECT e.id, e.person_id, e.employer_id, e.region, e.began_on, e.ended_on, w.wage_fen
            FROM enrolment e
            JOIN declared_wage w ON w.enrolment_id = e.id AND w.from_period = (
                SELECT max(v.from_period) FROM declared_wage v WHERE v.enrolment_id = e.id)
            WHERE e.person_id IN \(list: people) ORDER BY e.began_on DESC, e.id DESC
            """
        ) { row throws(DatabaseError) in
            Enrolment(
                id: try row[0], person: try row[1], employer: try row[2], region: Region(rawValue: try row[3]),
                beganOn: try row[4], endedOn: try row[5], declaredWage: try row[6], spans: spans[try row[0]] ?? [])
        }
        return Dictionary(grouping: enrolments, by: \.person)
    }

    /// - Parameter perEmployer: the lines that are covered for each employment by itself, not once for the person.
    package func open(
        _ opening: EnrolmentOpening, as id: EnrolmentId, for person: PersonId, perEmployer: Set<InsuranceLine>,
        case caseId: CaseId
    ) throws {
        try tx.run(
            """
            INSERT INTO enrolment (id, person_id, employer_id, region, began_on, case_id)
            VALUES (\(id), \(person), \(opening.employer), \(opening.region.rawValue), \(opening.beganOn), \(caseId))
            """)
        let contract = opening.contract
        try tx.run(
            """
            INSERT INTO labour_contract (enrolment_id, begins_on, ends_on, term, occupation)
            VALUES (\(id), \(contract.beginsOn), \(contract.endsOn), \(contract.term), \(contract.occupation))
            """)
        guard let first = opening.spans.map(\.first).min() else { return }
        try tx.run(
            """
            INSERT INTO declared_wage (enrolment_id, from_period, wage_fen)
            VALUES (\(id), \(first), \(opening.declaredWage))
            """)
        for span in opening.spans {
            let scope = perEmployer.contains(span.line) ? opening.employer.value : 0
            try tx.run(
                """
                INSERT INTO coverage_span (person_id, line, payer_scope, first_period, last_period, enrolment_id,
                    employer_id, region)
                VALUES (\(person), \(span.line), \(scope), \(span.first), \(span.last), \(id), \(opening.employer),
                    \(opening.region.rawValue))
                """)
        }
    }
}

extension LabourContract.Term: ColumnCodable {}
extension InsuranceLine: ColumnCodable {}
