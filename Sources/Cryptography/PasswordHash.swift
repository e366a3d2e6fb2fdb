internal import CSodium

/// A password as it is stored: Argon2id with its salt and cost, in the form `$argon2id$v=19$m=19456,t=2,p=1$…`.
///
/// Making and verifying takes some 20 ms and 19 MiB: go through ``PasswordHashing``, never straight from a task.
package struct PasswordHash: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The longest password taken, in bytes of UTF-8.
    package static let passwordLimitBytes = 256

    /// `nil` if the password is longer than ``passwordLimitBytes`` or memory is short.
    package static func make(_ password: String) -> PasswordHash? {
        guard sodiumIsReady, password.utf8.count <= passwordLimitBytes else { return nil }
        var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let failed = crypto_pwhash_str_alg(
            &text, password, UInt64(password.utf8.count), passes, memoryBytes, crypto_pwhash_ALG_ARGON2ID13)
        guard failed == 0 else { return nil }
        let used = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return PasswordHash(rawValue: String(decoding: used, as: UTF8.self))
    }

    package func verify(_ password: String) -> Bool {
        guard sodiumIsReady, password.utf8.count <= Self.passwordLimitBytes else { return false }
        return crypto_pwhash_str_verify(rawValue, password, UInt64(password.utf8.count)) == 0
    }

    /// Whether it was made at another cost than today's; it is then made anew at the next successful entry.
    package var needsRehash: Bool {
        crypto_pwhash_str_needs_rehash(rawValue, Self.passes, Self.memoryBytes) != 0
    }

    // OWASP's second choice for Argon2id: 19 MiB, two passes, one lane.
    private static let passes: UInt64 = 2
    private static let memoryBytes = 19 * 1024 * 1024
}

/// libsodium picks the fastest code for the processor once, before first use.
private let sodiumIsReady = sodium_init() >= 0
