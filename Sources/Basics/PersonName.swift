/// A person's name as the identity card writes it, any character of GB 18030-2022 included.
///
/// It is not normalised: Unicode's composition would replace compatibility ideographs (such as U+F9DC 隆) that a register
/// keeps apart. Only spaces around it go, and the dots that keyboards offer for names of other peoples become `·`.
package struct PersonName: Hashable, Sendable {
    /// As many characters as the longest names of the registers, with room.
    package static let limitCharacters = 50

    package let text: String

    package init(_ typed: String) throws(IdentifierProblem) {
        // Nearly every name: no other character can be wrong in it.
        let count = typed.unicodeScalars.count
        if (1...PersonName.limitCharacters).contains(count), typed.unicodeScalars.allSatisfy(\.isUnifiedIdeograph) {
            text = typed
            return
        }
        let scalars = typed.unicodeScalars.map { dots.contains($0.value) ? "\u{00B7}" : $0 }
        let text = String(String.UnicodeScalarView(scalars)).trimmed
        if text.isEmpty {
            throw IdentifierProblem(.empty, "姓名没有填写。", remedy: "请按身份证件填写。")
        }
        if text.unicodeScalars.count > PersonName.limitCharacters {
            throw IdentifierProblem(
                .length, "姓名超过\(PersonName.limitCharacters)个字。", remedy: "请按身份证件填写，不要附加说明。")
        }
        if text.unicodeScalars.contains(where: \.isPrivateUse) {
            throw IdentifierProblem(
                .characters, "姓名中有输入法自造的字，其他系统无法辨认。",
                remedy: "请改用国家标准GB 18030中的字；找不到的，请到经办窗口办理。")
        }
        if let bad = text.unicodeScalars.first(where: { !$0.isAllowedInName }) {
            throw IdentifierProblem(
                .characters, "姓名中有不能用的字符“\(bad.shown)”。", remedy: "姓名只用汉字、字母、间隔号“·”和空格，请按身份证件填写。")
        }
        if text.hasPrefix("\u{00B7}") || text.hasSuffix("\u{00B7}") || text.contains("\u{00B7}\u{00B7}") {
            throw IdentifierProblem(.order, "间隔号“·”应在姓名中间，且不能连用。", remedy: "请按身份证件填写。")
        }
        self.text = text
    }
}

extension PersonName: CustomStringConvertible {
    package var description: String { text }
}

/// The dots that are typed for the middle dot of names: • ‧ ∙ ⋅ ・ ･ ．
private let dots: Set<UInt32> = [0x2022, 0x2027, 0x2219, 0x22C5, 0x30FB, 0xFF65, 0xFF0E]

extension Unicode.Scalar {
    fileprivate var isAllowedInName: Bool {
        if isUnifiedIdeograph { return true }
        return switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark:
            true
        default:
            self == " " || self == "\u{00B7}" || self == "-" || self == "'" || self == "\u{3007}" || self == "."
                || properties.isVariationSelector
        }
    }

    fileprivate var shown: String {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate:
            "U+" + String(value, radix: 16, uppercase: true)
        default: String(self)
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        let scalars = unicodeScalars.drop { $0.properties.isWhitespace }
        guard let last = scalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(String.UnicodeScalarView(scalars[...last]))
    }
}
