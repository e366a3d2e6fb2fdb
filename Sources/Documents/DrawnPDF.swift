/// What a seal must know of a PDF that cairo just wrote: classic cross-reference table, one revision, no compression of
/// objects. It reads nothing else; a file that came from outside goes to ``examine(_:published:)``.
struct DrawnPDF {
    let bytes: [UInt8]
    let tableOffset: Int
    /// One more than the largest object.
    let size: Int
    let root: Int
    let info: Int
    let firstPage: Int
    private let offsets: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let end = bytes[max(0, bytes.count - 64)...].occurrences(of: Array("startxref\n".utf8)).last
        tableOffset = Self.number(in: bytes, at: Self.found(end) + 10)
        let trailer = Self.found(bytes[tableOffset...].occurrences(of: Array("trailer".utf8)).first)
        func reference(_ name: String) -> Int {
            Self.number(in: bytes, after: name, from: trailer)
        }
        (size, root, info) = (reference("/Size "), reference("/Root "), reference("/Info "))
        // "xref\n0 17\n", then twenty bytes for each object.
        let rows = Self.found(bytes[(tableOffset + 5)...].firstIndex(of: 0x0A)) + 1
        let offsets = (0..<size).map { Self.number(in: bytes, at: rows + 20 * $0) }
        self.offsets = offsets
        let pages = Self.number(in: bytes, after: "/Pages ", from: offsets[root])
        firstPage = Self.number(in: bytes, after: "/Kids [ ", from: offsets[pages])
    }

    /// An object's dictionary with entries added at its front.
    func dictionary(_ object: Int, adding entries: String) -> [UInt8] {
        let rest = bytes[offsets[object]...]
        let start = Self.found(rest.occurrences(of: Array("<<".utf8)).first)
        let end = Self.found(rest.occurrences(of: Array("endobj".utf8)).first)
        var dictionary = Array(bytes[start..<end])
        while dictionary.last == 0x0A { dictionary.removeLast() }
        dictionary.replaceSubrange(0..<2, with: Array("<< \(entries)\n  ".utf8))
        return dictionary
    }

    private static func number(in bytes: [UInt8], after name: String, from start: Int) -> Int {
        let at = found(bytes[start...].occurrences(of: Array(name.utf8)).first)
        return number(in: bytes, at: at + name.utf8.count)
    }

    private static func number(in bytes: [UInt8], at start: Int) -> Int {
        bytes[start...].prefix(20).prefix { (0x30...0x39).contains($0) }.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func found(_ index: Int?) -> Int {
        guard let index else { preconditionFailure("cairo writes a classic PDF") }
        return index
    }
}
