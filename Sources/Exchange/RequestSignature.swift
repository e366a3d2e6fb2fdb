package import Casework

/// The four headers that every request and every answer carries.
package struct RequestSignature: Hashable, Sendable {
    package let partner: Partner
    /// Milliseconds since 1970 in UTC, as sent.
    package let timestamp: String
    package let idempotencyKey: IdempotencyKey
    /// HMAC-SHA256 in hexadecimal.
    package let code: String
}

extension RequestSignature {
    private static let names = (
        partner: "Shebao-Partner", timestamp: "Shebao-Timestamp", key: "Idempotency-Key", code: "Shebao-Signature"
    )

    package var headers: [(name: String, value: String)] {
        [
            (Self.names.partner, partner.rawValue), (Self.names.timestamp, timestamp),
            (Self.names.key, idempotencyKey.text), (Self.names.code, code),
        ]
    }

    /// - Parameter header: the value of the header of that name; `nil` if there is none.
    package init(reading header: (_ name: String) -> String?) throws(SignatureRefusal) {
        guard let partner = header(Self.names.partner).flatMap(Partner.init(rawValue:)),
            let timestamp = header(Self.names.timestamp), timestamp.utf8.count <= 20,
            let key = header(Self.names.key).flatMap(IdempotencyKey.init),
            let code = header(Self.names.code), code.utf8.count == 64
        else { throw .unsigned }
        self.init(partner: partner, timestamp: timestamp, idempotencyKey: key, code: code)
    }
}

/// Why a message is not taken for its sender's.
package enum SignatureRefusal: Error, Hashable, Sendable {
    /// A header is missing or not of its form.
    case unsigned
    /// Made with another key, or over another method, path, time, idempotency key or body.
    case wrongSignature
    /// The sender's clock is more than five minutes off, or the message is an old one sent again by somebody else.
    case staleTimestamp

    package var problem: Problem {
        switch self {
        case .unsigned: Problem(.unsigned, "缺少签名，或签名的格式不对。")
        case .wrongSignature: Problem(.wrongSignature, "签名与报文不符。")
        case .staleTimestamp: Problem(.staleTimestamp, "时间戳与接收方时间相差超过 5 分钟。")
        }
    }
}
