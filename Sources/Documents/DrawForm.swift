internal import Basics
internal import CPango
package import Casework

/// What stands around the content of a sheet that is signed by hand and carries no seal.
package struct HandSigned: Hashable, Sendable {
    /// At the upper left and in the foot, what the sheet is of: `事项编码：staff-enrolment`.
    package let reference: String
    /// Who signs, left and right, each with what they write: `申请单位（盖章）`.
    package let signatures: [Signature]
    /// Said at the foot of each page; empty if there is nothing to say.
    package let notice: String

    package struct Signature: Hashable, Sendable {
        package let who: String
        package let lines: [String]

        package init(_ who: String, _ lines: [String]) {
            self.who = who
            self.lines = lines
        }
    }

    package init(reference: String, signatures: [Signature], notice: String) {
        self.reference = reference
        self.signatures = signatures
        self.notice = notice
    }
}

/// Draws a sheet to be signed by hand (application form, receipt) as a PDF of A4 pages. It claims no number, so nobody can take it
/// for a paper of ours.
package func draw(_ paper: Paper, signedBy signed: HandSigned) throws(PaperFault) -> [UInt8] {
    try Press.withIdle { (press) throws(PaperFault) in
        try press.pdf(title: paper.title, author: "", number: nil, on: paper.issuedOn) {
            (canvas) throws(PaperFault) in
            var sheet = Sheet(press: press)
            try sheet.add(title: paper)
            try sheet.add(line: signed.reference, "打印日期：\(paper.issuedOn.chinese)")
            for part in paper.parts { try sheet.add(part) }
            try sheet.add(signatures: signed.signatures, of: paper)
            try sheet.addFooters(signed.reference, notice: signed.notice)
            for page in sheet.pages {
                for mark in page { canvas.draw(mark) }
                canvas.finishPage()
            }
        }
    }
}

extension Sheet {
    private static let signatureLine = 22.0
    private static let signatureHead = 27.0

    /// Boxes side by side, each with who signs and room to sign; they stay together on a page.
    fileprivate mutating func add(signatures: [HandSigned.Signature], of paper: Paper) throws(PaperFault) {
        guard let first = signatures.first else { return }
        let lines = Double(signatures.map(\.lines.count).max() ?? 0)
        let height = Self.signatureHead + lines * Self.signatureLine + 4
        try need(height + 6, for: first.who)
        if isAtTop { try add(.note("（本页为“\(paper.title)”签字页）")) }
        y += 6
        let width = Self.width / Double(signatures.count)
        for (index, signature) in signatures.enumerated() {
            let x = Self.left + Double(index) * width
            try place(signature, x: x)
            if index > 0 { mark(.box(x: x, y: y, width: 0.5, height: height, .accent)) }
        }
        for edge in [y, y + height] { mark(.rule(x: Self.left, y: edge, width: Self.width, weight: 0.8, .accent)) }
        for edge in [Self.left, Self.right - 0.8] {
            mark(.box(x: edge, y: y, width: 0.8, height: height, .accent))
        }
        y += height
    }

    private mutating func place(_ signature: HandSigned.Signature, x: Double) throws(PaperFault) {
        let who = try press.set(signature.who, TextStyle(size: 10.5, isBold: true))
        mark(.text(who, x: x + 10, y: y + 8))
        for (index, line) in signature.lines.enumerated() {
            let text = try press.set(line, TextStyle(size: 10))
            mark(.text(text, x: x + 10, y: y + Self.signatureHead + Double(index) * Self.signatureLine))
        }
    }
}
