package import Basics
package import Casework
import Database
package import Records

extension Enrolments {
    /// Carries out what an act makes of an enrolment that is there.
    /// - Parameter perEmployer: the lines that are covered for each employment by itself, not once for the person.
    /// - Returns: the digests of everything that may change of it, as it stands now.
    package func amend(
        _ amendment: EnrolmentAmendment, in region: Region, perEmployer: Set<InsuranceLine>, case caseId: CaseId,
        on today: Day
    ) throws -> [RecordDigest] {
        let (id, change) = (amendment.enrolment, amendment.change)
        try tx.run(
            """
            INSERT INTO enrolment_change (enrolment_id, sequence, kind, effective_on, reason, case_id, made_on)
            VALUES (\(id), (SELECT coalesce(max(c.sequence), 0) + 1 FROM enrolment_change c WHERE c.enrolment_id = \(id)),
                \(change.kind), \(change.effectiveOn), \(change.reason), \(caseId), \(today))
            """)
        switch change.kind {
        case .ended:
            try tx.run(
                "UPDATE enrolment SET ended_on = \(change.effectiveOn) WHERE id = \(id) AND ended_on IS NULL")
        case .endTakenBack:
            try tx.run("UPDATE enrolment SET ended_on = NULL WHERE id = \(id) AND voided_on IS NULL")
        case .suspended, .resumed, .wageChanged, .wageOfYearDeclared: break
        }
        for span in amendment.spans {
            let scope = perEmployer.contains(span.line) ? amendment.employer.value : 0
            try put(span, of: amendment, scope: scope, region)
        }
        if let wage = amendment.wage {
            try tx.run(
                """
                INSERT INTO declared_wage (enrolment_id, from_period, wage_fen) VALUES (\(id), \(wage.from), \(wage.amount))
                ON CONFLICT (enrolment_id, from_period) DO UPDATE SET wage_fen = excluded.wage_fen
                """)
        }
        if change.kind.isTold { try tx.keeperAnswers.forget(id) }
        return try tx.recordRows.digests(people: [], enrolments: [id]).filter(\.part.mayChange)
            .sorted { $0.part.rawValue < $1.part.rawValue }
    }

    /// A span that is there gets its new end; one that is not begins.
    private func put(_ span: CoverageSpan, of amendment: EnrolmentAmendment, scope: Int64, _ region: Region) throws {
        let found = try tx.run(
            """
            UPDATE coverage_span SET last_period = \(span.last)
            WHERE person_id = \(amendment.person) AND line = \(span.line) AND payer_scope = \(scope)
                AND first_period = \(span.first) AND enrolment_id = \(amendment.enrolment)
            """)
        guard found == 0 else { return }
        try tx.run(
            """
            INSERT INTO coverage_span (person_id, line, payer_scope, first_period, last_period, enrolment_id, employer_id,
                region)
            VALUES (\(amendment.person), \(span.line), \(scope), \(span.first), \(span.last), \(amendment.enrolment),
                \(amendment.employer), \(region.rawValue))
            """)
    }

    /// What has happened to people's enrolments, each in its order.
    func changes(of people: [PersonId]) throws -> [EnrolmentId: [EnrolmentChange]] {
        var changes: [EnrolmentId: [EnrolmentChange]] = [:]
        try tx.each(
            """
            SELECT c.enrolment_id, c.kind, c.effective_on, c.reason FROM enrolment_change c
            JOIN enrolment e ON e.id = c.enrolment_id
            WHERE e.person_id IN \(list: people) ORDER BY c.enrolment_id, c.sequence
            """
        ) { row in
            changes[try row[0], default: []].append(
                EnrolmentChange(try row[1], effectiveOn: try row[2], reason: try row[3]))
        }
        return changes
    }
}

extension EnrolmentChange.Kind: ColumnCodable {}

extension EnrolmentChange.Kind {
    /// Whether the keepers of other lines hear of it, so that what they answered before says nothing any more.
    fileprivate var isTold: Bool {
        switch self {
        case .ended, .endTakenBack, .suspended, .resumed: true
        case .wageChanged, .wageOfYearDeclared: false
        }
    }
}
