import Basics
package import Cryptography
import Database
import Exchange
import Storage

/// Hashes passwords and compares them: `PasswordHashing`, or in tests one that counts.
package protocol PasswordKeeping: Sendable {
    /// `nil` if the password is too long.
    func make(_ password: String) async throws(PasswordHashing.Overloaded) -> PasswordHash?
    func verify(_ password: String, against hash: PasswordHash) async throws(PasswordHashing.Overloaded) -> Bool
}

extension PasswordHashing: PasswordKeeping {}

/// What a browser holds in its cookie: 32 random bytes as 43 characters.
struct Token: Sendable {
    let text: String
    /// SHA-256: what is random needs no slower digest.
    let digest: [UInt8]

    init() {
        self.init(text: randomBytes(32).base64URL)
    }

    /// `nil` if it is none of ours by its form.
    init?(_ text: String) {
        guard text.utf8.count == 43, [UInt8](base64URL: text) != nil else { return nil }
        self.init(text: text)
    }

    private init(text: String) {
        self.text = text
        digest = Digest.sha256.of(text)
    }
}

extension Transaction {
    /// Counts a failed attempt and returns how many there are now; from the fifth on the name is locked.
    func countFailure(_ name: [UInt8], at now: Instant) throws -> Int {
        let failures = (try entryFailures.of(name)?.failures ?? 0) + 1
        let until = EntryLimits.lockSeconds(after: failures).map(now.adding(seconds:))
        try entryFailures.set(name, failures: failures, lockedUntil: until, at: now)
        return failures
    }

    /// For the attempt of this number, which turned out right or was never compared. The lock that it brought goes with it;
    /// one that others brought since stays.
    func takeBackFailure(_ number: Int, _ name: [UInt8], at now: Instant) throws {
        guard let record = try entryFailures.of(name) else { return }
        let until = record.failures == number ? nil : record.lockedUntil
        if record.failures <= 1, until == nil {
            try entryFailures.clear(name)
        } else {
            try entryFailures.set(name, failures: max(0, record.failures - 1), lockedUntil: until, at: now)
        }
    }

    /// Puts a text message into the outbox.
    func send(_ message: TextMessage, id: Int64, at now: Instant) throws {
        let body = String(decoding: try message.body(), as: UTF8.self)
        let letter = Outbox.NewLetter(
            id: id, partner: TextMessage.endpoint.partner, kind: TextMessage.endpoint.message, key: "message-\(id)",
            body: body, case: nil)
        try outbox.put([letter], at: now)
    }
}

extension Principal {
    /// With what an operator may do at this moment: a right that is taken away is gone with the next request.
    init(_ row: SessionRow) throws {
        guard let role = LoginRole(rawValue: row.role) else { throw UnknownRole(role: row.role) }
        self.init(
            login: row.login, name: row.displayName, role: role, employer: row.employer, person: row.person,
            unit: row.unit, branch: row.branch, region: row.region,
            rights: row.rights)
    }
}

/// A stored role that this version does not know: an older program beside a newer one.
struct UnknownRole: Error {
    let role: String
}

extension String {
    /// An address of the network, bounded and without control characters.
    var cut: String { cut(to: EntryLimits.addressCharacters) }

    func cut(to limit: Int) -> String {
        String(String.UnicodeScalarView(unicodeScalars.prefix(limit).filter { $0.value >= 0x20 }))
    }
}
