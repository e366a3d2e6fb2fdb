/// The key of a record, of a type of its own for each kind of record, so that a plan's key never stands for a person's.
package struct ID<Of>: Hashable, Comparable, Sendable {
    package let value: Int64

    @inlinable
    package init(_ value: Int64) {
        self.value = value
    }

    @inlinable
    package static func < (left: ID, right: ID) -> Bool { left.value < right.value }
}

extension ID: CustomStringConvertible {
    package var description: String { String(value) }
}

extension ID: Codable {
    package init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}
