/// Names one sending for ever: however often it arrives, it takes effect once. 8 to 64 letters, digits, `.`, `_` or `-`.
package struct IdempotencyKey: Hashable, Sendable {
    package let text: String

    /// `nil` if it is of another form, above all if it could break out of a header.
    package init?(_ text: String) {
        let allowed = text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
            default: false
            }
        }
        guard allowed, (8...64).contains(text.utf8.count) else { return nil }
        self.text = text
    }
}

extension IdempotencyKey: CustomStringConvertible {
    package var description: String { text }
}

extension IdempotencyKey: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let key = IdempotencyKey(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no idempotency key")
        }
        self = key
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
