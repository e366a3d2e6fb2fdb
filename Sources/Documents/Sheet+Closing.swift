internal import Basics
internal import CPango
internal import Casework

/// The end of a paper: how to check it on the left, who issued it and when under the seal on the right.
extension Sheet {
    mutating func add(
        closing paper: Paper, number: PaperNumber, issuer: Issuer, seal: SealAppearance?, qr: String
    ) throws(PaperFault) {
        if paper.restsOnUnverified {
            try add(.note("本件所载部分金额依据的政策参数尚未核实，仅供参考；参数核实后可重新申请出具。"))
        }
        try need(Self.closingHeight, for: paper.title)
        if isAtTop {
            try add(.note("（本页无正文，为“\(paper.title)”签章页）"))
        }
        y += 12
        let codeBottom = try place(code: qr, number: number, issuer: issuer)
        let signatureBottom = try place(signature: paper, issuer: issuer, seal: seal)
        y = max(codeBottom, signatureBottom)
    }

    /// The seal's, which is the tallest, and the gap above.
    private static let closingHeight = SealFace.diameter + 12
    private static let codeSide = 98.0

    private mutating func place(
        code: String, number: PaperNumber, issuer: Issuer
    ) throws(PaperFault) -> Double {
        guard let modules = QRModules(code, versionLimit: PaperCode.versionLimit) else {
            throw .codeTooLong(bytes: code.utf8.count, limitBytes: PaperCode.textLimitBytes)
        }
        // The standard asks for four light squares around the code: the gap to the caption keeps them.
        let quiet = Self.codeSide / Double(modules.side) * 4
        mark(.code(modules, x: Self.left, y: y + 4, side: Self.codeSide))
        let x = Self.left + Self.codeSide + max(quiet, 10)
        let title = try press.set("真伪核验", TextStyle(size: 9.5, isBold: true, colour: .accent))
        let caption = try press.set(
            "用手机扫描左侧二维码，或登录\n\(issuer.verificationAddress)\n输入编号核验。\n二维码带有数字签名，\n可离线核验。",
            TextStyle(size: 8.5, colour: .faint, leading: 1.25), width: 156)
        mark(.text(title, x: x, y: y + 4))
        mark(.text(caption, x: x, y: y + 8 + title.size.height))
        return y + 4 + max(Self.codeSide, 8 + title.size.height + caption.size.height)
    }

    private mutating func place(
        signature paper: Paper, issuer: Issuer, seal: SealAppearance?
    ) throws(PaperFault) -> Double {
        let width = 212.0
        let x = Self.right - width
        let style = TextStyle(size: 12, alignment: PANGO_ALIGN_CENTER, leading: 1.2)
        let name = try press.set(issuer.name, style, width: width)
        let day = paper.issuedOn.chinese + (paper.restsOnUnverified ? "（未核实）" : "")
        let date = try press.set(day, style, width: width)
        let height = name.size.height + 8 + date.size.height
        let middle = y + SealFace.diameter / 2
        mark(.text(name, x: x, y: middle - height / 2 + 2))
        mark(.text(date, x: x, y: middle + height / 2 - date.size.height + 2))
        if let seal { mark(.seal(try SealFace(seal, press: press), x: x + width / 2, y: middle)) }
        return y + SealFace.diameter
    }
}
