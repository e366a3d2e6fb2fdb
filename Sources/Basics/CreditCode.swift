/// A unified social credit code (统一社会信用代码) by GB 32100-2015: registration authority and class, six digits of a region,
/// a nine-character organisation code with a check of its own, and a check character.
///
/// A code of the right form whose check fails is read all the same: some that were issued early fail it, so it is to be
/// confirmed with the register (``toBeConfirmed``), not refused.
package struct CreditCode: Hashable, Sendable {
    /// 18 characters, capital letters.
    package let text: String
    /// What does not add up, in the order of the code; empty for nearly every code.
    package let toBeConfirmed: [IdentifierProblem]

    package init(_ typed: String) throws(IdentifierProblem) {
        let text = typed.withoutSpaces.uppercased()
        let characters = Array(text.utf8)
        if characters.isEmpty {
            throw IdentifierProblem(.empty, "统一社会信用代码没有填写。", remedy: "请按营业执照或登记证书填写18位代码。")
        }
        if text.unicodeScalars.count != 18 {
            throw IdentifierProblem(
                .length, "统一社会信用代码应为18位，现为\(text.unicodeScalars.count)位。", remedy: "请按营业执照或登记证书填写18位代码。")
        }
        let values = characters.compactMap { CreditCode.alphabet.firstIndex(of: $0) }
        guard characters.count == 18, values.count == 18 else {
            throw IdentifierProblem(
                .characters, "统一社会信用代码只含数字和大写字母，不用字母I、O、S、V、Z。",
                remedy: "请核对是否把数字0、1、2、5误填为字母O、I、Z、S。")
        }
        guard CreditCode.classes.contains(String(text.prefix(2))) else {
            throw IdentifierProblem(
                .registrationClass, "统一社会信用代码的前两位“\(text.prefix(2))”不是登记管理部门和机构类别的代码。",
                remedy: "请对照证书核对，企业通常以91开头，个体工商户以92开头。")
        }
        guard characters[2..<8].allSatisfy(\.isDigit) else {
            throw IdentifierProblem(
                .characters, "统一社会信用代码的第3至8位应为数字（登记机关行政区划码）。", remedy: "请对照证书核对。")
        }
        self.text = text
        self.toBeConfirmed = CreditCode.doubts(characters, values)
    }

    /// The organisation code within (组织机构代码), nine characters.
    package var organisationCode: String { String(text.dropFirst(8).prefix(9)) }

    private static func doubts(_ characters: [UInt8], _ values: [Int]) -> [IdentifierProblem] {
        var found: [IdentifierProblem] = []
        if characters[16] != innerCheck(values) {
            found.append(
                IdentifierProblem(
                    .checkDigit, "统一社会信用代码第9至17位的组织机构代码，其校验码不符。", remedy: "请对照证书核对；确认无误的，将向登记机关核实。"))
        }
        if values[17] != check(values) {
            found.append(
                IdentifierProblem(
                    .checkDigit, "统一社会信用代码的最后一位校验码不符。", remedy: "请对照证书核对；确认无误的，将向登记机关核实。"))
        }
        return found
    }

    /// The check character of the organisation code, from the values of the eight before it.
    private static func innerCheck(_ values: [Int]) -> UInt8 {
        let sum = values[8..<16].enumerated().reduce(0) {
            $0 + $1.element.asOrganisationDigit * organisationWeights[$1.offset]
        }
        return Array("0X987654321".utf8)[sum % 11]
    }

    /// The value of the last character, from those of the 17 before it.
    private static func check(_ values: [Int]) -> Int {
        let sum = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
        return (31 - sum % 31) % 31
    }

    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    private static let organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]
    private static let classes: Set<String> = [
        "11", "12", "13", "19", "21", "29", "31", "39", "41", "49", "51", "52", "53", "54", "55", "59", "61", "62",
        "69", "71", "72", "79", "81", "82", "89", "91", "92", "93", "99", "A1", "A9", "G1", "J1", "N1", "N2", "N3",
        "N9", "Q1", "Q2", "Q3", "Q9", "Y1",
    ]
}

extension CreditCode {
    /// A code that nobody can have, for made-up units: of a district that was never assigned. Every check in it adds up.
    ///
    /// - Parameters:
    ///   - registrationClass: the first two characters: `91` for an enterprise.
    ///   - district: beginning with 59.
    ///   - order: below 31⁶, some 887 million.
    package init(fictional registrationClass: String, district: Int, order: Int) {
        precondition(
            Self.classes.contains(registrationClass) && (590_000...599_999).contains(district)
                && (0..<887_503_681).contains(order), "a district that is not")
        var rest = order
        var letters = [UInt8](repeating: 0, count: 6)
        for index in letters.indices.reversed() {
            letters[index] = Self.alphabet[rest % 31]
            rest /= 31
        }
        var characters = Array("\(registrationClass)\(district)MA".utf8) + letters
        var values = characters.map { Self.alphabet.firstIndex(of: $0)! }
        characters.append(Self.innerCheck(values))
        values.append(Self.alphabet.firstIndex(of: characters[16])!)
        characters.append(Self.alphabet[Self.check(values)])
        self.text = String(decoding: characters, as: UTF8.self)
        self.toBeConfirmed = []
    }
}

extension CreditCode: CustomStringConvertible {
    package var description: String { text }
}

extension Int {
    /// The organisation code counts its letters A = 10 … Z = 35 with none left out, unlike the alphabet around it.
    fileprivate var asOrganisationDigit: Int {
        guard self >= 10 else { return self }
        let letter = Array("ABCDEFGHJKLMNPQRTUWXY".utf8)[self - 10]
        return Int(letter - UInt8(ascii: "A")) + 10
    }
}
