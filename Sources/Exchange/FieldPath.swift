package import Basics

/// The place of a field in a message, and the forms that fields have, each as the schemas write it.
package struct FieldPath: Hashable, Sendable {
    private let text: String

    /// The message as a whole.
    package static let top = FieldPath(text: "")

    private init(text: String) {
        self.text = text
    }

    package subscript(_ field: String) -> FieldPath { FieldPath(text: text.isEmpty ? field : "\(text).\(field)") }
    package subscript(_ index: Int) -> FieldPath { self[String(index)] }

    package func require(_ holds: Bool, _ sentence: @autoclosure () -> String) throws(MalformedMessage) {
        if !holds { throw MalformedMessage(field: text, sentence: sentence()) }
    }
}

extension FieldPath {
    /// Text on one line, without control characters; `limit` counts code points.
    package func plain(_ value: String, upTo limit: Int) throws(MalformedMessage) {
        try require(
            (1...limit).contains(value.unicodeScalars.count)
                && value.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F },
            "应为 1 至 \(limit) 个字、不含控制字符的文本。")
    }

    /// A number that a department gives to a paper or a message: letters, digits and hyphens.
    package func documentNumber(_ value: String) throws(MalformedMessage) {
        try require(
            (1...40).contains(value.utf8.count)
                && value.utf8.allSatisfy { isDigit($0) || isUpper($0) || (0x61...0x7A).contains($0) || $0 == 0x2D },
            "应为 1 至 40 个字母、数字或连字符。")
    }

    /// The alphabet and length of a unified social credit code; its check digits are for those who look it up.
    package func creditCode(_ value: String) throws(MalformedMessage) {
        let absent = Set("IOSVZ".utf8)
        try require(
            value.utf8.count == 18 && value.utf8.allSatisfy { (isDigit($0) || isUpper($0)) && !absent.contains($0) },
            "应为 18 位统一社会信用代码。")
    }

    package func citizenNumber(_ value: String) throws(MalformedMessage) {
        let characters = Array(value.utf8)
        try require(
            characters.count == 18 && characters.prefix(17).allSatisfy(isDigit)
                && (isDigit(characters[17]) || characters[17] == 0x58),
            "应为 18 位公民身份号码。")
    }

    package func socialSecurityNumber(_ value: String) throws(MalformedMessage) {
        try require(
            (5...30).contains(value.utf8.count) && value.utf8.allSatisfy { isDigit($0) || isUpper($0) },
            "应为 5 至 30 位大写字母或数字的社会保障号码。")
    }

    package func mobilePhone(_ value: String) throws(MalformedMessage) {
        let digits = Array(value.utf8)
        try require(
            digits.count == 11 && digits.allSatisfy(isDigit) && digits[0] == 0x31 && (0x33...0x39).contains(digits[1]),
            "应为 11 位手机号码。")
    }

    /// The number of an identity document, of whatever kind and country.
    package func identityDocument(_ value: String) throws(MalformedMessage) {
        try require(
            (5...30).contains(value.utf8.count) && value.utf8.allSatisfy { isDigit($0) || isUpper($0) },
            "应为 5 至 30 位大写字母或数字的证件号码。")
    }

    /// An industry by GB/T 4754: a letter from A to T and two to four digits.
    package func industry(_ value: String) throws(MalformedMessage) {
        let characters = Array(value.utf8)
        try require(
            (3...5).contains(characters.count) && (0x41...0x54).contains(characters[0])
                && characters.dropFirst().allSatisfy(isDigit),
            "应为国民经济行业代码，例如 I6510。")
    }

    /// 行政区划代码
    package func division(_ value: String) throws(MalformedMessage) {
        try require(value.utf8.count == 6 && value.utf8.allSatisfy(isDigit), "应为 6 位行政区划代码。")
    }

    package func bankAccount(_ value: String) throws(MalformedMessage) {
        try require((6...32).contains(value.utf8.count) && value.utf8.allSatisfy(isDigit), "应为 6 至 32 位数字的银行账号。")
    }

    package func count(_ value: Int, from least: Int) throws(MalformedMessage) {
        try require((least...1_000_000_000).contains(value), "应为 \(least) 至 10 亿的整数。")
    }

    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}

extension FieldPath {
    package enum Sign {
        case any, notNegative, positive
    }

    /// An amount of less than ten thousand billion yuan, so that a message's sums never overflow.
    package func amount(_ value: Money, _ sign: Sign) throws(MalformedMessage) {
        try require(value.fen.magnitude < 1_000_000_000_000_000, "金额超出范围。")
        switch sign {
        case .any: break
        case .notNegative: try require(value.fen >= 0, "金额不能为负。")
        case .positive: try require(value.fen > 0, "金额应大于零。")
        }
    }
}
