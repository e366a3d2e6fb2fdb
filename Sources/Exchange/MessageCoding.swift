import FoundationEssentials

/// No body on either side is larger: the largest contract, a bill of 32 lines, stays under 8 KiB.
package let largestMessageBytes = 64 * 1024

extension PartnerMessage {
    /// Reads a body. Fields that this version doesn't know are passed over, so that a partner may add some.
    package init(body: [UInt8]) throws(MalformedMessage) {
        guard body.count <= largestMessageBytes else {
            throw MalformedMessage(field: "", sentence: "报文超过 \(largestMessageBytes) 字节。")
        }
        let message: Self
        do {
            message = try JSONDecoder().decode(Self.self, from: Data(body))
        } catch let error as DecodingError {
            throw MalformedMessage(error)
        } catch {
            throw MalformedMessage(field: "", sentence: "报文不是有效的 JSON。")
        }
        try message.check(.top)
        self = message
    }

    /// Writes a body: the same message always gives the same bytes, so that its digest and signature can be made again.
    package func body() throws(MalformedMessage) -> [UInt8] {
        try check(.top)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(self))
        } catch {
            // A checked message is made of text, whole numbers and lists; nothing in it can fail to encode.
            preconditionFailure("\(Self.contract) does not encode: \(error)")
        }
    }
}

extension KeyedDecodingContainer {
    /// A field that may be absent in some forms of a message and is needed in this one.
    func required<Value>(_ value: Value?, _ key: Key) throws -> Value {
        guard let value else {
            throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "needed here"))
        }
        return value
    }
}
