package import Basics
package import Casework
package import Database
package import Records

extension Transaction {
    package var logins: Logins { Logins(tx: self) }
    package var entryFailures: EntryFailures { EntryFailures(tx: self) }
    package var entryEvents: EntryEvents { EntryEvents(tx: self) }
}

/// A login as it is stored; what its role means is the office's to say.
package struct LoginRow: Hashable, Sendable {
    package let id: Int64
    package let name: String
    package let displayName: String
    package let phone: String
    package let passwordHash: String
    package let role: String
    package let person: PersonId?
    package let employer: EmployerId?
    package let branch: String?
    /// The credit code of the unit that it acts for, until the unit is on record.
    package let unit: String?

    package init(
        id: Int64, name: String, displayName: String, phone: String, passwordHash: String, role: String,
        person: PersonId?, employer: EmployerId?, branch: String?, unit: String? = nil
    ) {
        self.id = id
        self.name = name
        self.displayName = displayName
        self.phone = phone
        self.passwordHash = passwordHash
        self.role = role
        self.person = person
        self.employer = employer
        self.branch = branch
        self.unit = unit
    }
}

package struct Logins {
    let tx: Transaction

    private static let select: SQL =
        "SELECT id, name, display_name, phone, password_hash, role, person_id, employer_id, branch, credit_code FROM login"

    private static func read(_ row: Row) throws(DatabaseError) -> LoginRow {
        LoginRow(
            id: try row[0], name: try row[1], displayName: try row[2], phone: try row[3], passwordHash: try row[4],
            role: try row[5], person: try row[6], employer: try row[7], branch: try row[8], unit: try row[9])
    }

    package func named(_ name: String) throws -> LoginRow? {
        try tx.first("\(Self.select) WHERE name = \(name)", Self.read)
    }

    /// Who may enter by that name: nobody by one that has been closed.
    package func open(named name: String) throws -> LoginRow? {
        try tx.first(
            """
            \(Self.select) WHERE name = \(name)
                AND NOT EXISTS (SELECT 1 FROM login_closing c WHERE c.login_id = login.id)
            """, Self.read)
    }

    package func withId(_ id: Int64) throws -> LoginRow? {
        try tx.first("\(Self.select) WHERE id = \(id)", Self.read)
    }

    /// Makes a login; an operator's with these rights. False if the name is taken.
    package func create(
        _ login: LoginRow, rights: Set<OperatorRight> = .all, by maker: Int64?, at now: Instant, _ chain: TrailChain
    ) throws -> Bool {
        let isNew =
            try tx.run(
                """
                INSERT INTO login (id, name, display_name, phone, password_hash, role, person_id, employer_id, branch,
                    credit_code, created_by, created_at)
                VALUES (\(login.id), \(login.name), \(login.displayName), \(login.phone), \(login.passwordHash),
                    \(login.role), \(login.person), \(login.employer), \(login.branch), \(login.unit),
                    \(maker), \(now))
                ON CONFLICT (name) DO NOTHING
                """) == 1
        guard isNew, login.employer != nil else { return isNew }
        for right in OperatorRight.allCases where rights.contains(right) {
            try tx.operators.grant(right, to: login.id, by: maker, at: now, chain)
        }
        return true
    }

    /// Whether anybody can enter for this unit or the employer that it is.
    package func exist(forUnit creditCode: String) throws -> Bool {
        try tx.first(
            """
            SELECT 1 FROM login l WHERE l.credit_code = \(creditCode) OR l.employer_id IN
                (SELECT c.employer_id FROM employer_credit_code c WHERE c.code = \(creditCode) AND c.through_on IS NULL)
            """
        ) { _ in true } ?? false
    }

    /// The login of a unit becomes an operator's of the employer that the unit has become. `nil` if it has none.
    package func adopt(
        unit creditCode: String, by employer: EmployerId, at now: Instant, _ chain: TrailChain
    ) throws -> Int64? {
        guard
            let login: Int64 = try tx.first(
                "SELECT id FROM login WHERE credit_code = \(creditCode)", { row throws(DatabaseError) in try row[0] })
        else { return nil }
        try tx.run(
            """
            UPDATE login SET role = 'employerOperator', employer_id = \(employer), credit_code = NULL WHERE id = \(login)
            """)
        // Whoever registered the unit is its first administrator.
        for right in OperatorRight.allCases { try tx.operators.grant(right, to: login, by: nil, at: now, chain) }
        return login
    }

    package func setPasswordHash(_ hash: String, of id: Int64) throws {
        try tx.run("UPDATE login SET password_hash = \(hash) WHERE id = \(id)")
    }
}

/// Entries that failed, by a keyed digest of the name that was typed: names that nobody has are locked like all others, so that
/// a lock tells nothing of who has a login.
package struct EntryFailures {
    let tx: Transaction

    package struct Record: Hashable, Sendable {
        package let failures: Int
        package let lockedUntil: Instant?
    }

    package func of(_ digest: [UInt8]) throws -> Record? {
        try tx.first("SELECT failures, locked_until FROM entry_failure WHERE name_digest = \(digest)") {
            row throws(DatabaseError) in
            Record(failures: try row[0], lockedUntil: try row[1])
        }
    }

    package func set(_ digest: [UInt8], failures: Int, lockedUntil: Instant?, at now: Instant) throws {
        try tx.run(
            """
            INSERT INTO entry_failure (name_digest, failures, locked_until, failed_at)
            VALUES (\(digest), \(failures), \(lockedUntil), \(now))
            ON CONFLICT (name_digest) DO UPDATE SET failures = excluded.failures,
                locked_until = excluded.locked_until, failed_at = excluded.failed_at
            """)
    }

    package func touch(_ digest: [UInt8], at now: Instant) throws {
        try tx.run("UPDATE entry_failure SET failed_at = \(now) WHERE name_digest = \(digest)")
    }

    package func clear(_ digest: [UInt8]) throws {
        try tx.run("DELETE FROM entry_failure WHERE name_digest = \(digest)")
    }

    package func deleteOlder(than moment: Instant) throws {
        try tx.run("DELETE FROM entry_failure WHERE failed_at < \(moment)")
    }
}

/// What happened to a login, for its owner to see.
package struct EntryEvents {
    let tx: Transaction

    package struct Event: Hashable, Sendable {
        package enum Act: String, Hashable, Sendable, CaseIterable {
            case created, passwordRefused, codeSent, codeRefused, entered, left, revoked
        }

        package let act: Act
        package let at: Instant
        package let address: String
    }

    package func note(_ act: Event.Act, of login: Int64, from address: String, at now: Instant) throws {
        try tx.run(
            """
            INSERT INTO entry_event (login_id, sequence, act, at, address)
            VALUES (\(login), (SELECT coalesce(max(v.sequence), 0) + 1 FROM entry_event v WHERE v.login_id = \(login)),
                \(act), \(now), \(address))
            """)
    }

    /// The latest first.
    package func of(_ login: Int64, limit: Int) throws -> [Event] {
        try tx.all(
            "SELECT act, at, address FROM entry_event WHERE login_id = \(login) ORDER BY sequence DESC LIMIT \(limit)"
        ) { row throws(DatabaseError) in
            Event(act: try row[0], at: try row[1], address: try row[2])
        }
    }
}

extension EntryEvents.Event.Act: ColumnCodable {}
