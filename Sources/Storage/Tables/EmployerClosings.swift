package import Basics
package import Casework
package import Database
package import Records

extension Transaction {
    package var employerClosings: EmployerClosings { EmployerClosings(tx: self) }
}

/// Employers whose registration has ended.
package struct EmployerClosings {
    let tx: Transaction

    /// A closing with its case, and the day on which it was taken back, if it was.
    package struct Written: Hashable, Sendable {
        package let caseId: CaseId
        package let closing: EmployerClosing
        package let reopenedOn: Day?
    }

    private static let select: SQL =
        "SELECT case_id, employer_id, closed_on, ended_on, reason, reopened_on FROM employer_closing"

    private static func read(_ row: Row) throws(DatabaseError) -> Written {
        Written(
            caseId: try row[0],
            closing: EmployerClosing(
                employer: try row[1], closedOn: try row[2], endedOn: try row[3], reason: try row[4]),
            reopenedOn: try row[5])
    }

    /// The closing that holds; `nil` for an employer that goes on.
    package func of(_ employer: EmployerId) throws -> EmployerClosing? {
        try tx.first("\(Self.select) WHERE employer_id = \(employer) AND reopened_on IS NULL", Self.read)?.closing
    }

    package func written(by cases: [CaseId]) throws -> [Written] {
        try tx.all("\(Self.select) WHERE case_id IN \(list: cases) ORDER BY case_id", Self.read)
    }

    package func close(_ closing: EmployerClosing, case caseId: CaseId) throws {
        try tx.run(
            """
            INSERT INTO employer_closing (case_id, employer_id, closed_on, ended_on, reason)
            VALUES (\(caseId), \(closing.employer), \(closing.closedOn), \(closing.endedOn), \(closing.reason))
            """)
    }

    /// Takes back the closing that a case brought about.
    package func reopen(case caseId: CaseId, on day: Day) throws {
        try tx.run("UPDATE employer_closing SET reopened_on = \(day) WHERE case_id = \(caseId) AND reopened_on IS NULL")
    }
}

extension UnitEnd: ColumnCodable {}
