package import Basics
package import Records

/// A type that an answer can have.
package protocol FieldValue: Sendable {
    static var control: FieldControl { get }
    static func read(_ text: String) -> Result<Self, UnreadableAnswer>
}

/// Why an answer is not of its field's form, in a sentence that says what would be right.
package struct UnreadableAnswer: Error, Hashable {
    package let sentence: String

    package init(_ sentence: String) {
        self.sentence = sentence
    }
}

extension String: FieldValue {
    package static var control: FieldControl { .text(maxLength: 100) }

    package static func read(_ text: String) -> Result<String, UnreadableAnswer> {
        if text.unicodeScalars.count > 2_000 { return .failure(.tooLong(limit: 2_000)) }
        // With a mark that turns the direction of writing, a reviewer reads something else than what is stored.
        if text.unicodeScalars.contains(where: \.isUnseen) {
            return .failure(UnreadableAnswer("内容含有看不见的控制字符或者改变文字方向的字符，请删除后重新填写。"))
        }
        if text.unicodeScalars.contains(where: \.isPrivateUse) {
            return .failure(UnreadableAnswer("内容中有输入法自造的字，其他系统无法辨认，请改用国家标准GB 18030中的字。"))
        }
        return .success(text)
    }
}

extension UnreadableAnswer {
    static func tooLong(limit: Int) -> UnreadableAnswer { UnreadableAnswer("内容过长，请控制在\(limit)字以内。") }
}

extension Money: FieldValue {
    package static var control: FieldControl { .money }

    /// The largest amount that anybody types into a form: ten million yuan.
    private static var limit: Money { Money(yuan: 10_000_000) }

    package static func read(_ text: String) -> Result<Money, UnreadableAnswer> {
        guard let amount = Money(yuanText: text) else {
            return .failure(UnreadableAnswer("金额请用数字填写，单位为元，最多两位小数，例如 8500 或 8500.50。"))
        }
        if amount <= .zero { return .failure(UnreadableAnswer("金额应当大于 0 元。")) }
        if amount > limit { return .failure(UnreadableAnswer("金额超过 1000 万元，请核对是否多填了位数。")) }
        return .success(amount)
    }
}

/// The years that anybody types into a form. Past the calendar's last year no day follows, so rules that look a month
/// ahead must not be asked about it.
private let formYears = 1900...2199

extension Day: FieldValue {
    package static var control: FieldControl { .day }

    package static func read(_ text: String) -> Result<Day, UnreadableAnswer> {
        guard let day = Day(text), formYears.contains(day.year) else {
            return .failure(UnreadableAnswer("日期请按“年-月-日”填写真实存在的日期，例如 2026-11-01。"))
        }
        return .success(day)
    }
}

extension Month: FieldValue {
    package static var control: FieldControl { .month }

    package static func read(_ text: String) -> Result<Month, UnreadableAnswer> {
        guard let month = Month(text), formYears.contains(month.year) else {
            return .failure(UnreadableAnswer("月份请按“年-月”填写，例如 2026-11。"))
        }
        return .success(month)
    }
}

extension FieldValue where Self: RawRepresentable, RawValue == String {
    package static func read(_ text: String) -> Result<Self, UnreadableAnswer> {
        guard let value = Self(rawValue: text) else { return .failure(UnreadableAnswer("请从列出的选项中选择一项。")) }
        return .success(value)
    }
}

extension Sex: FieldValue {
    package static var control: FieldControl { .choice(allCases.map { Choice($0.rawValue, $0.chinese) }) }
}

extension HouseholdKind: FieldValue {
    package static var control: FieldControl { .choice(registered.map { Choice($0.rawValue, $0.chinese) }) }

    /// Only those of the household register: the others follow from the document, nobody chooses them.
    package static func read(_ text: String) -> Result<HouseholdKind, UnreadableAnswer> {
        guard let kind = registered.first(where: { $0.rawValue == text }) else {
            return .failure(UnreadableAnswer("请从列出的选项中选择一项。"))
        }
        return .success(kind)
    }
}

extension IdentityDocument.Kind: FieldValue {
    package static var control: FieldControl { .choice(allCases.map { Choice($0.rawValue, $0.chinese) }) }
}

extension CountryCode: FieldValue {
    package static var control: FieldControl {
        .choice(foreign.map { Choice($0.letters, "\($0.letters) \($0.chinese)") })
    }

    package static func read(_ text: String) -> Result<CountryCode, UnreadableAnswer> {
        guard let country = CountryCode(letters: text) else {
            return .failure(UnreadableAnswer("请从列出的国家（地区）中选择一项。"))
        }
        return .success(country)
    }
}

extension PaymentWay: FieldValue {
    package static var control: FieldControl { .choice(allCases.map { Choice($0.rawValue, $0.chinese) }) }
}

extension LabourContract.Term: FieldValue {
    package static var control: FieldControl { .choice(allCases.map { Choice($0.rawValue, $0.chinese) }) }
}

extension CitizenNumber: FieldValue {
    package static var control: FieldControl { .identityNumber }

    package static func read(_ text: String) -> Result<CitizenNumber, UnreadableAnswer> {
        Result { () throws(IdentifierProblem) in try CitizenNumber(text) }.mapError { UnreadableAnswer($0.sentence) }
    }
}

extension SocialSecurityNumber: FieldValue {
    package static var control: FieldControl { .identityNumber }

    package static func read(_ text: String) -> Result<SocialSecurityNumber, UnreadableAnswer> {
        Result { () throws(IdentifierProblem) in try SocialSecurityNumber(text) }
            .mapError { UnreadableAnswer($0.sentence) }
    }
}

extension PersonName: FieldValue {
    package static var control: FieldControl { .text(maxLength: limitCharacters) }

    package static func read(_ text: String) -> Result<PersonName, UnreadableAnswer> {
        Result { () throws(IdentifierProblem) in try PersonName(text) }.mapError { UnreadableAnswer($0.sentence) }
    }
}

extension BankAccountNumber: FieldValue {
    package static var control: FieldControl { .bankAccount }

    package static func read(_ text: String) -> Result<BankAccountNumber, UnreadableAnswer> {
        Result { () throws(IdentifierProblem) in try BankAccountNumber(text) }
            .mapError { UnreadableAnswer($0.sentence) }
    }
}

extension MobileNumber: FieldValue {
    package static var control: FieldControl { .phone }

    package static func read(_ text: String) -> Result<MobileNumber, UnreadableAnswer> {
        Result { () throws(IdentifierProblem) in try MobileNumber(text) }.mapError { UnreadableAnswer($0.sentence) }
    }
}

extension UnitKind: FieldValue {
    package static var control: FieldControl { .choice(allCases.map { Choice($0.rawValue, $0.chinese) }) }
}

extension Industry: FieldValue {
    package static var control: FieldControl { .choice(all.map { Choice($0.code, "\($0.code) \($0.name)") }) }

    package static func read(_ text: String) -> Result<Industry, UnreadableAnswer> {
        guard text.count == 3, let industry = Industry(text) else {
            return .failure(UnreadableAnswer("请从列出的选项中选择一项。"))
        }
        return .success(industry)
    }
}
