package import Basics
package import Casework
package import Database

extension Transaction {
    package var outbox: Outbox { Outbox(tx: self) }
    package var inbox: Inbox { Inbox(tx: self) }
}

/// Messages that commit together with what they tell of; the courier delivers them at its own pace.
package struct Outbox {
    let tx: Transaction

    package struct Letter: Sendable {
        package let id: Int64
        package let partner: Partner
        /// The message within the partner's contract: `bill`.
        package let kind: String
        package let idempotencyKey: String
        package let body: String
        package let caseId: CaseId?
        package let attempts: Int
        package let lastError: String?
        package let createdAt: Instant
    }

    private static let select: SQL =
        "SELECT id, partner, kind, idempotency_key, body, case_id, attempts, last_error, created_at FROM outbox"

    private static func read(_ row: Row) throws(DatabaseError) -> Letter {
        Letter(
            id: try row[0], partner: try row[1], kind: try row[2], idempotencyKey: try row[3], body: try row[4],
            caseId: try row[5], attempts: try row[6], lastError: try row[7], createdAt: try row[8])
    }

    /// A letter that is to go out.
    package struct NewLetter: Sendable {
        package let id: Int64
        package let partner: Partner
        package let kind: String
        package let key: String
        package let body: String
        package let caseId: CaseId?

        package init(id: Int64, partner: Partner, kind: String, key: String, body: String, case caseId: CaseId?) {
            self.id = id
            self.partner = partner
            self.kind = kind
            self.key = key
            self.body = body
            self.caseId = caseId
        }
    }

    package func put(_ letters: [NewLetter], at now: Instant) throws {
        try tx.load(
            into: "outbox",
            columns: [
                "id", "partner", "kind", "idempotency_key", "body", "case_id", "status", "attempts",
                "next_attempt_at", "created_at",
            ]
        ) { rows in
            for letter in letters {
                try rows.append(
                    letter.id, letter.partner, letter.kind, letter.key, letter.body, letter.caseId, "queued", Int32(0),
                    now, now)
            }
        }
    }

    /// Takes what is due and holds it until `hold`, so that no two couriers carry the same letter.
    package func claim(due now: Instant, hold: Instant, limit: Int) throws -> [Letter] {
        let letters = try tx.all(
            """
            \(Self.select) WHERE status = 'queued' AND next_attempt_at <= \(now)
            ORDER BY next_attempt_at, id LIMIT \(limit) {skip_locked}
            """, Self.read)
        guard !letters.isEmpty else { return [] }
        try tx.run(
            """
            UPDATE outbox SET attempts = attempts + 1, next_attempt_at = \(hold) WHERE id IN \(list: letters.map(\.id))
            """)
        return letters
    }

    package func delivered(_ id: Int64, at now: Instant) throws {
        try tx.run("UPDATE outbox SET status = 'delivered', delivered_at = \(now), last_error = NULL WHERE id = \(id)")
    }

    /// Tried in vain; again at `next`, or never where there is none.
    package func failed(_ id: Int64, because error: String, next: Instant?) throws {
        if let next {
            try tx.run("UPDATE outbox SET last_error = \(error), next_attempt_at = \(next) WHERE id = \(id)")
        } else {
            try tx.run("UPDATE outbox SET last_error = \(error), status = 'abandoned' WHERE id = \(id)")
        }
    }

    /// What the courier has given up, for the staff to see to.
    package func abandoned(limit: Int) throws -> [Letter] {
        try tx.all("\(Self.select) WHERE status = 'abandoned' ORDER BY id DESC LIMIT \(limit)", Self.read)
    }

    package func retry(_ id: Int64, at now: Instant) throws {
        try tx.run(
            """
            UPDATE outbox SET status = 'queued', attempts = 0, next_attempt_at = \(now)
            WHERE id = \(id) AND status = 'abandoned'
            """)
    }

    package func waiting() throws -> Int {
        try tx.one("SELECT count(*) FROM outbox WHERE status = 'queued'") { row throws(DatabaseError) in try row[0] }
    }
}

/// Messages from partners; each counts once, however often it comes.
package struct Inbox {
    let tx: Transaction

    package struct Receipt: Sendable {
        package let wasDone: Bool
        package let note: String?
        package let body: String
    }

    package func earlier(_ partner: Partner, key: String) throws -> Receipt? {
        try tx.first(
            "SELECT status, note, body FROM inbox WHERE partner = \(partner) AND idempotency_key = \(key)"
        ) { row throws(DatabaseError) in
            let status: String = try row[0]
            return Receipt(wasDone: status == "done", note: try row[1], body: try row[2])
        }
    }

    /// A message that was taken in and changed nothing: somebody has to find out why.
    package struct Refused: Sendable {
        package let partner: Partner
        package let receivedAt: Instant
        package let reason: String
        package let body: String
    }

    /// The latest first.
    package func refused(limit: Int) throws -> [Refused] {
        try tx.all(
            """
            SELECT partner, received_at, note, body FROM inbox WHERE status = 'refused'
            ORDER BY received_at DESC, idempotency_key LIMIT \(limit)
            """
        ) { row throws(DatabaseError) in
            let note: String? = try row[2]
            return Refused(partner: try row[0], receivedAt: try row[1], reason: note ?? "", body: try row[3])
        }
    }

    package func note(
        _ partner: Partner, key: String, kind: String, body: String, done: Bool, note: String?, case caseId: CaseId?,
        at now: Instant
    ) throws {
        try tx.run(
            """
            INSERT INTO inbox (partner, idempotency_key, kind, body, received_at, status, note, case_id)
            VALUES (\(partner), \(key), \(kind), \(body), \(now), \(done ? "done" : "refused"), \(note), \(caseId))
            """)
    }
}

extension Partner: ColumnCodable {}
