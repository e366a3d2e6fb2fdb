import Foundation

/// Texts by name as one JSON object, such as the answers of a row. A batch reads and writes those of each row several times;
/// the coder that reads any JSON takes many times as long, and is asked where a text holds what it escapes otherwise.
package enum FlatJSON {
    package static func encoded(_ texts: [String: String]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(texts.reduce(2) { $0 + $1.key.utf8.count + $1.value.utf8.count + 6 })
        bytes.append(brace)
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            if bytes.count > 1 { bytes.append(comma) }
            append(name, to: &bytes)
            bytes.append(colon)
            append(text, to: &bytes)
        }
        bytes.append(closingBrace)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// - Returns: `nil` if it is no JSON object of texts.
    package static func decoded(_ json: String) -> [String: String]? {
        var json = json
        if let texts = json.withUTF8({ plain($0) }) { return texts }
        return try? JSONDecoder().decode([String: String].self, from: Data(json.utf8))
    }

    private static let (quote, backslash, comma, colon) = (
        UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: ","), UInt8(ascii: ":")
    )
    private static let (brace, closingBrace) = (UInt8(ascii: "{"), UInt8(ascii: "}"))

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(quote)
        for byte in text.utf8 {
            switch byte {
            case quote, backslash: bytes += [backslash, byte]
            case ..<0x20: bytes += Array("\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(quote)
    }

    /// As ``encoded(_:)`` writes it, and without anything escaped; `nil` of what is written otherwise.
    private static func plain(_ bytes: UnsafeBufferPointer<UInt8>) -> [String: String]? {
        var place = 0
        func take(_ byte: UInt8) -> Bool {
            guard place < bytes.count, bytes[place] == byte else { return false }
            place += 1
            return true
        }
        func text() -> String? {
            guard take(quote) else { return nil }
            let start = place
            while place < bytes.count, bytes[place] != quote {
                if bytes[place] == backslash { return nil }
                place += 1
            }
            guard place < bytes.count else { return nil }
            defer { place += 1 }
            return String(decoding: bytes[start..<place], as: UTF8.self)
        }
        guard take(brace) else { return nil }
        var texts: [String: String] = [:]
        if take(closingBrace) { return place == bytes.count ? texts : nil }
        repeat {
            guard let name = text(), take(colon), let value = text() else { return nil }
            texts[name] = value
        } while take(comma)
        return take(closingBrace) && place == bytes.count ? texts : nil
    }
}
