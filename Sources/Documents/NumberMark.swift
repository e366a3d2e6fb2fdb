/// The paper's number where a program finds it without reading the pages: among the PDF's keywords.
enum NumberMark {
    private static let head = "shebao-paper:"

    static func text(_ number: PaperNumber) -> String { head + number.text }

    /// The number that a file claims; `nil` if it claims none. If it claims several, the last.
    static func find(in file: [UInt8]) -> PaperNumber? {
        let head = Array(head.utf8)
        var found: PaperNumber?
        for start in file.occurrences(of: head) {
            let rest = file[(start + head.count)...].prefix(41)
            let text = rest.prefix { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || $0 == 0x2D }
            found = PaperNumber(String(decoding: text, as: UTF8.self)) ?? found
        }
        return found
    }
}

extension Collection<UInt8> where Self: RandomAccessCollection, Index == Int {
    /// Where `pattern` begins, from the front; at most a thousand, since our own files have few.
    func occurrences(of pattern: [UInt8]) -> [Int] {
        var found: [Int] = []
        let first = pattern[0]
        withContiguousStorageIfAvailable { bytes in
            guard bytes.count >= pattern.count else { return }
            for at in 0...(bytes.count - pattern.count) where bytes[at] == first {
                if pattern.indices.allSatisfy({ bytes[at + $0] == pattern[$0] }) {
                    found.append(startIndex + at)
                    if found.count == 1_000 { return }
                }
            }
        }
        return found
    }
}
