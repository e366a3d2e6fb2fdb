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
            INSERT INTO enrolment_change (enrolment_id, sequence, kind, effective_on, reason, case_id, made_on, wage_from,
                replaced_wage_fen)
            VALUES (\(id), (SELECT coalesce(max(c.sequence), 0) + 1 FROM enrolment_change c WHERE c.enrolment_id = \(id)),
                \(change.kind), \(change.effectiveOn), \(change.reason), \(caseId), \(today),
                \(amendment.wage?.from), (
                    SELECT w.wage_fen FROM declared_wage w
                    WHERE w.enrolment_id = \(id) AND w.from_period = \(amendment.wage?.from)))
            """)
        switch change.kind {
        case .ended:
            try tx.run(
                "UPDATE enrolment SET ended_on = \(change.effectiveOn) WHERE id = \(id) AND ended_on IS NULL")
        case .endTakenBack:
            try tx.run("UPDATE enrolment SET ended_on = NULL WHERE id = \(id) AND voided_on IS NULL")
        case .suspended, .resumed, .wageChanged, .wageOfYearDeclared, .suspensionTakenBack, .resumptionTakenBack,
            .wageTakenBack:
            break
        }
        for span in amendment.spans {
            let scope = perEmployer.contains(span.line) ? amendment.employer.value : 0
            try put(span, of: amendment, scope: scope, region)
        }
        if let wage = amendment.wage { try put(wage, of: id) }
        if change.kind.isTold { try tx.keeperAnswers.forget(id) }
        return try tx.recordRows.digests(people: [], enrolments: [id]).filter(\.part.mayChange)
            .sorted { $0.part.rawValue < $1.part.rawValue }
    }

    private func put(_ wage: DeclaredWage, of id: EnrolmentId) throws {
        guard let amount = wage.amount else {
            try tx.run("DELETE FROM declared_wage WHERE enrolment_id = \(id) AND from_period = \(wage.from)")
            return
        }
        try tx.run(
            """
            INSERT INTO declared_wage (enrolment_id, from_period, wage_fen) VALUES (\(id), \(wage.from), \(amount))
            ON CONFLICT (enrolment_id, from_period) DO UPDATE SET wage_fen = excluded.wage_fen
            """)
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

extension Enrolments {
    /// What cases have made of enrolments that were there before, without what was taken back.
    package func amendments(by cases: [CaseId]) throws -> [CaseId: AmendmentMade] {
        let rows = try tx.all(
            """
            SELECT c.case_id, e.id, e.person_id, c.sequence, c.wage_from, c.replaced_wage_fen, (
                SELECT w.wage_fen FROM declared_wage w
                WHERE w.enrolment_id = e.id AND w.from_period < c.wage_from ORDER BY w.from_period DESC LIMIT 1)
            FROM enrolment_change c JOIN enrolment e ON e.id = c.enrolment_id
            WHERE c.case_id IN \(list: cases) ORDER BY c.case_id, c.enrolment_id, c.sequence
            """
        ) { row throws(DatabaseError) in
            Amended(
                caseId: try row[0], enrolment: try row[1], person: try row[2], index: try row[3] as Int - 1,
                wageFrom: try row[4], replaced: try row[5], before: try row[6])
        }
        let enrolments = try ofPeople(Array(Set(rows.map(\.person))))
        var made: [CaseId: AmendmentMade] = [:]
        for row in rows {
            guard let enrolment = enrolments[row.person]?.first(where: { $0.id == row.enrolment }),
                enrolment.standing.contains(row.index)
            else { continue }
            made[row.caseId] = AmendmentMade(
                enrolment: enrolment, change: enrolment.changes[row.index],
                isLatest: enrolment.standing.last == row.index, wageBefore: row.wageBefore)
        }
        return made
    }

    private struct Amended {
        let caseId: CaseId
        let enrolment: EnrolmentId
        let person: PersonId
        let index: Int
        let wageFrom: Month?
        let replaced: Money?
        let before: Money?

        var wageBefore: AmendmentMade.WageBefore? {
            guard let from = wageFrom, let amount = replaced ?? before else { return nil }
            return AmendmentMade.WageBefore(from: from, amount: amount, isReplaced: replaced != nil)
        }
    }
}

extension EnrolmentChange.Kind: ColumnCodable {}

extension EnrolmentChange.Kind {
    /// Whether the keepers of other lines hear of it, so that what they answered before says nothing any more.
    fileprivate var isTold: Bool {
        switch self {
        case .ended, .endTakenBack, .suspended, .suspensionTakenBack, .resumed, .resumptionTakenBack: true
        case .wageChanged, .wageOfYearDeclared, .wageTakenBack: false
        }
    }
}
