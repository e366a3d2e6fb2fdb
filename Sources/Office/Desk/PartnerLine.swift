package import Exchange

/// The way to the partners: sends a message and brings the answer. Only programs know how (HTTP).
package protocol PartnerLine: Sendable {
    /// - Returns: the body of the answer, its signature checked.
    func send(_ endpoint: Endpoint, key: IdempotencyKey, body: [UInt8]) async throws(PartnerSilence) -> [UInt8]
}

/// Why there is no answer.
package struct PartnerSilence: Error, Hashable, Sendable {
    package let reason: String
    /// Whether sending the same again can't help: the partner has refused the message itself.
    package let isFinal: Bool

    package init(_ reason: String, isFinal: Bool = false) {
        self.reason = reason
        self.isFinal = isFinal
    }
}
