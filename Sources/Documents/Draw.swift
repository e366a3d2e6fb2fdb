internal import Basics
package import Casework

/// Draws a paper as a PDF of A4 pages, without its signature (see ``seal(_:with:at:)``). The same paper gives the same bytes.
///
/// `qr` is what the QR code says, from ``PaperCode``. Callers may draw on as many threads as they like.
package func draw(
    _ paper: Paper, number: PaperNumber, issuer: Issuer, seal: SealAppearance?, qr: String
) throws(PaperFault) -> [UInt8] {
    try Press.withIdle { (press) throws(PaperFault) in
        try press.pdf(title: paper.title, author: issuer.name, number: number, on: paper.issuedOn) {
            (canvas) throws(PaperFault) in
            var sheet = Sheet(press: press)
            try sheet.add(heading: paper, number: number)
            for part in paper.parts { try sheet.add(part) }
            try sheet.add(closing: paper, number: number, issuer: issuer, seal: seal, qr: qr)
            try sheet.addFooters("编号：\(number)", notice: issuer.notice)
            for page in sheet.pages {
                for mark in page { canvas.draw(mark) }
                canvas.finishPage()
            }
        }
    }
}

/// The number of a paper: 4 to 40 capital letters, digits and hyphens.
package struct PaperNumber: Hashable, Sendable {
    package let text: String

    package init?(_ text: some StringProtocol) {
        let allowed = text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || $0 == 0x2D
        }
        guard allowed, (4...40).contains(text.utf8.count) else { return nil }
        self.text = String(text)
    }
}

extension PaperNumber: CustomStringConvertible {
    package var description: String { text }
}

/// Who issues a paper.
package struct Issuer: Hashable, Sendable {
    package let name: String
    /// Where a stranger checks the paper: `sb.example.gov.cn/verify`.
    package let verificationAddress: String
    /// Said at the foot of each page, such as that a demonstration's paper has no effect; empty if there is nothing to say.
    package let notice: String

    package init(name: String, verificationAddress: String, notice: String = "") {
        self.name = name
        self.verificationAddress = verificationAddress
        self.notice = notice
    }
}

/// The visible round seal.
package struct SealAppearance: Hashable, Sendable {
    /// Around the rim, clockwise: the owner's name.
    package let owner: String
    /// Below the star: `社会保险业务专用章`.
    package let purpose: String
    /// Along the lower rim: the registered number; empty if there is none.
    package let serial: String

    package init(owner: String, purpose: String, serial: String = "") {
        self.owner = owner
        self.purpose = purpose
        self.serial = serial
    }
}
