package import Basics
import Policy

/// An input with the type of its answer: `answers[LateFeeCalculator.overdue]` is a `Money`.
package struct Input<Value: InputValue>: Sendable {
    package let definition: InputDefinition

    /// - Parameters:
    ///   - english: the label and what of the hint is needed, for the command line and the manual.
    ///   - initial: what stands there if nobody answers; without one a required input must be answered.
    init(
        _ key: String, _ label: String, english: String, hint: String = "", _ control: InputControl,
        isRequired: Bool = true,
        initial: InputInitial = .nothing
    ) {
        self.definition = InputDefinition(
            key: key, label: label, english: english, hint: hint, control: control, isRequired: isRequired,
            initial: initial
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
    package let english: String
    package let hint: String
    package let control: InputControl
    package let isRequired: Bool
    package let initial: InputInitial
    let unreadable: @Sendable (String) -> String?

    func problem(in answers: CalculatorAnswers) -> InputProblem? {
        guard let text = answers.texts[key] else {
            return isRequired ? InputProblem(key, "请填写\(label)。") : nil
        }
        return unreadable(text).map { InputProblem(key, "\(label)：\($0)") }
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
    /// `2024=96000 2025=98000`: an amount for each of some years.
    case yearAmounts(ClosedRange<Int>)
    case yearRates(ClosedRange<Int>)
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

extension [InputChoice] {
    /// What can be chosen, in a sentence: `male（男职工）、3`.
    var told: String {
        map { $0.value == $0.label ? $0.value : "\($0.value)（\($0.label)）" }.joined(separator: "、")
    }
}

/// The answers of somebody who asks: every one has been read once before anything is computed.
package struct CalculatorAnswers: Sendable {
    /// By key, as they were typed, the initial ones among them.
    package let texts: [String: String]
    let today: Day
    /// What was said of who pays, as far as the region's tables ask for it.
    let attributes: [Attribute: String]

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

extension InputDefinition {
    /// An attribute that a region's tables ask for, as an input.
    init(_ attribute: AttributeChoices) {
        let choices = attribute.entries.map { InputChoice($0.key, $0.name) }
        self =
            Input<String>(
                attribute.attribute.rawValue, attribute.name, english: "by which the region's tables go",
                hint: "标准按它分档，与本人无关的不选。", .choice(choices), isRequired: false
            ).definition
    }
}
