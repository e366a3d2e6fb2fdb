package import Cryptography

/// What a file that somebody brought turned out to be.
package enum FileFinding: Hashable, Sendable {
    /// Bears our mark, and our seal covers it whole. Whether the paper still holds is for the books to say.
    case sealed(PaperNumber, by: KeyId)
    /// Bears our mark, but is not as we sealed it.
    case altered(PaperNumber, Alteration)
    /// Bears no mark of ours: whatever it is, no paper of this platform.
    case notOurs
    case tooLarge(limitBytes: Int)
}

package enum Alteration: Hashable, Sendable, CaseIterable {
    /// The seal's signature is gone.
    case unsealed
    /// Something was added that the seal does not cover.
    case notWhole
    /// The content is not what was sealed.
    case contentChanged
    /// Sealed with a key that is none of ours.
    case foreignSeal
}

extension Alteration: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unsealed: "文件的数字签名已被去除"
        case .notWhole: "文件在签章后被追加或改动，签名未覆盖全文"
        case .contentChanged: "文件内容与签章时不一致"
        case .foreignSeal: "文件的签名不是本机构签署的"
        }
    }
}

package let examinedFileLimitBytes = 10_000_000

/// Judges a file by the published keys alone. Takes any bytes; its work is linear in their number.
package func examine(_ file: [UInt8], published: PublishedKeys) -> FileFinding {
    guard file.count <= examinedFileLimitBytes else { return .tooLarge(limitBytes: examinedFileLimitBytes) }
    guard let number = NumberMark.find(in: file) else { return .notOurs }
    let ranges = file.occurrences(of: Array("/ByteRange".utf8))
    guard let range = ranges.first else { return .altered(number, .unsealed) }
    // One seal is all that we set: a second range belongs to something that came later.
    guard ranges.count == 1, let hole = wholeFileHole(in: file, at: range) else { return .altered(number, .notWhole) }
    guard let signature = contents(of: file[hole]) else { return .altered(number, .foreignSeal) }
    let pieces = [file[..<hole.lowerBound], file[hole.upperBound...]]
    var alteration = Alteration.foreignSeal
    for key in published.keys where key.use == .seal {
        switch key.judge(seal: signature, over: pieces) {
        case .accepted: return .sealed(number, by: key.id)
        case .contentChanged: alteration = .contentChanged
        case .foreign: continue
        }
    }
    return .altered(number, alteration)
}

/// The hole of a ByteRange that covers all of the file but a `<…>` string; `nil` if it covers less.
private func wholeFileHole(in file: [UInt8], at start: Int) -> Range<Int>? {
    let text = file[start...].prefix(120)
    guard let open = text.firstIndex(of: 0x5B), let close = text.firstIndex(of: 0x5D), open < close else { return nil }
    let numbers = file[(open + 1)..<close].split(separator: 0x20).map { Int(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == 4, numbers[0] == 0, let first = numbers[1], let second = numbers[2],
        let length = numbers[3], close < first, first + 2 <= second, second <= file.count, length >= 0,
        length == file.count - second, file[first] == 0x3C, file[second - 1] == 0x3E
    else { return nil }
    return first..<second
}

/// The bytes of the `<…>` string; `nil` if it is not hexadecimal, or if anything but zeros follows the signature in it.
private func contents(of hole: ArraySlice<UInt8>) -> [UInt8]? {
    let text = String(decoding: hole.dropFirst().dropLast(), as: UTF8.self)
    guard hole.count <= 65_538, let bytes = [UInt8](hex: text), bytes.hex == text,
        // A CMS is a DER sequence of definite length, here always of two bytes.
        bytes.count > 4, bytes[0] == 0x30, bytes[1] == 0x82
    else { return nil }
    let end = 4 + Int(bytes[2]) << 8 + Int(bytes[3])
    guard end <= bytes.count, bytes[end...].allSatisfy({ $0 == 0 }) else { return nil }
    return Array(bytes[..<end])
}
