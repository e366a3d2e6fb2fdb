package import Basics
package import Casework
package import Database
package import Records

extension Transaction {
    package var sessions: Sessions { Sessions(tx: self) }
    package var smsCodes: SMSCodes { SMSCodes(tx: self) }
}

/// A session with the login that it opens. The token itself is nowhere stored, only its digest.
package struct SessionRow: Hashable, Sendable {
    package enum Stage: String, Hashable, Sendable {
        /// The password was right; the code is awaited.
        case password
        case full
    }

    package let stage: Stage
    package let createdAt: Instant
    package let seenAt: Instant
    package let expiresAt: Instant
    package let address: String
    package let login: Int64
    package let displayName: String
    package let role: String
    package let person: PersonId?
    package let employer: EmployerId?
    package let branch: String?
    /// The credit code of a unit that is not on record yet.
    package let unit: String?
    /// Of the branch or of the employer.
    package let region: Region?
    /// What an employer's operator may do at this moment; empty for others.
    package var rights: Set<OperatorRight>
}

package struct Sessions {
    let tx: Transaction

    package func open(
        _ digest: [UInt8], _ stage: SessionRow.Stage, login: Int64, from address: String, at now: Instant,
        expiresAt: Instant
    ) throws {
        try tx.run(
            """
            INSERT INTO session (digest, login_id, stage, created_at, seen_at, expires_at, address)
            VALUES (\(digest), \(login), \(stage), \(now), \(now), \(expiresAt), \(address))
            """)
    }

    /// With the rights of its login, a row for each: asked for with every page, so in one statement.
    package func withDigest(_ digest: [UInt8]) throws -> SessionRow? {
        var session: SessionRow?
        try tx.visit(
            """
            SELECT s.stage, s.created_at, s.seen_at, s.expires_at, s.address, l.id, l.display_name, l.role,
                l.person_id, l.employer_id, l.branch, coalesce(b.region, e.region), l.credit_code, r.area
            FROM session s
            JOIN login l ON l.id = s.login_id
            LEFT JOIN branch b ON b.code = l.branch
            LEFT JOIN employer e ON e.id = l.employer_id
            LEFT JOIN operator_right r ON r.login_id = l.id AND r.withdrawn_at IS NULL AND l.employer_id IS NOT NULL
            WHERE s.digest = \(digest) AND NOT EXISTS (SELECT 1 FROM login_closing c WHERE c.login_id = l.id)
            """
        ) { row throws(DatabaseError) in
            if session == nil { session = try Self.read(row) }
            if let right: OperatorRight = try row[13] { session?.rights.insert(right) }
        }
        return session
    }

    private static func read(_ row: Row) throws(DatabaseError) -> SessionRow {
        let region: String? = try row[11]
        return SessionRow(
            stage: try row[0], createdAt: try row[1], seenAt: try row[2], expiresAt: try row[3],
            address: try row[4], login: try row[5], displayName: try row[6], role: try row[7],
            person: try row[8], employer: try row[9], branch: try row[10], unit: try row[12],
            region: region.map(Region.init(rawValue:)), rights: [])
    }

    package func touch(_ digest: [UInt8], at now: Instant) throws {
        try tx.run("UPDATE session SET seen_at = \(now) WHERE digest = \(digest) AND seen_at < \(now)")
    }

    /// False if there was none.
    package func end(_ digest: [UInt8]) throws -> Bool {
        try tx.run("DELETE FROM session WHERE digest = \(digest)") == 1
    }

    package struct Listed: Hashable, Sendable {
        package let digest: [UInt8]
        package let createdAt: Instant
        package let seenAt: Instant
        package let address: String
    }

    /// The full sessions of a login that were seen after `moment`, the latest first.
    package func full(of login: Int64, seenAfter moment: Instant, at now: Instant) throws -> [Listed] {
        try tx.all(
            """
            SELECT digest, created_at, seen_at, address FROM session
            WHERE login_id = \(login) AND stage = 'full' AND seen_at > \(moment) AND expires_at > \(now)
            ORDER BY seen_at DESC, created_at DESC
            """
        ) { row throws(DatabaseError) in
            Listed(digest: try row[0], createdAt: try row[1], seenAt: try row[2], address: try row[3])
        }
    }

    /// Ends all sessions of a login but the one of this digest.
    package func endAll(of login: Int64, except digest: [UInt8]) throws {
        try tx.run("DELETE FROM session WHERE login_id = \(login) AND digest <> \(digest)")
    }

    /// Returns how many there were.
    package func deleteExpired(at now: Instant, idleSince moment: Instant) throws -> Int {
        try tx.run("DELETE FROM session WHERE expires_at <= \(now) OR seen_at <= \(moment)")
    }
}

/// The one-time code that a login awaits at present; only its keyed digest is stored.
package struct SMSCodes {
    let tx: Transaction

    package struct Awaited: Hashable, Sendable {
        package let digest: [UInt8]
        package let sentAt: Instant
        package let expiresAt: Instant
        package let failures: Int
    }

    package func of(_ login: Int64) throws -> Awaited? {
        try tx.first("SELECT code_digest, sent_at, expires_at, failures FROM sms_code WHERE login_id = \(login)") {
            row throws(DatabaseError) in
            Awaited(digest: try row[0], sentAt: try row[1], expiresAt: try row[2], failures: try row[3])
        }
    }

    package func put(_ digest: [UInt8], of login: Int64, sentAt now: Instant, expiresAt: Instant) throws {
        try tx.run(
            """
            INSERT INTO sms_code (login_id, code_digest, sent_at, expires_at, failures)
            VALUES (\(login), \(digest), \(now), \(expiresAt), 0)
            ON CONFLICT (login_id) DO UPDATE SET code_digest = excluded.code_digest, sent_at = excluded.sent_at,
                expires_at = excluded.expires_at, failures = 0
            """)
    }

    package func countFailure(of login: Int64) throws {
        try tx.run("UPDATE sms_code SET failures = failures + 1 WHERE login_id = \(login)")
    }

    /// The code is used up; that it was sent is kept, so that the next one waits its time.
    package func spend(of login: Int64, at now: Instant) throws {
        try tx.run("UPDATE sms_code SET expires_at = \(now) WHERE login_id = \(login)")
    }

    package func deleteSentBefore(_ moment: Instant) throws {
        try tx.run("DELETE FROM sms_code WHERE sent_at < \(moment)")
    }
}

extension SessionRow.Stage: ColumnCodable {}
