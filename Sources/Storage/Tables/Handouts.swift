package import Basics
package import Casework
import Database

extension Transaction {
    package var handouts: Handouts { Handouts(tx: self) }
}

/// That the result of a case was given to somebody at the counter (交付).
package struct Handout: Hashable, Sendable {
    package let recipient: String
    /// The teller, by name.
    package let by: String
    package let on: Day

    package init(recipient: String, by: String, on: Day) {
        self.recipient = recipient
        self.by = by
        self.on = on
    }
}

package struct Handouts {
    let tx: Transaction

    /// - Returns: whether it is the first of its case; a second is not kept.
    package func note(_ handout: Handout, of id: CaseId, by login: Int64, at now: Instant) throws -> Bool {
        try tx.run(
            """
            INSERT INTO counter_handout (case_id, recipient, handed_by, login_id, handed_on, handed_at)
            VALUES (\(id), \(handout.recipient), \(handout.by), \(login), \(handout.on), \(now))
            ON CONFLICT (case_id) DO NOTHING
            """) == 1
    }

    package func of(_ id: CaseId) throws -> Handout? {
        try tx.first("SELECT recipient, handed_by, handed_on FROM counter_handout WHERE case_id = \(id)") {
            row throws(DatabaseError) in Handout(recipient: try row[0], by: try row[1], on: try row[2])
        }
    }
}

/// What a teller has handled.
extension Cases {
    /// Filed or accepted by them on a day, the latest first.
    package func takenIn(by login: Int64, on day: Day, limit: Int) throws -> [Summary] {
        try tx.all(
            """
            \(Self.select) WHERE id IN (
                SELECT case_id FROM case_event
                WHERE login_id = \(login) AND on_day = \(day) AND act IN ('submit', 'accept'))
            ORDER BY id DESC LIMIT \(limit)
            """, Self.read)
    }

    /// Filed by them at the counter since a day, decided, and not handed out yet, the earliest first.
    package func toHandOut(filedBy login: Int64, since day: Day, limit: Int) throws -> [Summary] {
        try tx.all(
            """
            \(Self.select) WHERE channel = 'counter' AND status IN ('effective', 'refused')
                AND id IN (
                    SELECT case_id FROM case_event
                    WHERE login_id = \(login) AND on_day >= \(day) AND act = 'submit')
                AND NOT EXISTS (SELECT 1 FROM counter_handout h WHERE h.case_id = matter_case.id)
            ORDER BY id LIMIT \(limit)
            """, Self.read)
    }
}
