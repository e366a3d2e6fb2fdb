/// A social security number (社会保障号码): for citizens the identity number, for holders of a residence permit for Hong Kong,
/// Macau or Taiwan residents the permit's number, for others the letters of a country or region, a digit that is 0 by default,
/// and the number of their document.
package struct SocialSecurityNumber: Hashable, Sendable {
    package let text: String

    /// - Throws: what is wrong in it, the first thing that a person would correct.
    package init(_ typed: String) throws(IdentifierProblem) {
        let text = typed.withoutSpaces.uppercased()
        let letters = String(text.prefix(3))
        if letters.count == 3, letters.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
            let rest = text.dropFirst(3)
            guard CountryCode(letters: letters) != nil, rest.first?.isASCII == true, rest.utf8.first?.isDigit == true,
                (6...27).contains(rest.utf8.count), rest.utf8.allSatisfy({ $0.isDigit || (0x41...0x5A).contains($0) })
            else {
                throw IdentifierProblem(
                    .characters, "社会保障号码应由国家（地区）的3位字母代码、1位数字和证件号码组成。", remedy: "请对照参保登记结果逐位核对。")
            }
            self.text = text
        } else if ["810000", "820000", "830000"].contains(text.prefix(6)) {
            self.text = try ResidencePermitNumber(typed).text
        } else {
            self.text = try CitizenNumber(typed).text
        }
    }
}

extension SocialSecurityNumber: CustomStringConvertible {
    package var description: String { text }
}
