import Basics
import Casework
import Cryptography
import Database
import Records
import Storage

/// The first entry of an operator whom an administrator has added: there is no first password, so that none can be guessed or
/// passed on. A code to their phone proves who they are, and they set one of their own.
///
/// Whoever tries names learns nothing: a name that nobody has gets the same answers, and is locked like any other.
extension EntryDesk {
    /// Sends a code to the phone of whoever has been invited under this name, if somebody has.
    package func beginFirstEntry(name: String, from address: String) async throws {
        try await ids.prepare()
        let (name, now) = (LoginApplication.folded(name), clock.now)
        defer { wakeCourier() }
        try await database.transaction { [self] tx in
            // Both kinds of name write and commit, so that the time of a commit does not tell them apart.
            try tx.entryFailures.touch(nameKey.code(for: name), at: now)
            guard let login = try invited(name, at: now, tx) else { return }
            try sendCode(to: login, for: "设置密码", from: address.cut, at: now, tx)
        }
    }

    /// Sets the first password of whoever has the code, and opens their session.
    package func completeFirstEntry(
        name: String, code: String, password: String, from address: String
    ) async throws -> EntryAnswer<OpenSession> {
        let (name, address, now) = (LoginApplication.folded(name), address.cut, clock.now)
        // The code first: what is wrong with a password says something of the name and the phone behind it.
        let refusal = try await database.transaction { [self] tx -> Refusal? in
            guard let login = try invited(name, at: now, tx) else { return try refuseUnknown(name, at: now, tx) }
            return try refuse(code, of: login, from: address, at: now, tx).map(Self.sameForAll)
        }
        if let refusal { return .refused(refusal) }
        let known = try await database.read { [self] tx -> [String] in
            guard let login = try invited(name, at: now, tx) else { return [] }
            let employer = try login.employer.flatMap { try tx.employers.withIds([$0])[$0]?.creditCode }
            return [login.name, login.displayName, login.phone] + [employer].compactMap(\.self)
        }
        let problems = PasswordRule.problems(in: password, known: known)
        guard problems.isEmpty else {
            return .refused(problems.map { Refusal("password", field: "password", $0, remedy: "请换一个密码。") })
        }
        let made: PasswordHash?
        do {
            made = try await passwords.make(password)
        } catch {
            return .refused(.busy)
        }
        guard let hash = made else { return .refused(.busy) }
        let full = Token()
        return try await database.transaction { [self] tx in
            // The code again: another may have used it while the hash was made.
            guard let login = try invited(name, at: now, tx),
                try refuse(code, of: login, from: address, at: now, tx) == nil
            else { return .refused(.codeGone) }
            try tx.logins.setPasswordHash(hash.rawValue, of: login.id)
            try tx.operators.accept(login.id, at: now)
            return try open(full, for: login, from: address, at: now, tx)
        }
    }

    private func invited(_ name: String, at now: Instant, _ tx: Transaction) throws -> LoginRow? {
        guard let login = try tx.logins.open(named: name), try tx.operators.isInvited(login.id, at: now) else {
            return nil
        }
        return login
    }

    private func refuseUnknown(_ name: String, at now: Instant, _ tx: Transaction) throws -> Refusal {
        let digest = nameKey.code(for: name)
        if let until = try tx.entryFailures.of(digest)?.lockedUntil, until > now {
            return .locked(until: until, now: now)
        }
        _ = try tx.countFailure(digest, at: now)
        return .wrongFirstCode
    }

    /// How many tries are left, or that the code is gone, would tell that there is one.
    private static func sameForAll(_ refusal: Refusal) -> Refusal {
        refusal.code == "locked" ? refusal : .wrongFirstCode
    }
}

extension Refusal {
    fileprivate static let wrongFirstCode = Refusal(
        "wrongCode", field: "code", "账号或验证码不正确，或者验证码已失效。",
        remedy: "请核对后重新输入，或重新获取验证码；邀请已过期的，请联系本单位的管理员重新邀请。")
}
