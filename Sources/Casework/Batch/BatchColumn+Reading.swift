import Basics

/// What a cell says as an answer to its column's field.
package struct CellReading: Hashable, Sendable {
    package let answer: String
    package let problem: String?

    fileprivate init(_ answer: String, problem: String? = nil) {
        self.answer = answer
        self.problem = problem
    }
}

/// Reads the cells of one column. People write a date, an amount or a number in many ways; what can only mean one thing is
/// taken for it, and nothing is guessed.
package struct CellReader: Sendable {
    package let column: BatchTemplate.Column
    /// Answers by what people may write for them: the choice's name, its value, and the parts of its name where no other
    /// choice has the same.
    private let choices: [String: String]

    package init(_ column: BatchTemplate.Column) {
        self.column = column
        choices = Self.names(of: column.choices)
    }

    private static func names(of choices: [Choice]) -> [String: String] {
        var names: [String: Set<String>] = [:]
        for choice in choices {
            for part in choice.label.split(separator: " ") { names[String(part), default: []].insert(choice.value) }
        }
        var found = names.filter { $0.value.count == 1 }.compactMapValues(\.first)
        for choice in choices {
            found[choice.value] = choice.value
            found[choice.label.withoutSpaces] = choice.value
        }
        return found
    }

    package func read(_ value: CellValue) -> CellReading {
        switch (column.control, value) {
        case (_, .error(let shown)): CellReading(shown, problem: "单元格是错误值\(shown)，请重新填写。")
        case (_, .boolean(let isTrue)):
            CellReading(isTrue ? "TRUE" : "FALSE", problem: "单元格是逻辑值\(isTrue ? "TRUE" : "FALSE")，请重新填写。")
        case (.day, .day(let day)), (.text, .day(let day)), (.longText, .day(let day)): CellReading(day.description)
        case (.month, .day(let day)): CellReading(day.month.description)
        case (_, .day(let day)):
            CellReading(day.description, problem: "单元格已变成日期（\(day)），请将单元格设为“文本”格式后重新填写。")
        case (.text, .text(let text)), (.longText, .text(let text)): CellReading(text.trimmed)
        case (.identityNumber, .text(let text)), (.phone, .text(let text)), (.bankAccount, .text(let text)):
            CellReading(number(text.trimmed.narrow))
        case (.money, .text(let text)): CellReading(amount(text.trimmed.narrow))
        case (.day, .text(let text)): day(text.trimmed.narrow)
        case (.month, .text(let text)): month(text.trimmed.narrow)
        case (.choice, .text(let text)): choice(text.trimmed)
        case (.money, .number(let number)): CellReading(amount(number))
        case (.day, .number(let number)): day(number)
        case (.month, .number(let number)): month(number)
        case (.choice, .number(let number)): choice(number)
        case (_, .number(let number)): CellReading(number, problem: lostDigits(number))
        }
    }

    /// Past fifteen digits a spreadsheet program keeps zeros, shown as `1.1E+17`.
    private func lostDigits(_ number: String) -> String? {
        guard number.utf8.prefix(while: \.isDigit).count > 15 else { return nil }
        return "号码在表格中已变成数值（如\(scientific(number))），后几位已经丢失。请将单元格设为“文本”格式，重新填写完整的号码。"
    }

    /// As the sheet shows it: `1.10101E+17`.
    private func scientific(_ number: String) -> String {
        let digits = Array(number.utf8.prefix(while: \.isDigit))
        let fraction = String(decoding: digits[1..<6], as: UTF8.self)
        return "\(digits[0] - 0x30).\(fraction)E+\(digits.count - 1)"
    }

    /// An apostrophe in front is how people make a cell text.
    private func number(_ text: String) -> String {
        let text = text.withoutSpaces
        return text.first == "'" || text.first == "’" || text.first == "‘" ? String(text.dropFirst()) : text
    }

    /// `￥8,500.0元` is `8500.00`.
    private func amount(_ text: String) -> String {
        var rest = text.withoutSpaces[...]
        if let first = rest.first, "￥¥".contains(first) { rest = rest.dropFirst() }
        if rest.last == "元" { rest = rest.dropLast() }
        return Money(yuanText: String(rest))?.yuanText ?? text
    }

    private func day(_ text: String) -> CellReading {
        if Day(text) != nil { return CellReading(text) }
        let parts = dateParts(text)
        if let parts, parts.count == 3, parts[0].count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2]), let found = Day(year: year, month: month, day: day)
        {
            return CellReading(found.description)
        }
        if parts?.count == 1, text.utf8.count == 5 {
            return CellReading(text, problem: "单元格是数值\(text)，不是日期。请将单元格设为“日期”格式后重新填写，例如2026-11-01。")
        }
        return CellReading(text, problem: "“\(text.shortened)”不是真实的日期，请按“年-月-日”填写，例如2026-11-01。")
    }

    private func month(_ text: String) -> CellReading {
        if Month(text) != nil { return CellReading(text) }
        // `2026.1` in a cell of numbers may have been 2026.10.
        let isClear = !text.contains(".") || text.utf8.count == 7
        if isClear, let parts = dateParts(text), parts.count == 2, parts[0].count == 4, let year = Int(parts[0]),
            let month = Int(parts[1]), let found = Month(year: year, month: month)
        {
            return CellReading(found.description)
        }
        return CellReading(text, problem: "“\(text.shortened)”不是真实的月份，请按“年-月”填写，例如2026-11。")
    }

    /// `2026/11/1`, `2026.11.01`, `2026年11月1日`, `20261101`, with a time of day behind or without; `nil` if there is anything
    /// else in it.
    private func dateParts(_ text: String) -> [Substring]? {
        // A time of day stands behind a blank.
        let date = text.split(separator: " ").first ?? ""
        let parts = date.split { "-/.年月日".contains($0) }
        guard !parts.isEmpty, parts.count <= 3,
            parts.allSatisfy({ $0.utf8.allSatisfy(\.isDigit) && $0.utf8.count <= 8 })
        else { return nil }
        guard parts.count == 1, let digits = parts.first else { return parts }
        switch digits.count {
        case 8: return [digits.prefix(4), digits.dropFirst(4).prefix(2), digits.suffix(2)]
        case 6: return [digits.prefix(4), digits.suffix(2)]
        default: return parts
        }
    }

    private func choice(_ text: String) -> CellReading {
        if let value = choices[text] ?? choices[text.narrow.withoutSpaces] { return CellReading(value) }
        // Where the facts give the choices, the matter says that one is not among them.
        guard !column.choices.isEmpty else { return CellReading(text) }
        let listed = column.choices.prefix(8).map(\.label).joined(separator: "、")
        let names = column.choices.count > 8 ? "请从下拉列表中选择" : "请选择：\(listed)"
        return CellReading(text, problem: "“\(text.shortened)”不在选项中，\(names)。")
    }
}

extension String {
    /// Without what nobody sees, and without blanks around it, those of full width among them.
    fileprivate var trimmed: String {
        let scalars = withoutUnseen.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, first.isBlank || last.isBlank else {
            return String(scalars)
        }
        let rest = scalars.drop(while: \.isBlank)
        return String(rest[..<(rest.lastIndex { !$0.isBlank }.map(rest.index(after:)) ?? rest.startIndex)])
    }

    /// With digits, letters and signs of an ordinary keyboard, and dashes of any length as hyphens.
    fileprivate var narrow: String {
        if utf8.allSatisfy({ $0 < 0x80 }) { return self }
        return String(
            UnicodeScalarView(
                halfWidth.unicodeScalars.map { scalar in
                    switch scalar.value {
                    case 0xA0: " "
                    case 0x2010...0x2015, 0x2212: "-"
                    case 0x3002: "."
                    default: scalar
                    }
                }))
    }

    /// So that a sentence can hold it.
    fileprivate var shortened: String { count > 20 ? prefix(20) + "…" : self }
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool {
        value < 0x80 ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace
    }
}
