package import Basics

/// A message that waits to be sent. It is stored in the transaction that makes the fact it tells of.
package struct OutboxMessage: Hashable, Sendable {
    package let endpoint: Endpoint
    package let idempotencyKey: IdempotencyKey
    package let body: [UInt8]

    /// Throws if the message does not keep its contract: that is found when the fact is made, not when it is sent.
    package init<Request: PartnerRequest>(
        _ request: Request, idempotencyKey: IdempotencyKey
    ) throws(MalformedMessage) {
        self.endpoint = Request.endpoint
        self.idempotencyKey = idempotencyKey
        self.body = try request.body()
    }

    /// As a row holds it.
    package init(stored endpoint: Endpoint, idempotencyKey: IdempotencyKey, body: [UInt8]) {
        self.endpoint = endpoint
        self.idempotencyKey = idempotencyKey
        self.body = body
    }
}

/// A message that arrived with a right signature. The same key with the same body is a repeat; with another it is a conflict.
package struct InboxMessage: Hashable, Sendable {
    package let endpoint: Endpoint
    package let idempotencyKey: IdempotencyKey
    package let body: [UInt8]
    package let receivedAt: Instant

    package init(_ endpoint: Endpoint, idempotencyKey: IdempotencyKey, body: [UInt8], receivedAt: Instant) {
        self.endpoint = endpoint
        self.idempotencyKey = idempotencyKey
        self.body = body
        self.receivedAt = receivedAt
    }
}
