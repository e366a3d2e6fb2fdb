import Basics
import Casework
import Cryptography
import Database
package import Storage

extension EntryDesk {
    /// What a token from a cookie opens. Asked on every request: one read by key, and at most once a minute one write.
    package func session(_ token: String) async throws -> SessionState {
        guard let token = Token(token) else { return .none }
        let now = clock.now
        let found = try await database.read { tx -> (row: SessionRow, principal: Principal)? in
            guard let row = try tx.sessions.withDigest(token.digest), row.isAlive(at: now) else { return nil }
            return (row, try Principal(row))
        }
        guard let (row, principal) = found else { return .none }
        guard row.stage == .full else { return .awaitingCode(login: row.login) }
        if row.seenAt.adding(seconds: EntryLimits.touchSeconds) <= now {
            try await database.transaction(.bulk) { tx in try tx.sessions.touch(token.digest, at: now) }
        }
        return .full(principal)
    }

    /// Who a full session is; nil if the token opens none.
    package func principal(_ token: String) async throws -> Principal? {
        guard case .full(let principal) = try await session(token) else { return nil }
        return principal
    }

    /// Leaves: the token opens nothing from now on.
    package func end(_ token: String, from address: String) async throws {
        guard let token = Token(token) else { return }
        let now = clock.now
        try await database.transaction { tx in
            guard let session = try tx.sessions.withDigest(token.digest), try tx.sessions.end(token.digest) else {
                return
            }
            try tx.entryEvents.note(.left, of: session.login, from: address.cut, at: now)
        }
    }
}

// MARK: What the owner of a login sees of it

extension EntryDesk {
    /// The sessions of a login that are open at present.
    ///
    /// - Parameter token: the session that asks.
    package func sessions(of login: Int64, asking token: String) async throws -> [ListedSession] {
        let own = Token(token)?.digest
        let now = clock.now
        return try await database.read { tx in
            try tx.sessions.full(of: login, seenAfter: now.adding(seconds: -EntryLimits.idleSeconds), at: now).map {
                ListedSession(
                    id: $0.digest.base64URL, beganAt: $0.createdAt, seenAt: $0.seenAt, address: $0.address,
                    isThisOne: $0.digest == own)
            }
        }
    }

    /// Ends one of the login's own sessions, by its ``ListedSession/id``; false if the login has no such session.
    package func revoke(_ session: String, of login: Int64, from address: String) async throws -> Bool {
        guard session.utf8.count == 43, let digest = [UInt8](base64URL: session) else { return false }
        let now = clock.now
        return try await database.transaction { tx in
            guard try tx.sessions.withDigest(digest)?.login == login, try tx.sessions.end(digest) else { return false }
            try tx.entryEvents.note(.revoked, of: login, from: address.cut, at: now)
            return true
        }
    }

    /// What happened to a login, the latest first.
    package func events(of login: Int64, limit: Int = 50) async throws -> [EntryEvents.Event] {
        try await database.read { tx in try tx.entryEvents.of(login, limit: limit) }
    }
}

extension EntryDesk {
    /// Deletes what has expired: run now and then. Returns the number of sessions.
    @discardableResult
    package func sweep() async throws -> Int {
        let now = clock.now
        return try await database.transaction(.bulk) { tx in
            try tx.smsCodes.deleteSentBefore(
                now.adding(seconds: -max(EntryLimits.codeSeconds, EntryLimits.codeIntervalSeconds)))
            try tx.unitSignUps.deleteSentBefore(now.adding(seconds: -EntryLimits.signUpDaySeconds))
            try tx.entryFailures.deleteOlder(than: now.adding(seconds: -EntryLimits.failureMemorySeconds))
            return try tx.sessions.deleteExpired(at: now, idleSince: now.adding(seconds: -EntryLimits.idleSeconds))
        }
    }
}

extension EntryEvents.Event.Act {
    package var chinese: String {
        switch self {
        case .created: "开设账号"
        case .passwordRefused: "密码错误"
        case .codeSent: "发送验证码"
        case .codeRefused: "验证码错误"
        case .entered: "登录"
        case .left: "退出登录"
        case .revoked: "终止会话"
        }
    }
}

extension SessionRow {
    fileprivate func isAlive(at now: Instant) -> Bool {
        expiresAt > now && seenAt.adding(seconds: EntryLimits.idleSeconds) > now
    }
}
