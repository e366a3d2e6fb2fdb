package import Basics
package import Casework
package import Database
import Records

extension Transaction {
    package var keeperAnswers: KeeperAnswers { KeeperAnswers(tx: self) }
}

/// What the keepers of lines that are not kept here last answered on an enrolment.
package struct KeeperAnswers {
    let tx: Transaction

    /// Where a keeper that is told of an enrolment stands with it.
    package enum Standing: Hashable, Sendable {
        case awaited
        case taken(on: Day)
        case refused(on: Day, reason: String)

        init(answeredOn day: Day?, refusal: String?) {
            self =
                switch (day, refusal) {
                case (nil, _): .awaited
                case (let day?, nil): .taken(on: day)
                case (let day?, let reason?): .refused(on: day, reason: reason)
                }
        }
    }

    /// They have been told of something new, and have not answered yet.
    func forget(_ enrolment: EnrolmentId) throws {
        try tx.run("DELETE FROM keeper_answer WHERE enrolment_id = \(enrolment)")
    }

    /// Something of the last change of the enrolment `e` that keepers were told of.
    private func last(_ column: SQL) -> SQL {
        """
        SELECT \(column) FROM enrolment_change c
        WHERE c.enrolment_id = e.id AND c.kind IN ('ended', 'endTakenBack', 'suspended', 'suspensionTakenBack', 'resumed',
            'resumptionTakenBack')
        ORDER BY c.sequence DESC LIMIT 1
        """
    }

    /// Keeps an answer on the enrolment that a case opened or was the last to change, unless a later one is there.
    /// - Parameters:
    ///   - refusal: why the keeper did not take it over; `nil` if it did.
    ///   - takesBack: whether it answers that the case was taken back, and not what it did.
    package func note(
        refusal: String?, by keeper: Partner, on day: Day, of caseId: CaseId, takesBack: Bool
    ) throws {
        try tx.run(
            """
            INSERT INTO keeper_answer (enrolment_id, keeper, answered_on, refusal)
            SELECT e.id, \(keeper), \(day), \(refusal) FROM enrolment e
            WHERE \(caseId) = coalesce((\(last("c.case_id"))), e.case_id)
                AND \(takesBack ? 1 : 0) = coalesce((
                    \(last("CASE WHEN c.kind LIKE '%TakenBack' THEN 1 ELSE 0 END"))), 0)
                AND (e.case_id = \(caseId) OR e.id IN (
                    SELECT c.enrolment_id FROM enrolment_change c WHERE c.case_id = \(caseId)))
            ON CONFLICT (enrolment_id, keeper) DO UPDATE SET answered_on = excluded.answered_on,
                refusal = excluded.refusal
            WHERE excluded.answered_on >= keeper_answer.answered_on
            """)
    }
}
