package import Basics
package import Database
package import Records

extension Transaction {
    package var readLog: ReadLog { ReadLog(tx: self) }
}

/// One reading of personal records: who, why, from where, and whose. A request is one row; a list is one row too, resolved to
/// people by their enrolments of that day.
package struct ReadLogRow: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        case person(PersonId)
        /// A page, counted from 1, of an employer's people; the filter in words, empty for all.
        case list(EmployerId, filter: String, page: Int)
    }

    package let id: Int64
    package let at: Instant
    package let on: Day
    package let login: Int64
    package let reader: String
    package let role: String
    package let purpose: String
    package let address: String
    package let subject: Subject

    package init(
        id: Int64, at: Instant, on day: Day, login: Int64, reader: String, role: String, purpose: String,
        address: String, subject: Subject
    ) {
        self.id = id
        self.at = at
        self.on = day
        self.login = login
        self.reader = reader
        self.role = role
        self.purpose = purpose
        self.address = address
        self.subject = subject
    }
}

package struct ReadLog {
    let tx: Transaction

    package func note(_ rows: [ReadLogRow]) throws {
        try tx.load(
            into: "read_log",
            columns: [
                "id", "at", "on_day", "login_id", "reader", "role", "purpose", "address", "person_id", "employer_id",
                "list_filter", "list_page",
            ]
        ) { sink in
            for row in rows {
                let (person, employer, filter, page) = Self.columns(of: row.subject)
                try sink.append(
                    row.id, row.at, row.on, row.login, row.reader, row.role, row.purpose, row.address, person,
                    employer, filter, page)
            }
        }
    }

    /// Who looked at a person: by name, or in a list of an employer where the person was enrolled that day. The latest first.
    ///
    /// - Parameter before: the last row of the page before; nil for the first page.
    package func reads(of person: PersonId, before: Int64? = nil, limit: Int) throws -> [ReadLogRow] {
        let last = before ?? Int64.max
        return try tx.all(
            """
            SELECT id, at, on_day, login_id, reader, role, purpose, address, person_id, employer_id, list_filter,
                list_page
            FROM (
                SELECT r.* FROM read_log r WHERE r.person_id = \(person) AND r.id < \(last)
                ORDER BY r.id DESC LIMIT \(limit)
            ) AS named
            UNION ALL
            SELECT id, at, on_day, login_id, reader, role, purpose, address, person_id, employer_id, list_filter,
                list_page
            FROM (
                SELECT r.* FROM read_log r
                WHERE r.employer_id IN (SELECT e.employer_id FROM enrolment e WHERE e.person_id = \(person))
                    AND r.id < \(last)
                    AND EXISTS (
                        SELECT 1 FROM enrolment e
                        WHERE e.person_id = \(person) AND e.employer_id = r.employer_id AND e.began_on <= r.on_day
                            AND (e.ended_on IS NULL OR e.ended_on >= r.on_day))
                ORDER BY r.id DESC LIMIT \(limit)
            ) AS listed
            ORDER BY id DESC LIMIT \(limit)
            """, Self.read)
    }

    private static func columns(of subject: ReadLogRow.Subject) -> (PersonId?, EmployerId?, String?, Int?) {
        switch subject {
        case .person(let person): (person, nil, nil, nil)
        case .list(let employer, let filter, let page): (nil, employer, filter, page)
        }
    }

    private static func read(_ row: Row) throws(DatabaseError) -> ReadLogRow {
        let subject: ReadLogRow.Subject =
            if let person: PersonId = try row[8] {
                .person(person)
            } else {
                .list(try row[9], filter: try row[10], page: try row[11])
            }
        return ReadLogRow(
            id: try row[0], at: try row[1], on: try row[2], login: try row[3], reader: try row[4], role: try row[5],
            purpose: try row[6], address: try row[7], subject: subject)
    }
}
