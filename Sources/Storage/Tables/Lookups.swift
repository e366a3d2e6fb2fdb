package import Basics
package import Database
package import Records

extension Transaction {
    package var lookups: Lookups { Lookups(tx: self) }
}

/// How many people each employer asks the record about. Only the number is kept: whom it was, the read log tells.
package struct Lookups {
    let tx: Transaction

    /// Counts one more person.
    /// - Returns: how many it are on this day, with this one.
    package func count(by employer: EmployerId, on day: Day) throws -> Int {
        try tx.one(
            """
            INSERT INTO employer_lookups (employer_id, on_day, people) VALUES (\(employer), \(day), 1)
            ON CONFLICT (employer_id, on_day) DO UPDATE SET people = employer_lookups.people + 1
            RETURNING people
            """
        ) { row throws(DatabaseError) in try row[0] }
    }

    /// Whether the number is that of somebody whom the employer has enrolled, now or before: nothing new to it.
    package func isKnown(_ number: String, to employer: EmployerId) throws -> Bool {
        try tx.first(
            """
            SELECT 1 FROM person_identity i JOIN enrolment e ON e.person_id = i.person_id
            WHERE i.value = \(number) AND i.kind = 'number' AND i.through_on IS NULL AND e.employer_id = \(employer) LIMIT 1
            """
        ) { _ in true } ?? false
    }

    /// What nobody counts on any more.
    package func forget(before day: Day) throws {
        try tx.run("DELETE FROM employer_lookups WHERE on_day < \(day)")
    }
}
