/// The number of a bank account. How long it is, and whether it has a check digit, is up to each bank: only its bounds are
/// known here.
package struct BankAccountNumber: Hashable, Sendable {
    /// 6 to 32 digits.
    package let text: String

    /// Reads a number as people type it: in groups, with spaces or hyphens between.
    package init(_ typed: String) throws(IdentifierProblem) {
        let text = typed.withoutSpaces.filter { $0 != "-" }
        if text.isEmpty {
            throw IdentifierProblem(.empty, "银行账号没有填写。", remedy: "请填写开户许可证或网上银行所列的账号。")
        }
        guard text.utf8.allSatisfy(\.isDigit) else {
            throw IdentifierProblem(.characters, "银行账号只能含数字。", remedy: "请填写开户许可证或网上银行所列的账号。")
        }
        guard (6...32).contains(text.utf8.count) else {
            throw IdentifierProblem(.length, "银行账号应为6至32位，现为\(text.utf8.count)位。", remedy: "请核对是否漏填或多填。")
        }
        self.text = text
    }

    /// `6200***********1919`: all that anybody but the bank gets to see. Of a short one only the end.
    package var masked: String {
        text.utf8.count < 12
            ? "****" + text.suffix(4)
            : text.prefix(4) + String(repeating: "*", count: text.utf8.count - 8) + text.suffix(4)
    }
}

/// Masked: a log line or a message of a fault never holds the number.
extension BankAccountNumber: CustomStringConvertible {
    package var description: String { masked }
}
