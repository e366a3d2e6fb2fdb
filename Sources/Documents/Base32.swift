/// Base32 of RFC 4648 without padding. A QR code packs capital letters and digits into 5.5 bits each, so that this
/// takes a tenth more room than the bytes, where base64url takes a third.
enum Base32 {
    static func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var (bits, held) = (UInt32(0), 0)
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            held += 8
            while held >= 5 {
                held -= 5
                text.append(digits[Int(bits >> UInt32(held) & 31)])
            }
        }
        if held > 0 { text.append(digits[Int(bits << UInt32(5 - held) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Takes small letters too, and only the one canonical form; `nil` if it is anything else.
    static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (bits, held) = (UInt32(0), 0)
        for letter in text.utf8 {
            let value: UInt8
            switch letter {
            case 0x41...0x5A: value = letter - 0x41
            case 0x61...0x7A: value = letter - 0x61
            case 0x32...0x37: value = letter - 0x32 + 26
            default: return nil
            }
            bits = bits << 5 | UInt32(value)
            held += 5
            if held >= 8 {
                held -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
            }
        }
        guard held < 5, bits & (1 << UInt32(held) - 1) == 0 else { return nil }
        return bytes
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
}
