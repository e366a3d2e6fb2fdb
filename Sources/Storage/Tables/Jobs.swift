package import Basics
package import Database

extension Transaction {
    package var jobs: Jobs { Jobs(tx: self) }
}

package typealias JobId = ID<Job>

/// Long work that outlives the process that does it. One process holds it at a time, for as long as its lease.
package struct Job: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// An uploaded batch of applications; its subject is the batch.
        case batch
        /// The assessment of a region's month; its subject is the run.
        case monthRun
        /// A change of policy tried on everybody who is covered; its subject is the publication.
        case policyTrial
    }

    package enum State: String, Hashable, Sendable {
        case open, done, failed, cancelled
    }

    package let id: JobId
    package let kind: Kind
    package let subject: Int64
    package let state: State
    /// How often it has come to a fault since it last went on.
    package let failures: Int
    /// Why it waits, or why it failed, in a sentence for whoever waits for it.
    package let note: String?
    package let isCancelAsked: Bool
    /// Until when somebody holds it; past, of whoever gave no sign any more and let nothing go.
    package let heldUntil: Instant?
}

package struct Jobs {
    let tx: Transaction

    /// Of what kind its keys are taken.
    package static let keys = "job"

    private static let select: SQL =
        "SELECT id, kind, subject_id, state, failures, note, cancel_asked_at, held_until FROM job"

    private static func read(_ row: Row) throws(DatabaseError) -> Job {
        let cancelAskedAt: Instant? = try row[6]
        return Job(
            id: try row[0], kind: try row[1], subject: try row[2], state: try row[3], failures: try row[4],
            note: try row[5], isCancelAsked: cancelAskedAt != nil, heldUntil: try row[7])
    }

    package func add(_ kind: Job.Kind, on subject: Int64, at now: Instant) throws {
        let id = try tx.takeKeys(Self.keys, count: 1)
        try tx.run(
            """
            INSERT INTO job (id, kind, subject_id, state, due_at, created_at)
            VALUES (\(id), \(kind), \(subject), 'open', \(now), \(now))
            """)
    }

    /// The latest job on a subject.
    package func latest(_ kind: Job.Kind, on subject: Int64) throws -> Job? {
        try tx.first(
            "\(Self.select) WHERE kind = \(kind) AND subject_id = \(subject) ORDER BY id DESC LIMIT 1", Self.read)
    }

    /// Takes the job that has been due longest and that nobody else holds any more. What the holder itself has left lying,
    /// because the database was away when it wanted to let go, it takes up at once.
    package func claim(as holder: String, at now: Instant, until: Instant) throws -> Job? {
        let id: JobId? = try tx.first(
            """
            UPDATE job SET holder = \(holder), held_until = \(until)
            WHERE state = 'open' AND id = (
                SELECT id FROM job
                WHERE state = 'open' AND due_at <= \(now) AND (holder IS NULL OR holder = \(holder) OR held_until < \(now))
                ORDER BY due_at, id LIMIT 1 {skip_locked})
            RETURNING id
            """
        ) { row throws(DatabaseError) in try row[0] }
        return try id.flatMap { try tx.first("\(Self.select) WHERE id = \($0)", Self.read) }
    }

    package enum Hold: Hashable, Sendable {
        case held, lost, cancelAsked
    }

    /// Goes on holding a job. Whoever has lost it commits nothing of it.
    package func hold(_ id: JobId, as holder: String, until: Instant) throws -> Hold {
        let cancelAskedAt: [Instant?] = try tx.all(
            """
            UPDATE job SET held_until = \(until), failures = 0, note = NULL
            WHERE id = \(id) AND holder = \(holder) AND state = 'open' RETURNING cancel_asked_at
            """
        ) { row throws(DatabaseError) in try row[0] }
        guard let asked = cancelAskedAt.first else { return .lost }
        return asked == nil ? .held : .cancelAsked
    }

    /// Lets a job go, to be taken up again by whomever.
    /// - Parameter note: why it waits; `nil` where it only gives way to others.
    package func release(_ id: JobId, as holder: String, due: Instant, note: String?) throws {
        try tx.run(
            """
            UPDATE job SET holder = NULL, held_until = NULL, due_at = \(due), note = \(note),
                failures = CASE WHEN \(note == nil ? 0 : 1) = 1 THEN failures + 1 ELSE failures END
            WHERE id = \(id) AND holder = \(holder) AND state = 'open'
            """)
    }

    /// Goes on, though it was asked to stop: something is left to be brought to an end.
    package func goOn(_ id: JobId, as holder: String, at now: Instant) throws {
        try tx.run(
            """
            UPDATE job SET holder = NULL, held_until = NULL, due_at = \(now), cancel_asked_at = NULL
            WHERE id = \(id) AND holder = \(holder) AND state = 'open'
            """)
    }

    package func end(_ id: JobId, as holder: String, _ state: Job.State, note: String? = nil, at now: Instant) throws {
        try tx.run(
            """
            UPDATE job SET state = \(state), holder = NULL, held_until = NULL, note = \(note), ended_at = \(now)
            WHERE id = \(id) AND holder = \(holder) AND state = 'open'
            """)
    }

    /// Asks whoever holds it, or takes it up next, to stop.
    package func askToCancel(_ kind: Job.Kind, on subject: Int64, at now: Instant) throws {
        try tx.run(
            """
            UPDATE job SET cancel_asked_at = \(now), due_at = CASE WHEN holder IS NULL THEN \(now) ELSE due_at END
            WHERE kind = \(kind) AND subject_id = \(subject) AND state = 'open' AND cancel_asked_at IS NULL
            """)
    }
}

extension Job.Kind: ColumnCodable {}
extension Job.State: ColumnCodable {}
