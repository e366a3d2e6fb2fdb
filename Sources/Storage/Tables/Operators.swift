package import Basics
package import Casework
package import Database
package import Records

extension Transaction {
    package var operators: Operators { Operators(tx: self) }
}

/// Who acts for an employer, and what each of them may do (经办人员).
package struct Operators {
    let tx: Transaction

    package struct Member: Hashable, Sendable {
        package let login: Int64
        /// What is typed at entry.
        package let account: String
        package let name: String
        package let phone: String
        package let since: Instant
        /// Until when they may set their first password; `nil` for whoever has one.
        package let invitedUntil: Instant?
        package let closing: Closing?
    }

    package struct Closing: Hashable, Sendable {
        package let at: Instant
        package let by: String
    }

    /// The last change of one right.
    package struct Change: Hashable, Sendable {
        package let right: OperatorRight
        package let isHeld: Bool
        package let at: Instant
        /// By name; `nil` where it came with the employer's first login.
        package let by: String?
    }

    /// Those who can enter first, then those whose logins are closed; in the order in which they came.
    package func of(_ employer: EmployerId) throws -> [Member] {
        try tx.all("\(Self.select) WHERE l.employer_id = \(employer) ORDER BY c.closed_at NULLS FIRST, l.id", Self.read)
    }

    /// An operator of this employer; `nil` if the login is none of its.
    package func member(_ login: Int64, of employer: EmployerId) throws -> Member? {
        try tx.first("\(Self.select) WHERE l.id = \(login) AND l.employer_id = \(employer)", Self.read)
    }

    private static let select: SQL = """
        SELECT l.id, l.name, l.display_name, l.phone, l.created_at,
            CASE WHEN i.accepted_at IS NULL THEN i.expires_at END, c.closed_at, d.display_name
        FROM login l
        LEFT JOIN login_invitation i ON i.login_id = l.id
        LEFT JOIN login_closing c ON c.login_id = l.id
        LEFT JOIN login d ON d.id = c.closed_by
        """

    private static func read(_ row: Row) throws(DatabaseError) -> Member {
        let closedAt: Instant? = try row[6]
        let closedBy: String? = try row[7]
        return Member(
            login: try row[0], account: try row[1], name: try row[2], phone: try row[3], since: try row[4],
            invitedUntil: try row[5], closing: closedAt.map { Closing(at: $0, by: closedBy ?? "") })
    }

    // MARK: Rights

    package func rights(of login: Int64) throws -> Set<OperatorRight> {
        Set(
            try tx.all("SELECT area FROM operator_right WHERE login_id = \(login) AND withdrawn_at IS NULL") {
                row throws(DatabaseError) in try row[0] as OperatorRight
            })
    }

    /// Of each right that they ever held, who gave or took it last, and when.
    package func changes(of login: Int64) throws -> [Change] {
        try tx.all(
            """
            SELECT r.area, r.granted_at, r.withdrawn_at, g.display_name, w.display_name FROM operator_right r
            LEFT JOIN login g ON g.id = r.granted_by
            LEFT JOIN login w ON w.id = r.withdrawn_by
            WHERE r.login_id = \(login) AND r.sequence = (
                SELECT max(v.sequence) FROM operator_right v WHERE v.login_id = r.login_id AND v.area = r.area)
            """
        ) { row throws(DatabaseError) in
            let (grantedAt, withdrawnAt): (Instant, Instant?) = (try row[1], try row[2])
            let (granter, withdrawer): (String?, String?) = (try row[3], try row[4])
            return Change(
                right: try row[0], isHeld: withdrawnAt == nil, at: withdrawnAt ?? grantedAt,
                by: withdrawnAt == nil ? granter : withdrawer)
        }
    }

    package func grant(
        _ right: OperatorRight, to login: Int64, by granter: Int64?, at now: Instant, _ chain: TrailChain
    ) throws {
        try bindWhatStands(login, chain)
        try note(.granted, right, of: login, by: granter, at: now, chain)
        try tx.run(
            """
            INSERT INTO operator_right (login_id, area, sequence, granted_at, granted_by)
            VALUES (\(login), \(right), (SELECT coalesce(max(v.sequence), 0) + 1 FROM operator_right v
                WHERE v.login_id = \(login) AND v.area = \(right)), \(now), \(granter))
            """)
    }

    package func withdraw(
        _ right: OperatorRight, from login: Int64, by withdrawer: Int64, at now: Instant, _ chain: TrailChain
    ) throws {
        try bindWhatStands(login, chain)
        try note(.withdrawn, right, of: login, by: withdrawer, at: now, chain)
        try tx.run(
            """
            UPDATE operator_right SET withdrawn_at = \(now), withdrawn_by = \(withdrawer)
            WHERE login_id = \(login) AND area = \(right) AND withdrawn_at IS NULL
            """)
    }

    /// The logins that may keep the others of this employer and can enter: whoever was invited and has not come yet can't.
    package func administrators(of employer: EmployerId) throws -> [Int64] {
        try tx.all(
            """
            SELECT l.id FROM login l JOIN operator_right r ON r.login_id = l.id
            WHERE l.employer_id = \(employer) AND r.area = 'administration' AND r.withdrawn_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM login_closing c WHERE c.login_id = l.id)
                AND NOT EXISTS (
                    SELECT 1 FROM login_invitation i WHERE i.login_id = l.id AND i.accepted_at IS NULL)
            ORDER BY l.id
            """
        ) { row throws(DatabaseError) in try row[0] as Int64 }
    }

    // MARK: Coming and going

    /// Lets a login set its first password until a time, anew where it was invited before.
    package func invite(_ login: Int64, by inviter: Int64, at now: Instant, until: Instant) throws {
        try tx.run(
            """
            INSERT INTO login_invitation (login_id, invited_at, invited_by, expires_at)
            VALUES (\(login), \(now), \(inviter), \(until))
            ON CONFLICT (login_id) DO UPDATE SET invited_at = excluded.invited_at, invited_by = excluded.invited_by,
                expires_at = excluded.expires_at
            """)
    }

    /// Whether a login waits for its first password.
    package func isInvited(_ login: Int64, at now: Instant) throws -> Bool {
        try tx.first(
            """
            SELECT 1 FROM login_invitation
            WHERE login_id = \(login) AND accepted_at IS NULL AND expires_at > \(now)
            """
        ) { _ in true } ?? false
    }

    package func accept(_ login: Int64, at now: Instant) throws {
        try tx.run("UPDATE login_invitation SET accepted_at = \(now) WHERE login_id = \(login)")
    }

    /// Closes a login for good, and ends its sessions.
    package func close(_ login: Int64, by closer: Int64, at now: Instant, _ chain: TrailChain) throws {
        try bindWhatStands(login, chain)
        try note(.closed, of: login, by: closer, at: now, chain)
        try tx.run(
            "INSERT INTO login_closing (login_id, closed_at, closed_by) VALUES (\(login), \(now), \(closer))")
        try tx.sessions.endAll(of: login, except: [])
    }
}

extension OperatorRight: ColumnCodable {}
