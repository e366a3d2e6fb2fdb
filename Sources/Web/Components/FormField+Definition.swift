package import Casework

extension FormField {
    /// The field of a matter's form, with what was answered and what is wrong with it.
    /// - Parameter present: a sentence that says what is on record of it.
    package init(_ definition: FieldDefinition, beside present: String? = nil, answer: String?, problem: String? = nil)
    {
        self.init(
            definition.key, definition.label, Control(definition.control),
            hint: [present, definition.hint].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "　"),
            // What is filled in to begin with is never left out.
            isRequired: definition.isRequired || !definition.initial.isEmpty, value: answer, problem: problem)
    }

    /// The fields of a section that are asked for where the applicant stands, each with its answer and its problem.
    package static func fields(
        _ definitions: [FieldDefinition], situations: Set<Situation>, answers: Answers, problems: [FieldProblem]
    ) -> Markup {
        let sentences = Dictionary(problems.map { ($0.field, $0.sentence) }) { first, _ in first }
        return """
            \(each: definitions.filter { $0.isAsked(in: situations) }, {
                FormField($0, answer: answers[$0.key], problem: sentences[$0.key]).markup
            })
            """
    }
}

extension FormField.Control {
    init(_ control: FieldControl) {
        switch control {
        case .text(let maxLength): self = .text(maxLength: maxLength)
        case .longText(let maxLength): self = .longText(maxLength: maxLength)
        case .identityNumber: self = .identityNumber
        case .phone: self = .phone
        case .bankAccount: self = .bankAccount
        case .money: self = .money
        case .day: self = .day
        case .month: self = .month
        case .choice(let choices): self = .choice(choices.map { .init($0.value, $0.label) })
        }
    }
}

extension ProblemSummary {
    package init(_ problems: [FieldProblem]) {
        self.init(problems.map { (field: $0.field, sentence: $0.sentence) })
    }
}
