package import Basics
package import Cryptography

/// Signs a PDF of ``draw(_:number:issuer:seal:qr:)``: certified (DocMDP, no change allowed) and whole.
///
/// The signature comes as an incremental update: the drawn bytes stay as they are, after them follow the signature field
/// and a dictionary with a hole for the CMS, which covers every byte of the file but the hole (ISO 32000-1, 12.8).
package func seal(_ pdf: [UInt8], with keys: any SigningKeys, at instant: Instant) throws(KeyFault) -> [UInt8] {
    var update = SealUpdate(of: DrawnPDF(pdf))
    let hole = update.write(at: instant)
    var file = pdf + update.bytes
    let (start, end) = (pdf.count + hole.lowerBound, pdf.count + hole.upperBound)
    let range = "0 \(start) \(end) \(file.count - end)"
    let rangeStart = pdf.count + update.rangeOffset
    file.replaceSubrange(rangeStart..<(rangeStart + range.utf8.count), with: range.utf8)
    let signature = try keys.signSeal([file[..<start], file[end...]])
    let digits = Array(signature.hex.utf8)
    precondition(digits.count <= hole.count - 2, "the hole holds a CMS with two certificates")
    file.replaceSubrange((start + 1)..<(start + 1 + digits.count), with: digits)
    return file
}

/// The incremental update that a seal adds.
private struct SealUpdate {
    private let drawn: DrawnPDF
    private(set) var bytes: [UInt8] = []
    /// Where the numbers of the ByteRange go.
    private(set) var rangeOffset = 0
    private var offsets: [(object: Int, offset: Int)] = []

    /// Hexadecimal digits for the CMS; one with two P-256 certificates takes some 3,200.
    private static let holeDigits = 10_240

    init(of drawn: DrawnPDF) {
        self.drawn = drawn
    }

    /// Writes the update and returns where its hole is, angle brackets included.
    mutating func write(at instant: Instant) -> Range<Int> {
        let (value, field) = (drawn.size, drawn.size + 1)
        if drawn.bytes.last != 0x0A { text("\n") }
        let hole = writeSignature(value, at: instant)
        begin(field)
        text("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Seal1) /V \(value) 0 R /F 132 /Rect [0 0 0 0]\n")
        text("   /P \(drawn.firstPage) 0 R >>\nendobj\n")
        begin(drawn.firstPage)
        bytes += drawn.dictionary(drawn.firstPage, adding: "/Annots [\(field) 0 R]")
        text("\nendobj\n")
        begin(drawn.root)
        bytes += drawn.dictionary(
            drawn.root,
            adding: "/AcroForm << /Fields [\(field) 0 R] /SigFlags 3 >> /Perms << /DocMDP \(value) 0 R >>")
        text("\nendobj\n")
        writeTable()
        return hole
    }

    private mutating func writeSignature(_ object: Int, at instant: Instant) -> Range<Int> {
        begin(object)
        text("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (\(Self.date(instant)))\n")
        text("   /Reference [<< /Type /SigRef /TransformMethod /DocMDP\n")
        text("      /TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>]\n")
        text("   /ByteRange [")
        rangeOffset = bytes.count
        text(String(repeating: " ", count: 40) + "]\n   /Contents ")
        let start = bytes.count
        text("<" + String(repeating: "0", count: Self.holeDigits) + ">")
        let hole = start..<bytes.count
        text("\n>>\nendobj\n")
        return hole
    }

    private mutating func writeTable() {
        let start = drawn.bytes.count + bytes.count
        text("xref\n")
        for (object, offset) in offsets.sorted(by: { $0.object < $1.object }) {
            let digits = String(offset)
            text("\(object) 1\n\(String(repeating: "0", count: 10 - digits.count))\(digits) 00000 n \n")
        }
        text("trailer\n<< /Size \(drawn.size + 2) /Root \(drawn.root) 0 R /Info \(drawn.info) 0 R\n")
        text("   /Prev \(drawn.tableOffset) >>\nstartxref\n\(start)\n%%EOF\n")
    }

    private mutating func begin(_ object: Int) {
        offsets.append((object, drawn.bytes.count + bytes.count))
        text("\(object) 0 obj\n")
    }

    private mutating func text(_ text: String) {
        bytes += text.utf8
    }

    /// `D:20261121090503+08'00'`.
    private static func date(_ instant: Instant) -> String {
        "D:" + instant.description.filter(\.isNumber) + "+08'00'"
    }
}
