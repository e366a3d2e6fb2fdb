package import Basics
import Casework
package import Database
package import Records

extension Transaction {
    package var staff: Staff { Staff(tx: self) }
}

/// An employer's people as lists and their own pages show them.
package struct Staff {
    let tx: Transaction

    package struct Member: Sendable, Hashable {
        package let enrolment: EnrolmentId
        package let person: PersonId
        package let name: String
        package let number: String
        package let beganOn: Day
        package let endedOn: Day?
        /// As last declared.
        package let wage: Money?
        /// Where medical insurance stands with it, which keeps its own lines.
        package let medical: KeeperAnswers.Standing
        package internal(set) var spans: [CoverageSpan] = []
    }

    /// Who is on the list.
    package enum Standing: String, Hashable, Sendable, CaseIterable {
        case present, left
    }

    package func count(of employer: EmployerId, _ standing: Standing) throws -> Int {
        switch standing {
        case .present:
            try tx.one("SELECT count(*) FROM enrolment WHERE employer_id = \(employer) AND ended_on IS NULL") {
                row throws(DatabaseError) in try row[0]
            }
        case .left:
            try tx.one("SELECT count(*) FROM enrolment WHERE employer_id = \(employer) AND ended_on IS NOT NULL") {
                row throws(DatabaseError) in try row[0]
            }
        }
    }

    /// A part of the list, in the order of persons.
    package func page(of employer: EmployerId, _ standing: Standing, skipping: Int, limit: Int) throws -> [Member] {
        // What is on the page is found in the index alone, before anything is joined to it.
        let chosen: SQL =
            switch standing {
            case .present:
                """
                SELECT id, person_id, began_on, ended_on FROM enrolment
                WHERE employer_id = \(employer) AND ended_on IS NULL ORDER BY person_id LIMIT \(limit) OFFSET \(skipping)
                """
            case .left:
                """
                SELECT id, person_id, began_on, ended_on FROM enrolment
                WHERE employer_id = \(employer) AND ended_on IS NOT NULL ORDER BY person_id, id
                LIMIT \(limit) OFFSET \(skipping)
                """
            }
        return try members("FROM (\(chosen)) e", of: employer)
    }

    /// Those whose name begins with the text, or whose number it is, present or not; at most `limit`.
    package func search(_ text: String, of employer: EmployerId, limit: Int) throws -> [Member] {
        try members(
            """
            FROM (
                SELECT e.id, e.person_id, e.began_on, e.ended_on FROM enrolment e
                WHERE e.employer_id = \(employer) AND e.person_id IN (
                    SELECT i.person_id FROM person_identity i
                    WHERE i.value = \(text) AND i.kind = 'number' AND i.through_on IS NULL
                    UNION ALL
                    SELECT f.id FROM person f WHERE f.name >= \(text) AND f.name < \(text + "\u{10FFFF}"))
                ORDER BY e.person_id, e.id LIMIT \(limit)) e
            """, of: employer)
    }

    /// One person's enrolments with the employer, the latest first; empty for somebody else's people.
    package func member(_ person: PersonId, of employer: EmployerId) throws -> [Member] {
        try members(
            """
            FROM (SELECT id, person_id, began_on, ended_on FROM enrolment
                WHERE employer_id = \(employer) AND person_id = \(person)) e
            """, of: employer
        ).sorted { ($0.beganOn, $0.enrolment) > ($1.beganOn, $1.enrolment) }
    }

    private func members(_ chosen: SQL, of employer: EmployerId) throws -> [Member] {
        var members = try tx.all(
            """
            SELECT e.id, e.person_id, p.name, n.value, e.began_on, e.ended_on,
                (SELECT w.wage_fen FROM declared_wage w WHERE w.enrolment_id = e.id
                    ORDER BY w.from_period DESC LIMIT 1),
                k.answered_on, k.refusal
            \(chosen)
            JOIN person p ON p.id = e.person_id
            JOIN person_identity n ON n.person_id = e.person_id AND n.kind = 'number' AND n.through_on IS NULL
            LEFT JOIN keeper_answer k ON k.enrolment_id = e.id AND k.keeper = \(Partner.medical)
            ORDER BY e.person_id, e.id
            """
        ) { row throws(DatabaseError) in
            var columns = row.columns
            return Member(
                enrolment: try columns.next(), person: try columns.next(), name: try columns.next(),
                number: try columns.next(), beganOn: try columns.next(), endedOn: try columns.next(),
                wage: try columns.next(),
                medical: KeeperAnswers.Standing(answeredOn: try columns.next(), refusal: try columns.next()))
        }
        guard let first = members.first?.person, let last = members.last?.person else { return [] }
        try attachSpans(to: &members, of: employer, from: first, through: last)
        return members
    }

    /// The spans lie in the order of persons too, so that one walk over both suffices.
    private func attachSpans(
        to members: inout [Member], of employer: EmployerId, from first: PersonId, through last: PersonId
    ) throws {
        var position = members.startIndex
        try tx.each(
            """
            SELECT person_id, enrolment_id, line, first_period, last_period FROM coverage_span
            WHERE employer_id = \(employer) AND person_id >= \(first) AND person_id <= \(last)
            ORDER BY person_id, line, first_period
            """
        ) { row in
            var columns = row.columns
            let person: PersonId = try columns.next()
            let enrolment: EnrolmentId = try columns.next()
            while position < members.endIndex, members[position].person < person { position += 1 }
            var index = position
            while index < members.endIndex, members[index].person == person, members[index].enrolment != enrolment {
                index += 1
            }
            guard index < members.endIndex, members[index].person == person else { return }
            members[index].spans.append(
                CoverageSpan(line: try columns.next(), first: try columns.next(), last: try columns.next()))
        }
    }

    /// What an employment was agreed on, with the wages declared since.
    package func contract(of enrolment: EnrolmentId) throws -> LabourContract? {
        try tx.first(
            """
            SELECT term, begins_on, ends_on, occupation FROM labour_contract
            WHERE enrolment_id = \(enrolment) ORDER BY begins_on DESC LIMIT 1
            """
        ) { row throws(DatabaseError) in
            LabourContract(term: try row[0], beginsOn: try row[1], endsOn: try row[2], occupation: try row[3])
        }
    }

    package struct Wage: Sendable, Hashable {
        package let from: Month
        package let amount: Money
    }

    /// The latest first.
    package func wages(of enrolment: EnrolmentId) throws -> [Wage] {
        try tx.all(
            """
            SELECT from_period, wage_fen FROM declared_wage WHERE enrolment_id = \(enrolment)
            ORDER BY from_period DESC LIMIT 240
            """
        ) { row throws(DatabaseError) in Wage(from: try row[0], amount: try row[1]) }
    }

    /// People whom a month's plans do not hold yet, in some lines.
    package func unbilled(of employer: EmployerId, in period: Month, lines: [InsuranceLine]) throws -> Int {
        try tx.one(
            """
            SELECT count(DISTINCT s.person_id) FROM coverage_span s
            WHERE s.employer_id = \(employer) AND s.first_period <= \(period)
                AND (s.last_period IS NULL OR s.last_period >= \(period)) AND s.line IN \(list: lines)
                AND coalesce((
                    SELECT max(r.sequence) FROM contribution_row r
                    WHERE r.person_id = s.person_id AND r.period = \(period) AND r.line = s.line
                        AND r.payer_scope = s.payer_scope), 0) % 2 = 0
            """
        ) { row throws(DatabaseError) in try row[0] }
    }
}
