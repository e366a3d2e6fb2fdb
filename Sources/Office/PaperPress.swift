package import Basics
package import Casework
package import Cryptography
package import Documents
package import Storage

/// Draws, codes and seals papers in the deployment's name.
package struct PaperPress: Sendable {
    package let keys: any SigningKeys
    package let issuer: Issuer
    package let seal: SealAppearance
    /// The page that a phone opens on scanning a paper's code: `https://sb.example.gov.cn/V/`; empty if there is none.
    package let codeAddress: String

    package init(keys: any SigningKeys, issuer: Issuer, seal: SealAppearance, codeAddress: String = "") {
        self.keys = keys
        self.issuer = issuer
        self.seal = seal
        self.codeAddress = codeAddress
    }

    /// `Q20261121000012340719356`: the number of a paper, with a letter for its kind.
    package func number(_ key: Int64, _ kind: Paper.Kind, on day: Day) -> String {
        let letter =
            switch kind {
            case .entitlementRecord: "Q"
            case .paymentTranscript: "G"
            case .yearlyStatement: "N"
            case .settlementStatement: "F"
            case .resultForm: "R"
            case .batchList: "C"
            case .applicationForm: "S"
            case .acceptanceReceipt: "H"
            case .paymentCertificate: "Z"
            case .employerCertificate: "D"
            case .staffRecord: "Y"
            case .paymentVoucher: "P"
            case .bankSlip: "L"
            }
        return DocumentNumber.ofPaper(letter, key, on: day)
    }

    /// Milliseconds of work; call it away from the threads that serve requests.
    package func draw(_ issued: IssuedPaper, at now: Instant) throws -> Papers.Drawing {
        guard let number = PaperNumber(issued.number) else {
            preconditionFailure("a paper was issued under the number \(issued.number)")
        }
        let qr = try code(of: issued.paper, number)
        let page = try Documents.draw(issued.paper, number: number, issuer: issuer, seal: seal, qr: qr)
        let pdf = try Documents.seal(page, with: keys, at: now)
        return Papers.Drawing(pdf: pdf, digest: Digest.sha256.of(pdf).hex, qr: qr)
    }

    /// With the address in front where both fit; the code can be checked without it. Where even that is too long it says as
    /// many of the fields as fit, the first of them, so that a long name stops no paper.
    private func code(of paper: Paper, _ number: PaperNumber) throws(CodeFault) -> String {
        do {
            return try PaperCode.make(for: paper, number: number, keys: keys, address: codeAddress)
        } catch .paper(.codeTooLong) {
            return try shorterCode(of: paper, number)
        }
    }

    private func shorterCode(of paper: Paper, _ number: PaperNumber) throws(CodeFault) -> String {
        for count in stride(from: paper.keyFields.count, to: 0, by: -1) {
            do {
                return try PaperCode.make(for: paper.withKeyFields(count), number: number, keys: keys)
            } catch .paper(.codeTooLong) {
                continue
            }
        }
        return try PaperCode.make(for: paper.withKeyFields(0), number: number, keys: keys)
    }
}

extension Paper {
    fileprivate func withKeyFields(_ count: Int) -> Paper {
        Paper(
            kind: kind, title: title, subtitle: subtitle, parts: parts, keyFields: Array(keyFields.prefix(count)),
            issuedOn: issuedOn, restsOnUnverified: restsOnUnverified)
    }
}
