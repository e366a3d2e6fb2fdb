package import Basics

/// Whom a teller had before them, and by which documents they knew it (核验身份). It is part of the application that was taken in at
/// the counter, and with it of the case's trail. Of the visitor's own document only the last four digits are kept.
package struct IdentityCheck: Hashable, Sendable, Codable {
    /// As what the visitor came.
    package enum Standing: String, Hashable, Sendable, Codable, CaseIterable {
        case representative, operatorOfEmployer, themself, delegate

        package var chinese: String {
            switch self {
            case .representative: "法定代表人（负责人）"
            case .operatorOfEmployer: "单位经办人"
            case .themself: "本人"
            case .delegate: "代办人"
            }
        }

        /// Whether somebody else must have authorised them.
        package var needsAuthority: Bool { self == .operatorOfEmployer || self == .delegate }

        package static func all(of kind: Applicant.Kind) -> [Standing] {
            kind.isOrganisation ? [.operatorOfEmployer, .representative] : [.themself, .delegate]
        }
    }

    package enum Document: String, Hashable, Sendable, Codable, CaseIterable {
        case identityCard, socialSecurityCard, passport, licence, authority

        package var chinese: String {
            switch self {
            case .identityCard: "居民身份证原件"
            case .socialSecurityCard: "社会保障卡原件"
            case .passport: "护照、港澳台居民居住证等其他有效身份证件原件"
            case .licence: "载有统一社会信用代码的营业执照或登记证书"
            case .authority: "授权委托书"
            }
        }

        /// Whether it shows who the visitor is.
        package var provesIdentity: Bool { self != .licence && self != .authority }

        package static func all(for kind: Applicant.Kind) -> [Document] {
            allCases.filter { kind.isOrganisation || $0 != .licence }
        }
    }

    package let visitor: String
    package let standing: Standing
    /// The last four characters of the number on the visitor's document.
    package let numberEnd: String
    package let documents: [Document]
    package let checkedBy: String
    package let checkedOn: Day
    /// Whether nothing on record or in a register could be laid beside the name, so that the documents alone say it; `nil` where
    /// something was, or the visitor came for another.
    package private(set) var restsOnDocumentsAlone: Bool?

    package init(
        visitor: String, standing: Standing, numberEnd: String, documents: [Document], checkedBy: String, checkedOn: Day
    ) {
        self.visitor = visitor
        self.standing = standing
        self.numberEnd = numberEnd
        self.documents = documents
        self.checkedBy = checkedBy
        self.checkedOn = checkedOn
    }

    /// `周明（单位经办人，证件尾号0032）`
    package var shown: String { "\(visitor)（\(standing.chinese)，证件尾号\(numberEnd)）" }

    /// `窗口柜员周禾于2026年11月20日核验居民身份证原件、授权委托书`
    package var proof: String {
        "\(checkedBy)于\(checkedOn.chinese)核验\(documents.map(\.chinese).joined(separator: "、"))"
            + (restsOnDocumentsAlone == true ? "；没有可以比对的登记信息，姓名以所示证件为准" : "")
    }

    package var restingOnDocumentsAlone: IdentityCheck {
        var check = self
        check.restsOnDocumentsAlone = true
        return check
    }
}
