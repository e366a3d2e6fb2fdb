package import Basics
import Database
package import Records

extension Staff {
    /// What a query is asked of: an employer, the month of asking, and what policy says of it.
    package struct QueryGround: Sendable {
        package let employer: EmployerId
        package let month: Month
        /// The lines that are billed here.
        package let ownLines: [InsuranceLine]
        package let floor: Money?
        package let cap: Money?
        /// The line whose base is shown: the first that is billed here and has limits.
        package let baseLine: InsuranceLine?

        package init(
            employer: EmployerId, month: Month, ownLines: [InsuranceLine], floor: Money?, cap: Money?,
            baseLine: InsuranceLine?
        ) {
            self.baseLine = baseLine
            self.employer = employer
            self.month = month
            self.ownLines = ownLines
            self.floor = floor
            self.cap = cap
        }
    }

    package func count(_ query: StaffQuery, on ground: QueryGround) throws -> Int {
        try tx.one("SELECT count(*) FROM staff_list l WHERE \(Self.conditions(query, ground))") {
            row throws(DatabaseError) in try row[0]
        }
    }

    /// A part of what a query finds, in its order: from whoever stands at its edge, whom nothing is counted up to.
    package func page(
        _ query: StaffQuery, on ground: QueryGround, _ part: Part, limit: Int
    ) throws -> (members: [Member], isMore: Bool) {
        let place: Place? =
            switch part {
            case .beginning: nil
            case .after(let place), .before(let place): place
            }
        // Whoever has gone from the list since is no edge any more.
        let edge = try place.flatMap { try self.edge($0, of: ground.employer) }
        let isBackwards = if case .before = part { edge != nil } else { false }
        let beyond: SQL = edge.map { " AND \(Self.beyond($0, query, isBackwards: isBackwards))" } ?? ""
        var found = try tx.all(
            """
            SELECT \(Self.columns) FROM staff_list l WHERE \(Self.conditions(query, ground))\(beyond)
            ORDER BY \(Self.order(query, isBackwards: isBackwards)) LIMIT \(limit + 1)
            """, Self.read)
        let isMore = found.count > limit
        if isMore { found.removeLast() }
        return (isBackwards ? found.reversed() : found, isMore)
    }

    /// Every one of them, one at a time.
    package func each(_ query: StaffQuery, on ground: QueryGround, _ body: (Member) throws -> Void) throws {
        try tx.each(
            """
            SELECT \(Self.columns) FROM staff_list l WHERE \(Self.conditions(query, ground))
            ORDER BY \(Self.order(query, isBackwards: false))
            """
        ) { row in try body(try Self.read(row)) }
    }

    /// What the employer's plans of a month took as the base of a line, by person; without what was taken back.
    package func bases(of employer: EmployerId, in period: Month, line: InsuranceLine) throws -> [PersonId: Money] {
        var bases: [PersonId: Money] = [:]
        try tx.each(
            """
            SELECT r.person_id, r.base_fen FROM contribution_plan c
            JOIN contribution_row r ON r.plan_id = c.id AND r.period = c.period
            WHERE c.employer_id = \(employer) AND c.period = \(period) AND r.line = \(line) AND r.sequence % 2 = 1
                AND NOT EXISTS (
                    SELECT 1 FROM contribution_row v
                    WHERE v.person_id = r.person_id AND v.period = r.period AND v.line = r.line
                        AND v.payer_scope = r.payer_scope AND v.sequence = r.sequence + 1)
            """
        ) { row in bases[try row[0]] = try row[1] }
        return bases
    }

    private struct Edge {
        let place: Place
        let name: String
        let beganOn: Day
        let wage: Money
    }

    private func edge(_ place: Place, of employer: EmployerId) throws -> Edge? {
        try tx.first(
            """
            SELECT name, began_on, coalesce(wage_fen, 0) FROM staff_list
            WHERE employer_id = \(employer) AND enrolment_id = \(place.enrolment) AND person_id = \(place.person)
            """
        ) { row throws(DatabaseError) in
            Edge(place: place, name: try row[0], beganOn: try row[1], wage: try row[2])
        }
    }

    /// By what the query orders first; `nil` for the order of persons, which is that of all who are equal in it.
    private static func lead(_ order: StaffQuery.Order) -> SQL? {
        switch order {
        case .person: nil
        case .name: "l.name"
        case .beganOn: "l.began_on"
        case .wage: "coalesce(l.wage_fen, 0)"
        }
    }

    private static func order(_ query: StaffQuery, isBackwards: Bool) -> SQL {
        let isDown = query.isDescending != isBackwards
        let down: SQL = "l.person_id DESC, l.enrolment_id DESC"
        let up: SQL = "l.person_id, l.enrolment_id"
        guard let lead = lead(query.order) else { return isDown ? down : up }
        let rest = isBackwards ? down : up
        return isDown ? "\(lead) DESC, \(rest)" : "\(lead), \(rest)"
    }

    /// Whoever comes after an edge in the order of the query, or before it.
    private static func beyond(_ edge: Edge, _ query: StaffQuery, isBackwards: Bool) -> SQL {
        let isDown = query.isDescending != isBackwards
        let place: SQL = "(\(edge.place.person), \(edge.place.enrolment))"
        let down: SQL = "(l.person_id, l.enrolment_id) < \(place)"
        let up: SQL = "(l.person_id, l.enrolment_id) > \(place)"
        guard let lead = lead(query.order) else { return isDown ? down : up }
        let value: SQL =
            switch query.order {
            case .name: "\(edge.name)"
            case .beganOn: "\(edge.beganOn)"
            case .wage, .person: "\(edge.wage)"
            }
        let rest = isBackwards ? down : up
        return isDown
            ? "(\(lead) < \(value) OR (\(lead) = \(value) AND \(rest)))"
            : "(\(lead) > \(value) OR (\(lead) = \(value) AND \(rest)))"
    }

    /// Each value is a parameter; the texts are literals of this file.
    private static func conditions(_ query: StaffQuery, _ ground: QueryGround) -> SQL {
        var all: SQL = "l.employer_id = \(ground.employer)"
        func and(_ condition: SQL) { all = "\(all) AND \(condition)" }
        if let standing = query.standing { and("l.standing = \(standing)") }
        if let text = query.text {
            and("((l.name >= \(text) AND l.name < \(text + "\u{10FFFF}")) OR l.number = \(text))")
        }
        if let line = query.line { and("EXISTS (\(covering(ground, "c.line = \(line)")))") }
        if let wage = query.wageFrom { and("l.wage_fen >= \(wage)") }
        if let wage = query.wageThrough { and("l.wage_fen <= \(wage)") }
        if let day = query.beganFrom { and("l.began_on >= \(day)") }
        if let day = query.beganThrough { and("l.began_on <= \(day)") }
        if let limit = query.limit { and(atLimit(limit, ground)) }
        switch query.medical {
        case .awaited?: and("l.medical_on IS NULL")
        case .taken?: and("(l.medical_on IS NOT NULL AND l.medical_refusal IS NULL)")
        case .refused?: and("l.medical_refusal IS NOT NULL")
        case nil: break
        }
        if query.isUnbilled { and("EXISTS (\(covering(ground, unbilled(ground))))") }
        return all
    }

    /// Of a span `c`: that no row stands which bills it for the month.
    private static func unbilled(_ ground: QueryGround) -> SQL {
        """
        c.line IN \(list: ground.ownLines) AND coalesce((
            SELECT max(r.sequence) FROM contribution_row r
            WHERE r.person_id = c.person_id AND r.period = \(ground.month) AND r.line = c.line
                AND r.payer_scope = c.payer_scope), 0) % 2 = 0
        """
    }

    /// The spans of a row of the list that cover the month.
    private static func covering(_ ground: QueryGround, _ which: SQL) -> SQL {
        """
        SELECT 1 FROM coverage_span c
        WHERE c.employer_id = \(ground.employer) AND c.person_id = l.person_id AND c.enrolment_id = l.enrolment_id
            AND c.first_period <= \(ground.month) AND (c.last_period IS NULL OR c.last_period >= \(ground.month))
            AND \(which)
        """
    }

    private static func atLimit(_ limit: StaffQuery.Limit, _ ground: QueryGround) -> SQL {
        let floor = ground.floor ?? .zero
        let cap = ground.cap ?? Money(fen: .max)
        return switch limit {
        case .atFloor: "l.wage_fen <= \(floor)"
        case .atCap: "l.wage_fen >= \(cap)"
        case .between: "(l.wage_fen > \(floor) AND l.wage_fen < \(cap))"
        }
    }
}
