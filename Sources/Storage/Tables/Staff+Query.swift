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

        package init(employer: EmployerId, month: Month, ownLines: [InsuranceLine], floor: Money?, cap: Money?) {
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

    package func page(_ query: StaffQuery, on ground: QueryGround, skipping: Int, limit: Int) throws -> [Member] {
        try tx.all("\(Self.select(query, ground)) LIMIT \(limit) OFFSET \(skipping)", Self.read)
    }

    /// Every one of them, one at a time.
    package func each(_ query: StaffQuery, on ground: QueryGround, _ body: (Member) throws -> Void) throws {
        try tx.each(Self.select(query, ground)) { row in try body(try Self.read(row)) }
    }

    private static func select(_ query: StaffQuery, _ ground: QueryGround) -> SQL {
        let order: SQL =
            switch (query.order, query.isDescending) {
            case (.person, false): "l.person_id, l.enrolment_id"
            case (.person, true): "l.person_id DESC, l.enrolment_id DESC"
            case (.name, false): "l.name, l.person_id, l.enrolment_id"
            case (.name, true): "l.name DESC, l.person_id, l.enrolment_id"
            case (.beganOn, false): "l.began_on, l.person_id, l.enrolment_id"
            case (.beganOn, true): "l.began_on DESC, l.person_id, l.enrolment_id"
            case (.wage, false): "coalesce(l.wage_fen, 0), l.person_id, l.enrolment_id"
            case (.wage, true): "coalesce(l.wage_fen, 0) DESC, l.person_id, l.enrolment_id"
            }
        return "SELECT \(columns) FROM staff_list l WHERE \(conditions(query, ground)) ORDER BY \(order)"
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
