/// Why a text is not the identifier that it should be: one sentence what is wrong, one what would be right.
package struct IdentifierProblem: Error, Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case empty, length, characters, date, sex, prefix, registrationClass, checkDigit, order
    }

    package let kind: Kind
    /// 哪里不对：`身份证号码应为18位，现为17位。`
    package let what: String
    /// 怎样才对：`请对照证件逐位核对后重新填写。`
    package let remedy: String

    package init(_ kind: Kind, _ what: String, remedy: String) {
        self.kind = kind
        self.what = what
        self.remedy = remedy
    }

    package var sentence: String { what + remedy }
}
