/// Why a paper can't be drawn. It is then not issued; a paper with a hole in a name is worse than none.
package enum PaperFault: Error, Equatable {
    /// None of the pinned fonts has the character.
    case unknownCharacter(Unicode.Scalar, in: String)
    /// Private use or invisible: what it looks like, or whether it is there at all, depends on the reader's machine.
    case unprintable(Unicode.Scalar, in: String)
    /// A single row is taller than a page, or the paper has more pages than ``pageLimit``.
    case tooLong(what: String)
    /// The key fields don't fit into a QR code that phones read from paper.
    case codeTooLong(bytes: Int, limitBytes: Int)
    /// The pinned fonts are not installed.
    case fontsMissing(String)

    package static let pageLimit = 500
}

extension PaperFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownCharacter(let scalar, let text):
            "“\(text)”中的“\(scalar)”（\(Self.codePoint(scalar))）字库中没有，文书暂不能出具；请联系管理员补充字库后重新出具"
        case .unprintable(let scalar, let text):
            "“\(text)”中含有自造字或不可见字符（\(Self.codePoint(scalar))），文书暂不能出具；请改用国家标准编码的汉字后重新出具"
        case .tooLong(let what): "“\(what)”内容过长，超出文书版面；请分次出具"
        case .codeTooLong(let bytes, let limit): "防伪二维码内容过长（\(bytes) 字节，上限 \(limit) 字节），文书暂不能出具"
        case .fontsMissing(let name): "服务器未安装字体“\(name)”，文书暂不能出具；请联系管理员安装"
        }
    }

    private static func codePoint(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
