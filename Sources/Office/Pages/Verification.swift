package import Basics
package import Casework
import Cryptography
import Database
import Documents
import Foundation
import Storage

/// What a stranger is told of a paper.
package enum PaperFinding: Sendable {
    case authentic(Shown)
    /// Not as it was issued, or not issued by us though it says so.
    case altered(number: String?, reason: String)
    case withdrawn(Shown, on: Day, reason: String)
    case unknown(reason: String)

    /// What the paper says, to be compared with the one in hand.
    package struct Shown: Sendable, Hashable {
        package let number: String
        package let title: String
        package let subtitle: String
        package let issuedOn: Day
        package let fields: [Paper.Field]
        /// Whether names and numbers are shown in part: who knows only a number need not have the paper.
        package let isMasked: Bool
        package let restsOnUnverified: Bool
        /// The day on which a later paper of the same kind and span took its place.
        package let replacedOn: Day?
    }
}

/// Tells anybody whether a paper is ours: by its number, by what its QR code says, or by the file itself.
package struct Verification: Sendable {
    let database: Database
    let published: PublishedKeys
    let queue: DrawingQueue

    package init(_ desk: Desk, queue: DrawingQueue) {
        self.database = desk.database
        self.published = desk.press.keys.published
        self.queue = queue
    }

    /// What strangers check papers with by themselves.
    package var publishedKeys: [UInt8] { published.json }
}

extension Verification {
    package func judge(number typed: String) async throws -> PaperFinding {
        let text = typed.filter { !$0.isWhitespace }.uppercased()
        guard let number = PaperNumber(text) else {
            return .unknown(reason: "“\(typed.prefix(40))”不是文书编号。文书编号印在文书右上角，由一个字母、18位数字或末位的X组成。")
        }
        guard let issued = try await issued(number) else {
            return .unknown(reason: "本平台没有编号为\(number)的文书。请核对编号是否输错；编号无误的，该文书不是本平台出具的。")
        }
        return finding(on: issued, masked: true)
    }

    package func judge(code text: String) async throws -> PaperFinding {
        switch PaperCode.verify(text, published) {
        case .notOurs:
            return .unknown(reason: "这段文字不是本平台文书的二维码内容。请用手机扫描文书上的二维码，将扫描得到的全部文字粘贴到输入框。")
        case .unknownKey:
            return .altered(number: nil, reason: "二维码中的签名不是用本平台公布的密钥签署的，该文书不是本平台出具的。")
        case .altered(let statement):
            return .altered(number: statement.number.text, reason: "二维码所载内容与其数字签名不符，内容在签发后被改动。")
        case .authentic(let statement): return try await judge(statement)
        }
    }

    private func judge(_ statement: CodeStatement) async throws -> PaperFinding {
        guard let issued = try await issued(statement.number) else {
            return .unknown(reason: "二维码的签名有效，但本平台没有编号为\(statement.number)的签发记录，请向出具机构核实。")
        }
        let paper = issued.paper
        guard paper.paper.keyFields.starts(with: statement.fields), statement.issuedOn == paper.paper.issuedOn else {
            return .altered(number: paper.number, reason: "二维码所载内容与本平台的签发记录不一致。")
        }
        return finding(on: issued, masked: false)
    }

    package func judge(file bytes: [UInt8]) async throws -> PaperFinding {
        let published = published
        switch try await queue.run({ examine(bytes, published: published) }) {
        case .tooLarge(let limit):
            return .unknown(reason: "文件超过\(limit / 1_000_000)MB，无法核验。本平台出具的文书都小于这个大小。")
        case .notOurs:
            return .unknown(reason: "这个文件不是本平台出具的电子文书。请上传下载得到的PDF原文件；打印后扫描、拍照或另存的文件不含数字签名，可改用编号或二维码核验。")
        case .altered(let number, let alteration):
            return .altered(number: number.text, reason: "\(alteration)。")
        case .sealed(let number, _):
            guard let issued = try await issued(number) else {
                return .unknown(reason: "文件的签名有效，但本平台没有编号为\(number)的签发记录，请向出具机构核实。")
            }
            return finding(on: issued, masked: false)
        }
    }

    private struct Found {
        let paper: IssuedPaper
        let replacedOn: Day?
    }

    private func issued(_ number: PaperNumber) async throws -> Found? {
        try await database.read { tx in
            try tx.papers.withNumber(number.text).map { paper in
                Found(paper: paper, replacedOn: try tx.papers.successor(of: paper)?.paper.issuedOn)
            }
        }
    }

    private func finding(on found: Found, masked: Bool) -> PaperFinding {
        let issued = found.paper
        let shown = PaperFinding.Shown(
            number: issued.number, title: issued.paper.title, subtitle: issued.paper.subtitle,
            issuedOn: issued.paper.issuedOn,
            fields: masked ? issued.paper.keyFields.map(Self.mask) : issued.paper.keyFields, isMasked: masked,
            restsOnUnverified: issued.paper.restsOnUnverified, replacedOn: found.replacedOn)
        guard let withdrawal = issued.withdrawal else { return .authentic(shown) }
        return .withdrawn(shown, on: withdrawal.on, reason: withdrawal.reason)
    }

    /// By what a field is called and by what stands in it, so that a number under an unforeseen name is masked too.
    private static func mask(_ field: Paper.Field) -> Paper.Field {
        if field.name.contains("姓名") || field.name == "职工" {
            return Paper.Field(field.name, Masked.name(field.value))
        }
        let named = ["号码", "证件", "手机", "电话"].contains { field.name.contains($0) }
        let isIdentity = IdentityDocument.Kind.allCases.contains {
            $0 != .passport && (try? IdentityDocument($0, field.value)) != nil
        }
        return named || isIdentity ? Paper.Field(field.name, Masked.number(field.value)) : field
    }
}
