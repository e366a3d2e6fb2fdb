/// A citizen identity number (公民身份号码) by GB 11643-1999: six digits of a region, the date of birth, three of a
/// sequence whose last is odd for men, and a check digit by ISO 7064 MOD 11-2.
///
/// The region digits are not compared with the list of regions: abolished codes stay in use for life.
package struct CitizenNumber: Hashable, Sendable {
    /// 18 characters, the last a digit or `X`.
    package let text: String
    package let bornOn: Day
    package let isMale: Bool

    /// Reads a number as people type it: spaces are ignored, a small `x` is taken for `X`.
    ///
    /// - Throws: what is wrong in it, the first thing that a person would correct.
    package init(_ typed: String) throws(IdentifierProblem) {
        let parts = try EighteenDigits(typed, called: "身份证号码")
        if ["810000", "820000", "830000"].contains(parts.text.prefix(6)) {
            throw IdentifierProblem(
                .prefix, "\(parts.text.prefix(6))开头的是港澳台居民居住证号码，不是公民身份号码。",
                remedy: "请将证件类型改为港澳台居民居住证。")
        }
        if parts.text.hasPrefix("9") {
            throw IdentifierProblem(
                .prefix, "9开头的是外国人永久居留身份证号码，不是公民身份号码。", remedy: "请将证件类型改为外国人永久居留身份证。")
        }
        self.text = parts.text
        self.bornOn = parts.bornOn
        self.isMale = parts.isMale
    }
}

extension CitizenNumber {
    /// A number that nobody can have, for made-up people: of a district that was never assigned.
    ///
    /// - Parameters:
    ///   - order: 0 to 999, odd for men.
    ///   - district: beginning with 59.
    package init(fictionalBornOn bornOn: Day, order: Int, district: Int) {
        precondition((590_000...599_999).contains(district) && (0..<1_000).contains(order), "a district that is not")
        let date = bornOn.description.filter { $0 != "-" }
        let digits = "\(district)\(date)\(String(1_000 + order).suffix(3))"
        self.bornOn = bornOn
        self.isMale = order % 2 == 1
        self.text = digits + [Character(UnicodeScalar(EighteenDigits.checkCharacter(Array(digits.utf8)[...])))]
    }
}

/// The number of a residence permit for Hong Kong, Macau or Taiwan residents (港澳台居民居住证): built like a citizen number,
/// beginning with 810000, 820000 or 830000.
package struct ResidencePermitNumber: Hashable, Sendable {
    package enum Origin: String, Hashable, Sendable, CaseIterable {
        case hongKong = "810000"
        case macau = "820000"
        case taiwan = "830000"
    }

    /// 18 characters, the last a digit or `X`.
    package let text: String
    package let origin: Origin
    package let bornOn: Day
    package let isMale: Bool

    package init(_ typed: String) throws(IdentifierProblem) {
        let parts = try EighteenDigits(typed, called: "港澳台居民居住证号码")
        guard let origin = Origin(rawValue: String(parts.text.prefix(6))) else {
            throw IdentifierProblem(
                .prefix, "港澳台居民居住证号码应以810000（香港）、820000（澳门）或830000（台湾）开头。",
                remedy: "请对照居住证核对；如持内地居民身份证，请将证件类型改为居民身份证。")
        }
        self.text = parts.text
        self.origin = origin
        self.bornOn = parts.bornOn
        self.isMale = parts.isMale
    }
}

extension ResidencePermitNumber {
    /// A number for made-up people: of the sequence 000, which no counting gives. By its last digit it is a woman's.
    package init(fictionalBornOn bornOn: Day, origin: Origin) {
        let digits = origin.rawValue + bornOn.description.filter { $0 != "-" } + "000"
        self.bornOn = bornOn
        self.origin = origin
        self.isMale = false
        self.text = digits + [Character(UnicodeScalar(EighteenDigits.checkCharacter(Array(digits.utf8)[...])))]
    }
}

extension CitizenNumber: CustomStringConvertible {
    package var description: String { text }
}

extension ResidencePermitNumber: CustomStringConvertible {
    package var description: String { text }
}

/// The shape that citizen numbers, residence permit numbers and the permanent residence numbers of 2023 share.
struct EighteenDigits {
    let text: String
    let bornOn: Day
    let isMale: Bool

    init(_ typed: String, called name: String) throws(IdentifierProblem) {
        let text = typed.withoutSpaces.replacingSmallX
        let characters = Array(text.utf8)
        if characters.isEmpty {
            throw IdentifierProblem(.empty, "\(name)没有填写。", remedy: "请按证件填写18位号码。")
        }
        if text.unicodeScalars.count != 18 {
            let count = text.unicodeScalars.count
            let first = count == 15 ? "15位旧号码已停用。" : "\(name)应为18位，现为\(count)位。"
            throw IdentifierProblem(.length, first, remedy: "请按证件填写18位号码。")
        }
        guard characters.count == 18, characters.prefix(17).allSatisfy(\.isDigit),
            characters[17].isDigit || characters[17] == UInt8(ascii: "X")
        else {
            throw IdentifierProblem(.characters, "\(name)的前17位应为数字，最后一位应为数字或X。", remedy: "请对照证件逐位核对。")
        }
        func number(_ range: Range<Int>) -> Int { range.reduce(0) { $0 * 10 + Int(characters[$1] - 0x30) } }
        guard let bornOn = Day(year: number(6..<10), month: number(10..<12), day: number(12..<14)), bornOn.year >= 1800
        else {
            let date = String(text.dropFirst(6).prefix(8))
            throw IdentifierProblem(
                .date, "\(name)第7至14位“\(date)”不是真实的出生日期。", remedy: "请对照证件核对这8位。")
        }
        guard characters[17] == EighteenDigits.checkCharacter(characters.prefix(17)) else {
            throw IdentifierProblem(
                .checkDigit, "\(name)的最后一位校验码与前17位不符，号码中有一位或几位填错。", remedy: "请对照证件逐位核对。")
        }
        self.text = text
        self.bornOn = bornOn
        self.isMale = number(16..<17) % 2 == 1
    }

    static func checkCharacter(_ digits: ArraySlice<UInt8>) -> UInt8 {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(digits, weights).reduce(0) { $0 + Int($1.0 - 0x30) * $1.1 }
        return Array("10X98765432".utf8)[sum % 11]
    }
}

extension String {
    fileprivate var replacingSmallX: String { hasSuffix("x") ? dropLast() + "X" : self }
}

extension UInt8 {
    /// Whether it is one of the ASCII digits.
    package var isDigit: Bool { (0x30...0x39).contains(self) }
}
