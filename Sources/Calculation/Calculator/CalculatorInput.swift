package import Basics
package import Policy

/// An input with the type of its answer: `answers[LateFeeCalculator.overdue]` is a `Money`.
package struct Input<Value: InputValue>: Sendable {
    package let definition: InputDefinition

    /// - Parameter initial: what stands there if nobody answers; without one a required input must be answered.
    init(
        _ key: String, _ label: String, hint: String = "", _ control: InputControl, isRequired: Bool = true,
        initial: InputInitial = .nothing
    ) {
        self.definition = InputDefinition(
            key: key, label: label, hint: hint, control: control, isRequired: isRequired, initial: initial
        ) { text in
            switch Value.read(text, control) {
            case .success: nil
            case .failure(let unreadable): unreadable.sentence
            }
        }
    }

    package var key: String { definition.key }
}

/// An input without the type of its answer, as lists hold it.
package struct InputDefinition: Sendable {
    package let key: String
    package let label: String
    package let hint: String
    package let control: InputControl
    package let isRequired: Bool
    package let initial: InputInitial
    let unreadable: @Sendable (String) -> String?

    func problem(in answers: CalculatorAnswers, _ policy: RegionPolicy?) -> InputProblem? {
        guard let text = answers.texts[key] else {
            return isRequired ? InputProblem(key, "请填写\(label)。") : nil
        }
        if let sentence = unreadable(text) { return InputProblem(key, "\(label)：\(sentence)") }
        guard case .attribute(let attribute) = control, let policy else { return nil }
        let known = policy.entries(of: attribute)
        if known.contains(text) { return nil }
        return InputProblem(
            key,
            known.isEmpty
                ? "\(label)：这个统筹区不按它分档，请留空。"
                : "\(label)：没有“\(text.prefixForSentence)”这一档，可选\(known.joined(separator: "、"))。")
    }
}

/// What stands in an input before anybody has answered.
package enum InputInitial: Hashable, Sendable {
    case nothing
    case today
    case thisMonth
    case text(String)

    package func text(today: Day) -> String? {
        switch self {
        case .nothing: nil
        case .today: today.description
        case .thisMonth: today.month.description
        case .text(let text): text
        }
    }
}

/// How an input is filled in, and within which bounds.
package enum InputControl: Hashable, Sendable {
    case money(ClosedRange<Money>)
    /// A whole number of something: `个月`.
    case count(ClosedRange<Int>, unit: String)
    /// A number with at most four decimals: an index.
    case decimal(ClosedRange<Int>)
    case month(ClosedRange<Month>)
    case day(ClosedRange<Day>)
    case choice([InputChoice])
    /// One of the values that the region's tables have for an attribute.
    case attribute(Attribute)
    /// `2024=96000 2025=98000`: an amount for each of some years.
    case yearAmounts(ClosedRange<Int>)
    case text(maxLength: Int)
}

package struct InputChoice: Hashable, Sendable {
    package let value: String
    package let label: String

    package init(_ value: String, _ label: String) {
        self.value = value
        self.label = label
    }
}

/// The answers of somebody who asks: every one has been read once before anything is computed.
package struct CalculatorAnswers: Sendable {
    /// By key, as they were typed, the initial ones among them.
    package let texts: [String: String]
    let today: Day

    subscript<Value>(_ input: Input<Value>) -> Value {
        guard let value = self.given(input) else { preconditionFailure("\(input.key) was checked and is required") }
        return value
    }

    /// `nil` if it was left empty.
    func given<Value>(_ input: Input<Value>) -> Value? {
        guard let text = texts[input.key] else { return nil }
        guard case .success(let value) = Value.read(text, input.definition.control) else { return nil }
        return value
    }
}

extension RegionPolicy {
    /// The values that this region's tables have for an attribute, in their natural order; empty where none asks for it.
    package func entries(of attribute: Attribute) -> [String] {
        let tables = all.flatMap(\.spans).compactMap(\.table).filter { $0.attribute == attribute }
        return Set(tables.flatMap(\.entries)).sorted { ($0.leadingNumber, $0) < ($1.leadingNumber, $1) }
    }

    /// What an entry of the tables by an attribute is called; its key where they give it no name.
    package func name(of entry: String, by attribute: Attribute) -> String {
        let tables = all.lazy.flatMap(\.spans).compactMap(\.table).filter { $0.attribute == attribute }
        return tables.compactMap { $0.names[entry] }.first ?? entry
    }

    /// By which attribute a table goes on a day; `nil` for what is no table then.
    func attribute(of key: String, on day: Day) -> Attribute? {
        all.first { $0.key == key }?.spans.last { $0.from <= day }?.table?.attribute
    }
}

extension Parameter.Span {
    /// The attribute of a table of rates, amounts or reliefs, its values, and what they are called.
    fileprivate var table: (attribute: Attribute, entries: [String], names: [String: String])? {
        switch content {
        case .value(.rateTable(let table)): (table.attribute, Array(table.entries.keys), table.names)
        case .value(.moneyTable(let table)): (table.attribute, Array(table.entries.keys), table.names)
        case .value(.reliefTable(let table)): (table.attribute, Array(table.entries.keys), table.names)
        default: nil
        }
    }
}

extension String {
    fileprivate var leadingNumber: Int { Int(prefix { $0.isASCII && $0.isNumber }) ?? 0 }
}
