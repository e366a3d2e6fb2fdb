import Basics
package import Casework
package import Database
package import Records

extension Transaction {
    package var recordRows: RecordRows { RecordRows(tx: self) }
}

/// The rows of people and enrolments as a case's trail binds them: digested when they are written, and again by the audit.
package struct RecordRows {
    let tx: Transaction

    /// As the rows stand, with every row that hangs on a person or an enrolment: one that no case wrote counts as well. A
    /// part without rows has no digest.
    package func digests(people: [PersonId], enrolments: [EnrolmentId]) throws -> Set<RecordDigest> {
        var rows: [Key: [[String]]] = [:]
        func note(_ part: RecordDigest.Part, _ id: Int64, _ columns: [String]) {
            rows[Key(part: part, id: id), default: []].append(columns)
        }
        if !people.isEmpty { try read(people, note) }
        if !enrolments.isEmpty { try read(enrolments, note) }
        return Set(rows.map { RecordDigest($0.key.part, of: $0.key.id, rows: $0.value) })
    }

    private struct Key: Hashable {
        let part: RecordDigest.Part
        let id: Int64
    }

    private typealias Note = (RecordDigest.Part, Int64, [String]) -> Void

    private func read(_ people: [PersonId], _ note: Note) throws {
        try tx.each("SELECT id, name, sex, born_on, household, ethnicity FROM person WHERE id IN \(list: people)") {
            row in try note(.person, row[0], (1...5).map { try row[$0] as String })
        }
        try tx.each(
            """
            SELECT person_id, kind, value, from_on, coalesce(through_on, '') FROM person_identity
            WHERE person_id IN \(list: people)
            """
        ) { row in try note(.identity, row[0], (1...4).map { try row[$0] as String }) }
        try tx.each(
            """
            SELECT person_id, kind, number, country, coalesce(valid_through, ''), latin_name, work_permit, from_on,
                coalesce(through_on, '')
            FROM person_document WHERE person_id IN \(list: people)
            """
        ) { row in try note(.document, row[0], (1...8).map { try row[$0] as String }) }
    }

    private func read(_ enrolments: [EnrolmentId], _ note: Note) throws {
        try tx.each(
            "SELECT id, person_id, employer_id, region, began_on FROM enrolment WHERE id IN \(list: enrolments)"
        ) { row in
            let (person, employer): (Int64, Int64) = (try row[1], try row[2])
            try note(.enrolment, row[0], ["\(person)", "\(employer)", row[3], row[4]])
        }
        try tx.each(
            """
            SELECT enrolment_id, begins_on, coalesce(ends_on, ''), term, occupation, work FROM labour_contract
            WHERE enrolment_id IN \(list: enrolments)
            """
        ) { row in try note(.contract, row[0], (1...5).map { try row[$0] as String }) }
        try tx.each(
            "SELECT enrolment_id, from_period, wage_fen FROM declared_wage WHERE enrolment_id IN \(list: enrolments)"
        ) { row in
            let (period, fen): (Int64, Int64) = (try row[1], try row[2])
            try note(.wage, row[0], ["\(period)", "\(fen)"])
        }
        try tx.each(
            """
            SELECT c.enrolment_id, c.sequence, c.kind, c.effective_on, coalesce(c.reason, ''), c.case_id, c.made_on,
                CASE WHEN e.voided_on IS NULL THEN coalesce(e.ended_on, '') ELSE '' END, c.wage_from, c.replaced_wage_fen
            FROM enrolment_change c JOIN enrolment e ON e.id = c.enrolment_id WHERE e.id IN \(list: enrolments)
            """
        ) { row in
            let (sequence, caseId): (Int64, Int64) = (try row[1], try row[5])
            let (from, replaced): (Int64?, Int64?) = (try row[8], try row[9])
            let wage = [from, replaced].compactMap { $0.map { "\($0)" } }
            try note(.changes, row[0], ["\(sequence)", row[2], row[3], row[4], "\(caseId)", row[6], row[7]] + wage)
        }
        // By the person, whose key leads; a span that was given to somebody else is missing here.
        try tx.each(
            """
            SELECT enrolment_id, line, payer_scope, first_period, last_period, person_id, employer_id, region
            FROM coverage_span
            WHERE person_id IN (SELECT person_id FROM enrolment WHERE id IN \(list: enrolments))
                AND enrolment_id IN \(list: enrolments)
            """
        ) { row in
            let (line, scope, first): (Int64, Int64, Int64) = (try row[1], try row[2], try row[3])
            let (last, person, employer): (Int64?, Int64, Int64) = (try row[4], try row[5], try row[6])
            try note(
                .coverage, row[0], ["\(line)", "\(scope)", "\(first)", "\(person)", "\(employer)", row[7]])
            try note(.coverageEnd, row[0], ["\(line)", "\(scope)", last.map { "\($0)" } ?? ""])
        }
    }
}

// MARK: As written

extension RecordDigest {
    static func written(_ person: PersonRegistration, as id: PersonId, on day: Day) -> [RecordDigest] {
        var identity = [["number", person.number, day.description, ""]]
        if let phone = person.phone { identity.append(["phone", phone, day.description, ""]) }
        let document = person.document.map { held in
            RecordDigest(
                .document, of: id.value,
                rows: [
                    [
                        held.document.kind.rawValue, held.document.number, held.document.country?.letters ?? "",
                        held.validThrough?.description ?? "", held.latinName, held.workPermit, day.description, "",
                    ]
                ])
        }
        return [document].compactMap(\.self) + [
            RecordDigest(
                .person, of: id.value,
                rows: [
                    [
                        person.name, person.sex.rawValue, person.bornOn.description, person.household.rawValue,
                        person.ethnicity,
                    ]
                ]), RecordDigest(.identity, of: id.value, rows: identity),
        ]
    }

    static func written(
        _ opening: EnrolmentOpening, as id: EnrolmentId, for person: PersonId, scope: (CoverageSpan) -> Int64
    ) -> [RecordDigest] {
        let (contract, region) = (opening.contract, opening.region.rawValue)
        var digests = [
            RecordDigest(
                .enrolment, of: id.value,
                rows: [["\(person)", "\(opening.employer)", region, opening.beganOn.description]]),
            RecordDigest(
                .contract, of: id.value,
                rows: [
                    [
                        contract.beginsOn.description, contract.endsOn?.description ?? "", contract.term.rawValue,
                        contract.occupation, contract.work.rawValue,
                    ]
                ]),
        ]
        guard let first = opening.spans.map(\.first).min() else { return digests }
        digests.append(
            RecordDigest(.wage, of: id.value, rows: [["\(first.yyyymm)", "\(opening.declaredWage.fen)"]]))
        digests.append(
            RecordDigest(
                .coverage, of: id.value,
                rows: opening.spans.map { span in
                    [
                        "\(span.line.rawValue)", "\(scope(span))", "\(span.first.yyyymm)", "\(person)",
                        "\(opening.employer)", region,
                    ]
                }))
        digests.append(
            RecordDigest(
                .coverageEnd, of: id.value,
                rows: opening.spans.map { span in
                    ["\(span.line.rawValue)", "\(scope(span))", span.last.map { "\($0.yyyymm)" } ?? ""]
                }))
        return digests
    }
}
