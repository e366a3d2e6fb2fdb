/// Answer of a receiver that has stored a message for good. A repeat gets the same answer.
package struct Received: PartnerMessage {
    package static let contract = "common/received"

    package let idempotencyKey: IdempotencyKey

    package init(_ idempotencyKey: IdempotencyKey) {
        self.idempotencyKey = idempotencyKey
    }

    package func check(_ path: FieldPath) {}
}
