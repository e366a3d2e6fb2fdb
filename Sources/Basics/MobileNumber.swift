/// A mobile phone number of the mainland: 11 digits, beginning with 13 to 19.
package struct MobileNumber: Hashable, Sendable {
    /// 11 digits.
    package let text: String

    /// Reads a number as people type it: with spaces, hyphens, or `+86` before it.
    package init(_ typed: String) throws(IdentifierProblem) {
        var text = typed.withoutSpaces.filter { $0 != "-" }
        if text.hasPrefix("+86") { text.removeFirst(3) }
        if text.isEmpty {
            throw IdentifierProblem(.empty, "手机号码没有填写。", remedy: "请填写11位手机号码。")
        }
        guard text.utf8.allSatisfy(\.isDigit) else {
            throw IdentifierProblem(.characters, "手机号码只能含数字。", remedy: "请填写11位手机号码。")
        }
        guard text.utf8.count == 11 else {
            throw IdentifierProblem(.length, "手机号码应为11位，现为\(text.utf8.count)位。", remedy: "请填写11位手机号码。")
        }
        guard let second = text.utf8.dropFirst().first, text.hasPrefix("1"), second >= 0x33 else {
            throw IdentifierProblem(.prefix, "手机号码应以13至19开头。", remedy: "请填写本人的手机号码，座机号码不能接收短信。")
        }
        self.text = text
    }

    /// `138****5678`, for pages that others may see.
    package var masked: String { Masked.number(text) }
}

extension MobileNumber: CustomStringConvertible {
    package var description: String { text }
}
