/// The number of a permit to travel to the mainland: `H` (Hong Kong) or `M` (Macau) and eight digits; eight digits for
/// Taiwan. Older cards add two digits that count the renewals: they are left out, so that a renewed card is the same.
package struct TravelPermitNumber: Hashable, Sendable {
    /// `H12345678`, `12345678`
    package let text: String
    package let country: CountryCode

    package init(_ typed: String, toMainlandFromTaiwan isTaiwan: Bool) throws(IdentifierProblem) {
        let text = typed.withoutSpaces.uppercased()
        let name = isTaiwan ? "台湾居民来往大陆通行证号码" : "港澳居民来往内地通行证号码"
        if text.isEmpty { throw IdentifierProblem(.empty, "\(name)没有填写。", remedy: "请按通行证填写。") }
        let digits = isTaiwan ? text[...] : text.dropFirst()
        if !isTaiwan, !text.hasPrefix("H"), !text.hasPrefix("M") {
            throw IdentifierProblem(.prefix, "\(name)应以字母H（香港）或M（澳门）开头。", remedy: "请对照通行证核对，不要填写香港、澳门本地身份证号码。")
        }
        guard digits.utf8.allSatisfy(\.isDigit) else {
            throw IdentifierProblem(
                .characters, isTaiwan ? "\(name)只能含数字。" : "\(name)的字母后面只能是数字。", remedy: "请对照通行证核对。")
        }
        guard digits.utf8.count == 8 || digits.utf8.count == 10 else {
            throw IdentifierProblem(
                .length,
                isTaiwan
                    ? "\(name)应为8位数字（旧证10位），现为\(digits.utf8.count)位。"
                    : "\(name)应为字母加8位数字（旧证加10位），现有\(digits.utf8.count)位数字。", remedy: "请对照通行证核对。")
        }
        self.text = String(text.prefix(isTaiwan ? 8 : 9))
        country = isTaiwan ? .taiwan : text.hasPrefix("H") ? .hongKong : .macau
    }
}

/// The number of a foreigner's passport. Every country numbers by its own rule: letters and digits, nothing more is sure.
package struct PassportNumber: Hashable, Sendable {
    package let text: String

    package init(_ typed: String) throws(IdentifierProblem) {
        let text = typed.withoutSpaces.uppercased()
        if text.isEmpty { throw IdentifierProblem(.empty, "护照号码没有填写。", remedy: "请按护照资料页填写。") }
        guard text.utf8.allSatisfy({ $0.isDigit || (0x41...0x5A).contains($0) }) else {
            throw IdentifierProblem(.characters, "护照号码只能含字母和数字。", remedy: "请按护照资料页右上角的号码填写。")
        }
        guard (5...15).contains(text.utf8.count) else {
            throw IdentifierProblem(
                .length, "护照号码应为5至15位，现为\(text.utf8.count)位。", remedy: "请按护照资料页右上角的号码填写。")
        }
        self.text = text
    }
}

/// The number of a foreigner's permanent residence card (外国人永久居留身份证), old and of 2023; both stay valid.
///
/// Old: three letters of the country, four digits of a region, six of the birth, one of a sequence, a check digit by weights
/// 7, 3, 1. New: 9, two digits of a province, three of the country, the birth, three of a sequence, the check of GB 11643.
package struct PermanentResidenceNumber: Hashable, Sendable {
    /// 15 or 18 characters.
    package let text: String
    package let country: CountryCode
    /// `nil` on the old card, whose year has two digits only.
    package let bornOn: Day?

    package init(_ typed: String) throws(IdentifierProblem) {
        let text = typed.withoutSpaces.uppercased()
        switch text.unicodeScalars.count {
        case 0: throw IdentifierProblem(.empty, "外国人永久居留身份证号码没有填写。", remedy: "请按证件填写。")
        case 15: try self.init(old: text)
        case 18: try self.init(new: text)
        case let count:
            throw IdentifierProblem(
                .length, "外国人永久居留身份证号码应为18位（旧证15位），现为\(count)位。", remedy: "请按证件填写。")
        }
    }

    private init(old text: String) throws(IdentifierProblem) {
        let characters = Array(text.utf8)
        guard characters.count == 15, characters.prefix(3).allSatisfy({ (0x41...0x5A).contains($0) }),
            characters.dropFirst(3).allSatisfy(\.isDigit)
        else {
            throw IdentifierProblem(
                .characters, "15位的外国人永久居留证号码应为3位字母加12位数字。", remedy: "请对照证件逐位核对。")
        }
        guard let country = CountryCode(letters: String(text.prefix(3))) else {
            throw IdentifierProblem(
                .prefix, "号码开头的“\(text.prefix(3))”不是国家（地区）代码。", remedy: "请对照证件逐位核对。")
        }
        let date = String(text.dropFirst(7).prefix(6))
        guard ["19", "20"].contains(where: { Day(compact: $0 + date) != nil }) else {
            throw IdentifierProblem(.date, "号码第8至13位“\(date)”不是真实的出生日期。", remedy: "请对照证件核对这6位。")
        }
        let sum = characters.prefix(14).enumerated().reduce(0) { sum, next in
            let value = next.element.isDigit ? Int(next.element) - 0x30 : Int(next.element) - 0x41 + 10
            return sum + value * [7, 3, 1][next.offset % 3]
        }
        guard sum % 10 == Int(characters[14]) - 0x30 else { throw Self.wrongCheck }
        self.text = text
        self.country = country
        bornOn = nil
    }

    private init(new text: String) throws(IdentifierProblem) {
        guard text.hasPrefix("9") else {
            throw IdentifierProblem(
                .prefix, "18位的外国人永久居留身份证号码应以9开头。", remedy: "请对照证件核对；持其他证件的，请改选证件类型。")
        }
        let parts = try EighteenDigits(text, called: "外国人永久居留身份证号码")
        guard let country = CountryCode(digits: String(text.dropFirst(3).prefix(3))) else {
            throw IdentifierProblem(
                .prefix, "号码第4至6位“\(text.dropFirst(3).prefix(3))”不是国家（地区）代码。", remedy: "请对照证件逐位核对。")
        }
        self.text = parts.text
        self.country = country
        bornOn = parts.bornOn
    }

    private static let wrongCheck = IdentifierProblem(
        .checkDigit, "外国人永久居留身份证号码的最后一位校验码与前面各位不符，号码中有一位或几位填错。", remedy: "请对照证件逐位核对。")
}

extension Day {
    /// `19880815`
    fileprivate init?(compact digits: String) {
        guard let number = Int(digits) else { return nil }
        self.init(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }
}
