package import Basics
import Casework
package import Database
package import Records

extension Transaction {
    package var staff: Staff { Staff(tx: self) }
}

/// An employer's people as lists and their own pages show them. What a list shows is kept in one row an enrolment, which the
/// database itself keeps up to date (see `Migration.staffList`).
package struct Staff {
    let tx: Transaction

    /// Who is on the list.
    package enum Standing: String, Hashable, Sendable, CaseIterable {
        case present, left
    }

    /// Where somebody is in a list: it goes by person, and by enrolment where a person has left several times.
    package struct Place: Hashable, Sendable {
        package let person: PersonId
        package let enrolment: EnrolmentId

        package init(person: PersonId, enrolment: EnrolmentId) {
            self.person = person
            self.enrolment = enrolment
        }
    }

    /// A part of a list, from its beginning or next to somebody who is shown already; so that no part costs more than
    /// another, and nobody is passed over because somebody else has left meanwhile.
    package enum Part: Hashable, Sendable {
        case beginning
        case after(Place)
        case before(Place)
    }

    /// What a row of the list holds, as ``Reader`` reads it.
    static let columns: SQL = """
        l.enrolment_id, l.person_id, l.wage_fen, l.name, l.number, l.began_on, l.ended_on, l.voided_on, l.medical_on,
        l.medical_refusal, l.spans
        """

    package func counts(of employer: EmployerId) throws -> [Standing: Int] {
        var counts: [Standing: Int] = [:]
        try tx.visit(Self.totals(of: employer)) { row in counts[try row[0]] = try row[1] }
        return counts
    }

    private static func totals(of employer: EmployerId) -> SQL {
        "SELECT standing, people FROM staff_total WHERE employer_id = \(employer)"
    }

    /// A part of a list, and how many there are on each.
    package struct Page {
        package let counts: [Standing: Int]
        package let members: Members
        /// Whether more follow on the side to which it goes.
        package let isMore: Bool
    }

    /// At most `limit` people, in the order of persons.
    package func page(of employer: EmployerId, _ standing: Standing, _ part: Part, limit: Int) throws -> Page {
        let list: SQL = """
            SELECT \(Self.columns) FROM staff_list l WHERE l.employer_id = \(employer) AND l.standing = \(standing)
            """
        let people: SQL =
            switch part {
            case .beginning: "\(list) ORDER BY l.person_id, l.enrolment_id LIMIT \(limit + 1)"
            case .after(let place):
                """
                \(list) AND (l.person_id, l.enrolment_id) > (\(place.person), \(place.enrolment))
                ORDER BY l.person_id, l.enrolment_id LIMIT \(limit + 1)
                """
            case .before(let place):
                """
                \(list) AND (l.person_id, l.enrolment_id) < (\(place.person), \(place.enrolment))
                ORDER BY l.person_id DESC, l.enrolment_id DESC LIMIT \(limit + 1)
                """
            }
        var counts: [Standing: Int] = [:]
        var reader = Reader(limit: limit)
        try tx.visit([Self.totals(of: employer), people]) { query, row in
            if query == 0 { counts[try row[0]] = try row[1] } else { try reader.take(row) }
        }
        if case .before = part { reader.reverse() }
        return Page(counts: counts, members: reader.members, isMore: reader.isMore)
    }

    /// Those whose name begins with the text, or whose number it is, present or not; at most `limit`.
    package func search(_ text: String, of employer: EmployerId, limit: Int) throws -> Members {
        var reader = Reader(limit: limit)
        try reader.read(
            """
            SELECT \(Self.columns) FROM enrolment e JOIN staff_list l ON l.enrolment_id = e.id
            WHERE e.employer_id = \(employer) AND e.person_id IN (
                SELECT i.person_id FROM person_identity i
                WHERE i.value = \(text) AND i.kind = 'number' AND i.through_on IS NULL
                UNION ALL
                SELECT f.id FROM person f WHERE f.name >= \(text) AND f.name < \(text + "\u{10FFFF}"))
            ORDER BY l.person_id, l.enrolment_id LIMIT \(limit)
            """, tx)
        return reader.members
    }

    /// One person's enrolments with the employer, the latest first; empty for somebody else's people.
    package func member(_ person: PersonId, of employer: EmployerId) throws -> [Member] {
        var reader = Reader(limit: 1_000)
        try reader.read(
            """
            SELECT \(Self.columns) FROM staff_list l
            WHERE l.employer_id = \(employer) AND l.standing IN \(list: Standing.allCases) AND l.person_id = \(person)
            ORDER BY l.began_on DESC, l.enrolment_id DESC LIMIT 1000
            """, tx)
        return Array(reader.members)
    }

    /// What an employment was agreed on, with the wages declared since.
    package func contract(of enrolment: EnrolmentId) throws -> LabourContract? {
        try tx.first(
            """
            SELECT term, begins_on, ends_on, occupation, work FROM labour_contract
            WHERE enrolment_id = \(enrolment) ORDER BY begins_on DESC LIMIT 1
            """
        ) { row throws(DatabaseError) in
            LabourContract(
                term: try row[0], beginsOn: try row[1], endsOn: try row[2], occupation: try row[3], work: try row[4])
        }
    }

    package struct ContractEnd: Sendable, Hashable {
        package let day: Day
        package let count: Int
    }

    /// The days on which contracts of present people end, with how many.
    package func contractsEnding(of employer: EmployerId, from: Day, through: Day) throws -> [ContractEnd] {
        try tx.all(
            """
            SELECT q.ends_on, count(*) FROM (
                SELECT c.enrolment_id, max(coalesce(c.ends_on, '9999-12-31')) AS ends_on
                FROM enrolment e JOIN labour_contract c ON c.enrolment_id = e.id
                WHERE e.employer_id = \(employer) AND e.ended_on IS NULL GROUP BY c.enrolment_id) q
            WHERE q.ends_on >= \(from) AND q.ends_on <= \(through) GROUP BY q.ends_on ORDER BY q.ends_on
            """
        ) { row throws(DatabaseError) in ContractEnd(day: try row[0], count: try row[1]) }
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
        try tx.one("SELECT count(DISTINCT s.person_id) \(Self.unbilled(of: employer, in: period, lines))") {
            row throws(DatabaseError) in try row[0]
        }
    }

    /// Whether there are any such people: the first is enough, of however many.
    package func hasUnbilled(of employer: EmployerId, in period: Month, lines: [InsuranceLine]) throws -> Bool {
        try tx.first("SELECT s.person_id \(Self.unbilled(of: employer, in: period, lines)) LIMIT 1") {
            row throws(DatabaseError) in try row[0] as PersonId
        } != nil
    }

    private static func unbilled(of employer: EmployerId, in period: Month, _ lines: [InsuranceLine]) -> SQL {
        """
        FROM coverage_span s
        WHERE s.employer_id = \(employer) AND s.first_period <= \(period)
            AND (s.last_period IS NULL OR s.last_period >= \(period)) AND s.line IN \(list: lines)
            AND coalesce((
                SELECT max(r.sequence) FROM contribution_row r
                WHERE r.person_id = s.person_id AND r.period = \(period) AND r.line = s.line
                    AND r.payer_scope = s.payer_scope), 0) % 2 = 0
        """
    }
}

extension Staff.Standing: ColumnCodable {}
