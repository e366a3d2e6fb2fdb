package import Basics
package import Casework
package import Cryptography

/// The secret shared with one partner. It signs what one side sends and answers, and tells whether the other side did.
package struct PartnerKey: Sendable {
    package let partner: Partner
    private let key: AuthenticationKey

    /// How far the sender's clock may be off, either way.
    package static let clockWindowSeconds = 300

    package init(_ partner: Partner, _ key: AuthenticationKey) {
        self.partner = partner
        self.key = key
    }

    /// Reads the text of a secret file: at least 64 hexadecimal digits (32 bytes). `nil` if it is anything else.
    package init?(_ partner: Partner, secretFileText text: String) {
        let digits = text.split(whereSeparator: \.isWhitespace).joined()
        guard let bytes = [UInt8](hex: digits), bytes.count >= 32, let key = AuthenticationKey(bytes) else {
            return nil
        }
        self.init(partner, key)
    }

    /// Reads a secret file, which only its owner may read (mode 0600). There is no default.
    package init(_ partner: Partner, secretFile path: String) throws(KeyFault) {
        let text = String(decoding: try PrivateFile(path: path).read(), as: UTF8.self)
        guard let key = PartnerKey(partner, secretFileText: text) else { throw .damaged(path: path) }
        self = key
    }

    package func sign(
        _ subject: SignedSubject, body: [UInt8], idempotencyKey: IdempotencyKey, at now: Instant
    ) -> RequestSignature {
        let timestamp = String(now.milliseconds)
        let text = subject.signedText(timestamp: timestamp, idempotencyKey: idempotencyKey.text, body: body)
        return RequestSignature(
            partner: partner, timestamp: timestamp, idempotencyKey: idempotencyKey, code: key.code(for: text).hex)
    }

    /// Throws unless the signature is this partner's, over this very subject and body, and made within the clock window.
    package func verify(
        _ signature: RequestSignature, _ subject: SignedSubject, body: [UInt8], at now: Instant
    ) throws(SignatureRefusal) {
        guard signature.partner == partner, let code = [UInt8](hex: signature.code) else { throw .wrongSignature }
        let text = subject.signedText(
            timestamp: signature.timestamp, idempotencyKey: signature.idempotencyKey.text, body: body)
        guard key.accepts(code, for: text.utf8) else { throw .wrongSignature }
        // After the signature, so that a stranger learns nothing of the receiver's clock.
        guard let sentAt = Int64(signature.timestamp),
            (sentAt.subtractingReportingOverflow(now.milliseconds).partialValue).magnitude
                <= UInt64(Self.clockWindowSeconds) * 1_000
        else { throw .staleTimestamp }
    }
}

/// What a signature covers apart from timestamp, key and body.
package enum SignedSubject: Hashable, Sendable {
    case request(method: String, path: String)
    /// An answer is bound to the request that it answers by path and idempotency key, and to its status.
    case answer(status: Int, path: String)

    package static func request(to endpoint: Endpoint) -> SignedSubject {
        .request(method: Endpoint.method, path: endpoint.path)
    }

    /// Five lines, without one at the end; see `docs/partners.md`.
    func signedText(timestamp: String, idempotencyKey: String, body: [UInt8]) -> String {
        let (act, path) =
            switch self {
            case .request(let method, let path): (method, path)
            case .answer(let status, let path): ("ANSWER \(status)", path)
            }
        return [act, path, timestamp, idempotencyKey, Digest.sha256.of(body).hex].joined(separator: "\n")
    }
}
