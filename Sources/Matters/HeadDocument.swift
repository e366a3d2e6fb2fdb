import Basics
import Casework

/// The number of the head's identity document: of whatever kind and country, and a right one where it is a citizen's.
struct HeadDocument: FieldValue {
    let text: String

    static var control: FieldControl { .identityNumber }

    static func read(_ text: String) -> Result<HeadDocument, UnreadableAnswer> {
        let text = text.filter { !$0.isWhitespace }.uppercased()
        if text.utf8.count == 18 {
            return CitizenNumber.read(text).map { HeadDocument(text: $0.text) }
        }
        guard (5...30).contains(text.utf8.count), text.utf8.allSatisfy({ $0 < 0x80 && ($0.isDigit || $0.isCapital) })
        else { return .failure(UnreadableAnswer("证件号码应为5至30位字母或数字，请对照证件核对。")) }
        return .success(HeadDocument(text: text))
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
    fileprivate var isCapital: Bool { (0x41...0x5A).contains(self) }
}
