import Basics

/// A field with the type of its answer: `application[StaffEnrolment.wage]` is a `Money`.
package struct Field<Value: FieldValue>: Sendable {
    package let definition: FieldDefinition

    package init(
        _ key: String, _ label: String, hint: String = "", control: FieldControl? = nil, isRequired: Bool = true,
        initial: String = "", in situations: Set<Situation> = []
    ) {
        let control = control ?? Value.control
        self.definition = FieldDefinition(
            key: key, label: label, hint: hint, control: control, isRequired: isRequired, initial: initial,
            situations: situations
        ) { text in
            switch Value.read(text) {
            case .success: control.problem(with: text)?.sentence
            case .failure(let problem): problem.sentence
            }
        }
    }

    package var key: String { definition.key }
}

/// A field without the type of its answer, as forms list them.
package struct FieldDefinition: Sendable {
    package let key: String
    package let label: String
    package let hint: String
    package let control: FieldControl
    package let isRequired: Bool
    /// What stands there before anybody has answered; nothing if it is empty.
    package let initial: String
    /// The situations in which it is asked for; empty: always.
    package let situations: Set<Situation>
    /// What is wrong with an answer as typed; `nil` if nothing is.
    package let problem: @Sendable (String) -> String?

    package func isAsked(in situations: Set<Situation>) -> Bool {
        self.situations.isEmpty || !self.situations.isDisjoint(with: situations)
    }

    package var missingSentence: String {
        switch control {
        case .choice: "请选择\(label)。"
        default: "请填写\(label)。"
        }
    }

    /// The answer as people read it: a choice by its name, days, months and amounts as papers write them, a bank account
    /// masked.
    package func shown(_ answer: String) -> String {
        switch control {
        case .choice(let choices): choices.first { $0.value == answer }?.label ?? answer
        case .day: Day(answer)?.chinese ?? answer
        case .month: Month(answer)?.chinese ?? answer
        case .money: Money(yuanText: answer)?.description ?? answer
        case .bankAccount: (try? BankAccountNumber(answer))?.masked ?? answer
        case .text, .longText, .identityNumber, .phone: answer
        }
    }
}

/// How a field is filled in.
package enum FieldControl: Hashable, Sendable {
    case text(maxLength: Int)
    case longText(maxLength: Int)
    case identityNumber
    case phone
    case bankAccount
    case money
    case day
    case month
    case choice([Choice])

    /// What the control itself does not take. A browser holds to its length; whoever sends without one need not.
    fileprivate func problem(with text: String) -> UnreadableAnswer? {
        switch self {
        case .text(let maxLength), .longText(let maxLength):
            text.unicodeScalars.count > maxLength ? .tooLong(limit: maxLength) : nil
        case .choice(let choices):
            // Where the facts give the choices (`Matter.choices`), the matter's own refusal says that one is not among them.
            choices.isEmpty || choices.contains { $0.value == text }
                ? nil : UnreadableAnswer("请从列出的选项中选择一项。")
        case .identityNumber, .phone, .bankAccount, .money, .day, .month: nil
        }
    }
}

package struct Choice: Hashable, Sendable {
    package let value: String
    package let label: String

    package init(_ value: String, _ label: String) {
        self.value = value
        self.label = label
    }
}
