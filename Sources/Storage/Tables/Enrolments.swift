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

    /// In place of the case, for enrolments that were taken over when the platform began.
    package static let takenOver = CaseId(0)

    /// What no row bills, or none that stands, in the order of persons and lines. A first plan of a month finds by one probe
    /// a span that nothing bills; only for what has been billed the highest sequence is looked for.
    package func unbilled(of employer: EmployerId, in period: Month) throws -> [BillableSpan] {
        let terms = try terms(of: employer, in: period)
        // The lines of one enrolment follow each other.
        var last: (enrolment: EnrolmentId, terms: Terms?)?
        var spans: [BillableSpan] = []
        spans.reserveCapacity(terms.count * 4)
        try tx.each(
            """
            SELECT s.person_id, s.line, s.enrolment_id, \(Self.billedTimes(in: period))
            \(Self.unbilled("s.employer_id = \(employer)", in: period)) ORDER BY s.person_id, s.line
            """
        ) { row in
            let enrolment: EnrolmentId = try row[2]
            if last?.enrolment != enrolment { last = (enrolment, terms[enrolment]) }
            guard let terms = last?.terms else { return }
            spans.append(
                BillableSpan(
                    person: try row[0], line: try row[1], wage: terms.wage, household: terms.household,
                    sequence: Int16(try row[3] as Int) + 1))
        }
        return spans
    }

    /// The sequence of the last row that billed a span `s` or took it back.
    private static func latest(in period: Month) -> SQL {
        """
        (SELECT max(r.sequence) FROM contribution_row r
            WHERE r.person_id = s.person_id AND r.period = \(period) AND r.line = s.line
                AND r.payer_scope = s.payer_scope)
        """
    }

    /// Of a span among ``unbilled(_:in:)``: how many rows it has.
    static func billedTimes(in period: Month) -> SQL {
        "CAST(CASE WHEN b.person_id IS NULL THEN 0 ELSE \(latest(in: period)) END AS BIGINT)"
    }

    /// The chosen spans `s` that cover a period and that no row bills, or none that stands.
    static func unbilled(_ chosen: SQL, in period: Month) -> SQL {
        """
        FROM coverage_span s
        LEFT JOIN contribution_row b ON b.person_id = s.person_id AND b.period = \(period) AND b.line = s.line
            AND b.payer_scope = s.payer_scope AND b.sequence = 1
        WHERE \(chosen) AND \(covers(period))
            AND (b.person_id IS NULL OR \(latest(in: period)) % 2 = 0)
        """
    }

    static func covers(_ period: Month) -> SQL {
        "s.first_period <= \(period) AND (s.last_period IS NULL OR s.last_period >= \(period))"
    }

    /// What is billed by: the same for every line of an enrolment.
    struct Terms {
        let wage: Money
        let household: HouseholdKind
    }

    /// By itself, as PostgreSQL would look for the wage of each span anew; without those who had no wage yet.
    private func terms(of employer: EmployerId, in period: Month) throws -> [EnrolmentId: Terms] {
        var terms: [EnrolmentId: Terms] = [:]
        try tx.each(Self.terms("e.employer_id = \(employer)", in: period)) { row in
            try Self.read(row).map { terms[$0.enrolment] = $0.terms }
        }
        return terms
    }

    /// Of the chosen enrolments `e`.
    static func terms(_ chosen: SQL, in period: Month) -> SQL {
        """
        SELECT e.id, p.household, (
            SELECT w.wage_fen FROM declared_wage w
            WHERE w.enrolment_id = e.id AND w.from_period <= \(period) ORDER BY w.from_period DESC LIMIT 1)
        FROM enrolment e JOIN person p ON p.id = e.person_id
        WHERE \(chosen)
        """
    }

    struct EnrolmentTerms {
        let enrolment: EnrolmentId
        let terms: Terms
    }

    static func read(_ row: Row) throws -> EnrolmentTerms? {
        guard let wage: Money = try row[2] else { return nil }
        return EnrolmentTerms(enrolment: try row[0], terms: Terms(wage: wage, household: try row[1]))
    }

    /// The standing rows of the employer's plans whose coverage was taken back or ended before the period, or whose wage was
    /// taken back, with what covers the person now.
    package func billedOnChangedGrounds(of employer: EmployerId, in period: Month) throws -> [RowOnChangedGrounds] {
        try tx.all(
            """
            SELECT DISTINCT r.person_id, r.line, r.kind, r.sequence, r.base_fen, r.unit_fen, r.person_fen, r.account_fen,
                c.rests_on_unverified, p.household, (
                    SELECT w.wage_fen FROM coverage_span n
                    JOIN declared_wage w ON w.enrolment_id = n.enrolment_id AND w.from_period <= \(period)
                    WHERE n.person_id = s.person_id AND n.line = s.line AND n.payer_scope = s.payer_scope
                        AND n.employer_id = \(employer) AND n.first_period <= \(period)
                        AND (n.last_period IS NULL OR n.last_period >= \(period))
                    ORDER BY w.from_period DESC LIMIT 1)
            \(Self.billedOnChangedGrounds("s.employer_id = \(employer)", in: period)) ORDER BY r.person_id, r.line
            """
        ) { row throws(DatabaseError) in
            let billed = ContributionRow(
                person: try row[0], line: try row[1], kind: try row[2], sequence: try row[3], base: try row[4],
                unit: try row[5], personShare: try row[6], account: try row[7])
            let (household, wage): (HouseholdKind, Money?) = (try row[9], try row[10])
            return RowOnChangedGrounds(
                row: billed, restsOnUnverified: try row[8],
                coverage: wage.map {
                    BillableSpan(
                        person: billed.person, line: billed.line, wage: $0, household: household,
                        sequence: billed.sequence + 2)
                })
        }
    }

    /// The standing rows `r` of plans `c` of persons `p`, whose chosen spans `s` or wages were taken back or ended before the
    /// period.
    static func billedOnChangedGrounds(_ chosen: SQL, in period: Month) -> SQL {
        """
        FROM coverage_span s
        JOIN contribution_row r ON r.person_id = s.person_id AND r.period = \(period) AND r.line = s.line
            AND r.payer_scope = s.payer_scope
        JOIN contribution_plan c ON c.id = r.plan_id AND c.employer_id = s.employer_id
        JOIN person p ON p.id = s.person_id
        WHERE \(chosen) AND r.sequence % 2 = 1
            AND (s.last_period < \(period) OR s.enrolment_id IN (
                SELECT h.enrolment_id FROM enrolment_change h
                WHERE h.kind = 'wageTakenBack' AND h.wage_from <= \(period)))
            AND NOT EXISTS (
                SELECT 1 FROM contribution_row v
                WHERE v.person_id = r.person_id AND v.period = r.period AND v.line = r.line
                    AND v.payer_scope = r.payer_scope AND v.sequence = r.sequence + 1)
        """
    }

    private struct Opened {
        let caseId: CaseId
        let id: EnrolmentId
        let person: PersonId
    }

    private struct SpanKey {
        let person: PersonId
        let line: InsuranceLine
        let scope: Int64
        let first: Month
    }

    /// The enrolments that cases opened or changed.
    package func of(_ cases: [CaseId]) throws -> [CaseId: Enrolment] {
        let opened = try tx.all(
            """
            SELECT case_id, id, person_id FROM enrolment WHERE case_id IN \(list: cases)
            UNION
            SELECT c.case_id, e.id, e.person_id FROM enrolment_change c JOIN enrolment e ON e.id = c.enrolment_id
            WHERE c.case_id IN \(list: cases)
            """
        ) { row throws(DatabaseError) in Opened(caseId: try row[0], id: try row[1], person: try row[2]) }
        let enrolments = try ofPeople(Array(Set(opened.map(\.person))))
        return Dictionary(
            opened.compactMap { opened in
                enrolments[opened.person]?.first { $0.id == opened.id }.map { (opened.caseId, $0) }
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Takes an enrolment back: it and its spans stay, and cover nothing.
    package func void(_ id: EnrolmentId, on day: Day) throws {
        try tx.run(
            "UPDATE enrolment SET voided_on = \(day), ended_on = began_on WHERE id = \(id) AND voided_on IS NULL")
        let spans = try tx.all(
            """
            SELECT person_id, line, payer_scope, first_period FROM coverage_span
            WHERE person_id = (SELECT person_id FROM enrolment WHERE id = \(id)) AND enrolment_id = \(id)
            """
        ) { row throws(DatabaseError) in
            SpanKey(person: try row[0], line: try row[1], scope: try row[2], first: try row[3])
        }
        for span in spans {
            try tx.run(
                """
                UPDATE coverage_span SET last_period = \(span.first.previous)
                WHERE person_id = \(span.person) AND line = \(span.line) AND payer_scope = \(span.scope)
                    AND first_period = \(span.first) AND enrolment_id = \(id)
                """)
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
        let changes = try changes(of: people)
        let enrolments = try tx.all(
            """
            SELECT e.id, e.person_id, e.employer_id, e.region, e.began_on, e.ended_on, w.wage_fen, e.voided_on
            FROM enrolment e
            JOIN declared_wage w ON w.enrolment_id = e.id AND w.from_period = (
                SELECT max(v.from_period) FROM declared_wage v WHERE v.enrolment_id = e.id)
            WHERE e.person_id IN \(list: people) ORDER BY e.began_on DESC, e.id DESC
            """
        ) { row throws(DatabaseError) in
            Enrolment(
                id: try row[0], person: try row[1], employer: try row[2], region: Region(rawValue: try row[3]),
                beganOn: try row[4], endedOn: try row[5], voidedOn: try row[7], declaredWage: try row[6],
                spans: spans[try row[0]] ?? [], changes: changes[try row[0]] ?? [])
        }
        return Dictionary(grouping: enrolments, by: \.person)
    }
}

extension LabourContract.Term: ColumnCodable {}
extension WorkKind: ColumnCodable {}
extension InsuranceLine: ColumnCodable {}
