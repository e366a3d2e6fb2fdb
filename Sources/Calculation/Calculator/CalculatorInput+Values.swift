package import Basics
import Policy

/// A type that an answer can have.
package protocol InputValue: Sendable {
    static func read(_ text: String, _ control: InputControl) -> Result<Self, UnreadableInput>
}

/// Why a text is no answer, in a sentence that says what would be right.
package struct UnreadableInput: Error, Hashable {
    let sentence: String

    init(_ sentence: String) {
        self.sentence = sentence
    }
}

extension Money: InputValue {
    package static func read(_ text: String, _ control: InputControl) -> Result<Money, UnreadableInput> {
        guard case .money(let bounds) = control, let amount = Money(yuanText: text) else {
            return .failure(UnreadableInput("金额请用数字填写，单位为元，最多两位小数，例如8500或8500.50。"))
        }
        if amount < .zero { return .failure(UnreadableInput("金额不能是负数。")) }
        if bounds.contains(amount) { return .success(amount) }
        return .failure(UnreadableInput("金额应在\(bounds.lowerBound)元至\(bounds.upperBound)元之间，请核对是否多填或少填了位数。"))
    }
}

extension Int: InputValue {
    package static func read(_ text: String, _ control: InputControl) -> Result<Int, UnreadableInput> {
        guard case .count(let bounds, let unit) = control, text.utf8.count <= 12, let number = Int(text) else {
            return .failure(UnreadableInput("请填写整数。"))
        }
        if bounds.contains(number) { return .success(number) }
        return .failure(UnreadableInput("应在\(bounds.lowerBound)至\(bounds.upperBound)\(unit)之间。"))
    }
}

extension Rate: InputValue {
    package static func read(_ text: String, _ control: InputControl) -> Result<Rate, UnreadableInput> {
        let decimals = text.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.utf8.count ?? 0
        guard case .decimal(let bounds) = control, decimals <= 4, text.utf8.count <= 12, let rate = Rate(text: text),
            !text.contains("%"), !text.contains("/")
        else { return .failure(UnreadableInput("请填写数字，至多四位小数，例如1.0523。")) }
        let (least, most) = (Int64(bounds.lowerBound), Int64(bounds.upperBound))
        if rate.numerator >= least * rate.denominator, rate.numerator <= most * rate.denominator {
            return .success(rate)
        }
        return .failure(UnreadableInput("应在\(least)至\(most)之间。"))
    }
}

extension Month: InputValue {
    package static func read(_ text: String, _ control: InputControl) -> Result<Month, UnreadableInput> {
        guard case .month(let bounds) = control, let month = Month(text) else {
            return .failure(UnreadableInput("月份请按“年-月”填写，例如2026-11。"))
        }
        if bounds.contains(month) { return .success(month) }
        return .failure(UnreadableInput("应在\(bounds.lowerBound.chinese)至\(bounds.upperBound.chinese)之间。"))
    }
}

extension Day: InputValue {
    package static func read(_ text: String, _ control: InputControl) -> Result<Day, UnreadableInput> {
        guard case .day(let bounds) = control, let day = Day(text) else {
            return .failure(UnreadableInput("日期请按“年-月-日”填写真实存在的日期，例如2026-11-01。"))
        }
        if bounds.contains(day) { return .success(day) }
        return .failure(UnreadableInput("应在\(bounds.lowerBound.chinese)至\(bounds.upperBound.chinese)之间。"))
    }
}

extension String: InputValue {
    package static func read(_ text: String, _ control: InputControl) -> Result<String, UnreadableInput> {
        switch control {
        case .choice(let choices):
            if choices.contains(where: { $0.value == text }) { return .success(text) }
            return .failure(UnreadableInput("没有“\(text.prefixForSentence)”这个选项，可选\(choices.told)。"))
        case .text(let maxLength):
            if text.unicodeScalars.count > maxLength {
                return .failure(UnreadableInput("内容过长，请控制在\(maxLength)字以内。"))
            }
            return .success(text)
        default: return text.utf8.count <= 60 ? .success(text) : .failure(UnreadableInput("内容过长。"))
        }
    }
}

/// An answer that is one of the words that a rule knows.
protocol InputWord: InputValue, CaseIterable, RawRepresentable<String> {
    var chinese: String { get }
}

extension InputWord {
    static var choices: [InputChoice] { allCases.map { InputChoice($0.rawValue, $0.chinese) } }

    package static func read(_ text: String, _ control: InputControl) -> Result<Self, UnreadableInput> {
        if let value = Self(rawValue: text) { return .success(value) }
        return .failure(UnreadableInput("没有“\(text.prefixForSentence)”这个选项，可选\(choices.told)。"))
    }
}

/// An amount for each of some years: `2024=96000 2025=98000`, with spaces, commas or line ends between them.
package struct YearAmounts: InputValue, Hashable {
    /// By year.
    package let amounts: [Int: Money]

    package static func read(_ text: String, _ control: InputControl) -> Result<YearAmounts, UnreadableInput> {
        guard case .yearAmounts(let years) = control else { preconditionFailure("amounts by year are asked as such") }
        return YearEntries.read(text, in: years, called: "金额", example: "2025=96000") { year, value in
            guard let amount = Money(yuanText: value) else { return nil }
            if (Money.zero...Money(yuan: 10_000_000)).contains(amount) { return .success(amount) }
            return .failure(UnreadableInput("\(year)年的金额应在0元至1000万元之间。"))
        }.map(YearAmounts.init)
    }
}

/// A rate in per cent for each of some years: `2010=2.25 2011=3`.
package struct YearRates: InputValue, Hashable {
    /// By year.
    package let rates: [Int: Rate]

    package static func read(_ text: String, _ control: InputControl) -> Result<YearRates, UnreadableInput> {
        guard case .yearRates(let years) = control else { preconditionFailure("rates by year are asked as such") }
        return YearEntries.read(text, in: years, called: "百分数", example: "2010=2.25") { year, value in
            guard value.utf8.count <= 8, !value.contains("/"), let percent = Rate(text: value) else { return nil }
            let rate = value.hasSuffix("%") ? percent : percent * Rate(1, over: 100)
            if rate.numerator >= 0, rate.numerator * 4 <= rate.denominator { return .success(rate) }
            return .failure(UnreadableInput("\(year)年的利率应在0%至25%之间。"))
        }.map(YearRates.init)
    }
}

/// What is written down year by year.
private enum YearEntries {
    /// - Parameter value: reads what stands behind a year; `nil` if it is nothing of that kind.
    static func read<Value>(
        _ text: String, in years: ClosedRange<Int>, called name: String, example: String,
        _ value: (Int, String) -> Result<Value, UnreadableInput>?
    ) -> Result<[Int: Value], UnreadableInput> {
        guard text.utf8.count <= 4_000 else { return .failure(UnreadableInput("内容过长。")) }
        var values: [Int: Value] = [:]
        for entry in text.split(whereSeparator: { $0.isWhitespace || ",，;；、".contains($0) }) {
            let parts = entry.split(whereSeparator: { "=:：".contains($0) })
            guard parts.count == 2, let year = Int(parts[0]), let read = value(year, String(parts[1])) else {
                return .failure(
                    UnreadableInput("“\(String(entry).prefixForSentence)”不能识别，请写成“年份=\(name)”，每年一项，例如\(example)。"))
            }
            guard years.contains(year) else {
                return .failure(UnreadableInput("年份\(year)应在\(years.lowerBound)至\(years.upperBound)之间。"))
            }
            switch read {
            case .failure(let problem): return .failure(problem)
            case .success(let value):
                guard values.updateValue(value, forKey: year) == nil else {
                    return .failure(UnreadableInput("\(year)年写了两次，请只写一次。"))
                }
            }
        }
        return .success(values)
    }
}
