import Basics
import Casework
package import Cryptography
package import Database
import Exchange
package import Storage

/// The entry: a password, then a code by text message, then a session.
///
/// Between the two steps and after them the browser holds different tokens, so that a token planted before entry opens nothing
/// (session fixation). Sessions and codes are kept as digests; a code stands in plain words only in the text message that the
/// courier carries, and is worth nothing after five minutes.
package final class EntryDesk: Sendable {
    let database: Database
    package let clock: any OfficeClock
    let ids: IdSource
    let passwords: any PasswordKeeping
    /// Told whenever a code was put into the outbox: somebody sits and waits for it.
    let wakeCourier: @Sendable () -> Void
    /// Three keys derived of the platform's one, so that no code made for one use means anything in another.
    let codeKey: AuthenticationKey
    let nameKey: AuthenticationKey
    private let formKey: AuthenticationKey
    /// Binds what operators are given.
    package let chain: TrailChain
    /// What a password for a name that nobody has is compared with: it takes as long and fits nothing.
    private let decoy: PasswordHash

    package init(
        _ database: Database, clock: any OfficeClock, ids: IdSource, keys: any SigningKeys,
        passwords: any PasswordKeeping = PasswordHashing(), wakeCourier: @escaping @Sendable () -> Void = {}
    ) throws(KeyFault) {
        self.database = database
        self.clock = clock
        self.ids = ids
        self.passwords = passwords
        self.wakeCourier = wakeCourier
        chain = TrailChain(try keys.authenticationKey(for: .trail))
        let key = try keys.authenticationKey(for: .sessions)
        func derived(_ use: String) -> AuthenticationKey { AuthenticationKey(key.code(for: use))! }
        codeKey = derived("entry code")
        nameKey = derived("entry name")
        formKey = derived("form binding")
        guard let decoy = PasswordHash.make(randomBytes(32).base64URL) else { throw .refused }
        self.decoy = decoy
    }

    /// What the forms of a session are bound to against requests from other sites; `Web` makes each page's token of it.
    package func formBinding(for token: String) -> String { formKey.code(for: token).base64URL }
}

// MARK: First step: name and password

extension EntryDesk {
    /// Compares the password and, if it is right, sends a code.
    ///
    /// Each attempt counts before the password is compared, so that many at once get no more tries than one after the other.
    package func begin(
        name: String, password: String, from address: String
    ) async throws -> EntryAnswer<PendingEntry> {
        let name = LoginApplication.folded(name)
        let digest = nameKey.code(for: name)
        let now = clock.now
        let counted = try await database.transaction { tx -> Counted in
            let failures = try tx.entryFailures.of(digest)
            if let until = failures?.lockedUntil, until > now { return .locked(until) }
            let number = try tx.countFailure(digest, at: now)
            return .attempt(number, try tx.logins.open(named: name))
        }
        guard case .attempt(let number, let login) = counted else { return .refused(counted.refusal(at: now)) }
        let address = address.cut
        let isRight: Bool
        do {
            isRight = try await passwords.verify(
                password, against: login.map { PasswordHash(rawValue: $0.passwordHash) } ?? decoy)
        } catch {
            try await database.transaction { tx in try tx.takeBackFailure(number, digest, at: now) }
            return .refused(.busy)
        }
        guard let login, isRight else {
            return .refused(try await refusePassword(digest, login, from: address, at: now))
        }
        try await rehash(password, of: login)
        return .done(try await acceptPassword(number, digest, login, from: address, at: now))
    }

    private enum Counted: Sendable {
        case locked(Instant)
        /// The number of this attempt among the failures, and the login if there is one.
        case attempt(Int, LoginRow?)

        func refusal(at now: Instant) -> Refusal {
            switch self {
            case .locked(let until): .locked(until: until, now: now)
            case .attempt: .wrongNameOrPassword
            }
        }
    }

    private func refusePassword(
        _ digest: [UInt8], _ login: LoginRow?, from address: String, at now: Instant
    ) async throws -> Refusal {
        try await database.transaction { tx in
            // Both kinds of name write and commit, so that the time of a commit does not tell them apart.
            try tx.entryFailures.touch(digest, at: now)
            if let login { try tx.entryEvents.note(.passwordRefused, of: login.id, from: address, at: now) }
            guard let until = try tx.entryFailures.of(digest)?.lockedUntil, until > now else {
                return .wrongNameOrPassword
            }
            return .locked(until: until, now: now)
        }
    }

    private func acceptPassword(
        _ number: Int, _ digest: [UInt8], _ login: LoginRow, from address: String, at now: Instant
    ) async throws -> PendingEntry {
        try await ids.prepare()
        let token = Token()
        defer { wakeCourier() }
        return try await database.transaction { [self] tx in
            // Not cleared yet: wrong codes count on, so that a stolen password buys no endless guessing of codes.
            try tx.takeBackFailure(number, digest, at: now)
            try tx.sessions.open(
                token.digest, .password, login: login.id, from: address, at: now,
                expiresAt: now.adding(seconds: EntryLimits.passwordStageSeconds))
            return PendingEntry(token: token.text, code: try sendCode(to: login, from: address, at: now, tx))
        }
    }
}

extension EntryDesk {
    /// Makes a hash of an earlier cost anew, now that the password is at hand.
    private func rehash(_ password: String, of login: LoginRow) async throws {
        guard PasswordHash(rawValue: login.passwordHash).needsRehash, let hash = try? await passwords.make(password)
        else { return }
        try await database.transaction { tx in try tx.logins.setPasswordHash(hash.rawValue, of: login.id) }
    }
}

// MARK: Second step: the code

extension EntryDesk {
    /// Sends another code to whoever waits for one.
    package func sendCode(_ token: String, from address: String) async throws -> EntryAnswer<CodeNotice> {
        guard let token = Token(token) else { return .refused(.sessionEnded) }
        try await ids.prepare()
        let now = clock.now
        defer { wakeCourier() }
        return try await database.transaction { [self] tx in
            guard let login = try pendingLogin(token, at: now, tx) else { return .refused(.sessionEnded) }
            let notice = try sendCode(to: login, from: address.cut, at: now, tx)
            return notice.isNew ? .done(notice) : .refused(.codeTooSoon(next: notice.nextAt, now: now))
        }
    }

    /// What is to be said of the code that somebody waits for; `nil` if none does or the code is gone.
    package func awaitedCode(_ token: String) async throws -> CodeNotice? {
        guard let token = Token(token) else { return nil }
        let now = clock.now
        return try await database.read { [self] tx in
            guard let login = try pendingLogin(token, at: now, tx), let code = try tx.smsCodes.of(login.id),
                code.expiresAt > now, code.failures < EntryLimits.codeTries
            else { return nil }
            return CodeNotice(
                phone: (try? MobileNumber(login.phone))?.masked ?? "", sentAt: code.sentAt,
                validUntil: code.expiresAt, nextAt: code.sentAt.adding(seconds: EntryLimits.codeIntervalSeconds),
                isNew: false)
        }
    }

    /// Compares the code and, if it is right, opens a full session with a new token.
    package func confirm(
        _ token: String, code: String, from address: String
    ) async throws -> EntryAnswer<OpenSession> {
        guard let pending = Token(token) else { return .refused(.sessionEnded) }
        let full = Token()
        let now = clock.now
        return try await database.transaction { [self] tx in
            guard let login = try pendingLogin(pending, at: now, tx) else { return .refused(.sessionEnded) }
            if let refusal = try refuse(code, of: login, from: address.cut, at: now, tx) { return .refused(refusal) }
            _ = try tx.sessions.end(pending.digest)
            return try open(full, for: login, from: address.cut, at: now, tx)
        }
    }

    /// Opens a full session for whoever has given the right code, which is used up by it.
    func open(
        _ full: Token, for login: LoginRow, from address: String, at now: Instant, _ tx: Transaction
    ) throws -> EntryAnswer<OpenSession> {
        try tx.smsCodes.spend(of: login.id, at: now)
        try tx.entryFailures.clear(nameKey.code(for: login.name))
        try tx.sessions.open(
            full.digest, .full, login: login.id, from: address, at: now,
            expiresAt: now.adding(seconds: EntryLimits.absoluteSeconds))
        try tx.entryEvents.note(.entered, of: login.id, from: address, at: now)
        guard let row = try tx.sessions.withDigest(full.digest) else { return .refused(.sessionEnded) }
        return .done(OpenSession(token: full.text, principal: try Principal(row)))
    }

    private func pendingLogin(_ token: Token, at now: Instant, _ tx: Transaction) throws -> LoginRow? {
        guard let session = try tx.sessions.withDigest(token.digest), session.stage == .password,
            session.expiresAt > now
        else { return nil }
        return try tx.logins.withId(session.login)
    }

    /// Why a code does not open the session; nil if it does.
    func refuse(
        _ code: String, of login: LoginRow, from address: String, at now: Instant, _ tx: Transaction
    ) throws -> Refusal? {
        let name = nameKey.code(for: login.name)
        if let until = try tx.entryFailures.of(name)?.lockedUntil, until > now {
            return .locked(until: until, now: now)
        }
        guard let awaited = try tx.smsCodes.of(login.id), awaited.expiresAt > now,
            awaited.failures < EntryLimits.codeTries
        else { return .codeGone }
        if equalInConstantTime(digest(of: code.filter { !$0.isWhitespace }, for: login.id), awaited.digest) {
            return nil
        }
        try tx.smsCodes.countFailure(of: login.id)
        _ = try tx.countFailure(name, at: now)
        try tx.entryEvents.note(.codeRefused, of: login.id, from: address, at: now)
        return .wrongCode(triesLeft: EntryLimits.codeTries - awaited.failures - 1)
    }

    /// Sends a code, unless one was sent within the last minute.
    ///
    /// - Parameter use: what the code is for, as the message says it.
    @discardableResult
    func sendCode(
        to login: LoginRow, for use: String = "登录", from address: String, at now: Instant, _ tx: Transaction
    ) throws -> CodeNotice {
        let phone = (try? MobileNumber(login.phone))?.masked ?? ""
        if let earlier = try tx.smsCodes.of(login.id) {
            let next = earlier.sentAt.adding(seconds: EntryLimits.codeIntervalSeconds)
            if next > now {
                return CodeNotice(
                    phone: phone, sentAt: earlier.sentAt, validUntil: earlier.expiresAt, nextAt: next, isNew: false)
            }
        }
        let code = String(String(1_000_000 + Int.random(in: 0..<1_000_000)).dropFirst())
        let expiresAt = now.adding(seconds: EntryLimits.codeSeconds)
        try tx.smsCodes.put(digest(of: code, for: login.id), of: login.id, sentAt: now, expiresAt: expiresAt)
        try tx.send(
            TextMessage(
                phone: login.phone,
                text: "\(use)验证码：\(code)，\(EntryLimits.codeSeconds / 60)分钟内有效。工作人员不会索取验证码，请勿告诉他人。",
                kind: .code), id: ids.next(.outbox), at: now)
        try tx.entryEvents.note(.codeSent, of: login.id, from: address, at: now)
        return CodeNotice(
            phone: phone, sentAt: now, validUntil: expiresAt,
            nextAt: now.adding(seconds: EntryLimits.codeIntervalSeconds), isNew: true)
    }

    private func digest(of code: String, for login: Int64) -> [UInt8] {
        codeKey.code(for: "\(login) \(code)")
    }
}
