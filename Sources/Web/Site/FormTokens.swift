import Cryptography

/// Binds a form to the session that it was shown to, so that no other site can send it (CSRF).
///
/// Each page gets another token: a compressed page that repeats a secret lets it be guessed byte by byte.
struct FormTokens: Sendable {
    static let field = "form-token"
    /// Keeps the key of a visit by somebody who has not logged in.
    static let visitCookie = "shebao-visit"

    private static let nonceLength = 16

    private let key: AuthenticationKey

    init(key: AuthenticationKey) {
        self.key = key
    }

    func make(for sessionKey: String) -> String {
        let nonce = randomBytes(FormTokens.nonceLength)
        return (nonce + key.code(for: nonce + sessionKey.utf8)).base64URL
    }

    func accept(_ token: String, for sessionKey: String) -> Bool {
        guard token.utf8.count <= 100, let bytes = [UInt8](base64URL: token), bytes.count > FormTokens.nonceLength
        else {
            return false
        }
        let nonce = Array(bytes.prefix(FormTokens.nonceLength))
        return key.accepts(Array(bytes.dropFirst(FormTokens.nonceLength)), for: nonce + sessionKey.utf8)
    }
}
