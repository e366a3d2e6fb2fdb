package import Basics
package import Casework
import Database
package import Records

extension Staff.Member {
    /// Whether no line of it goes on although the employment does.
    package var isSuspended: Bool { endedOn == nil && !spans.isEmpty && spans.allSatisfy { $0.last != nil } }
}

extension Staff {
    /// A change of an enrolment, with the case that made it.
    package struct Change: Sendable, Hashable {
        package let change: EnrolmentChange
        package let madeOn: Day
        package let caseId: CaseId
    }

    /// The latest first.
    package func changes(of enrolment: EnrolmentId) throws -> [Change] {
        try tx.all(
            """
            SELECT kind, effective_on, reason, made_on, case_id FROM enrolment_change
            WHERE enrolment_id = \(enrolment) ORDER BY sequence DESC LIMIT 100
            """
        ) { row throws(DatabaseError) in
            Change(
                change: EnrolmentChange(try row[0], effectiveOn: try row[1], reason: try row[2]), madeOn: try row[3],
                caseId: try row[4])
        }
    }
}
