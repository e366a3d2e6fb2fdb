import Basics
import Policy

// Bounds that several calculators share: what nobody can mean is refused before anything is computed.

extension InputControl {
    /// Nothing to ten million yuan.
    static let amount = InputControl.money(.zero...Money(yuan: 10_000_000))
    /// A month's wage: nothing to a million yuan.
    static let wage = InputControl.money(.zero...Money(yuan: 1_000_000))
    /// An average of wages: nobody can mean that there are none.
    static let averageWage = InputControl.money(Money(yuan: 1)...Money(yuan: 1_000_000))
    static let anyMonth = InputControl.month(Month(validYear: 1978, month: 1)...Month(validYear: 2099, month: 12))
    static let anyDay = InputControl.day(Day(year: 1978, month: 1, day: 1)!...Day(year: 2099, month: 12, day: 31)!)
    static let birthDay = InputControl.day(Day(year: 1900, month: 1, day: 1)!...Day(year: 2099, month: 12, day: 31)!)
    static let birthMonth = InputControl.month(Month(validYear: 1900, month: 1)...Month(validYear: 2099, month: 12))

    static func words<Word: InputWord>(_: Word.Type) -> InputControl { .choice(Word.choices) }
}

extension CoverageKind: InputWord {
    var chinese: String {
        switch self {
        case .employee: "职工"
        case .flexible: "灵活就业人员"
        case .resident: "城乡居民"
        }
    }
}
