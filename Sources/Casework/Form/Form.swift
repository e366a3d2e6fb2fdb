import Basics

/// The fields of a matter, in sections. Web form, counter form, workbook, API and printed form derive from it.
package struct Form: Sendable {
    package let sections: [Section]

    package init(_ sections: [Section]) {
        self.sections = sections
        let keys = sections.flatMap(\.fields).map(\.key)
        precondition(Set(keys).count == keys.count, "each field of a form has a key of its own")
    }

    package struct Section: Sendable {
        package let title: String
        package let fields: [FieldDefinition]

        package init(_ title: String, _ fields: [FieldDefinition]) {
            self.title = title
            self.fields = fields
        }
    }

    /// The fields that are asked for where the applicant stands.
    package func fields(in situations: Set<Situation>) -> [FieldDefinition] {
        sections.flatMap(\.fields).filter { $0.isAsked(in: situations) }
    }

    /// Everything that is wrong with the answers, each at its field, in the order of the form.
    package func problems(in answers: Answers, situations: Set<Situation>) -> [FieldProblem] {
        fields(in: situations).compactMap { field in
            let answer = answers[field.key] ?? ""
            if answer.isEmpty {
                return field.isRequired ? FieldProblem(field: field.key, sentence: field.missingSentence) : nil
            }
            return field.problem(answer).map { FieldProblem(field: field.key, sentence: $0) }
        }
    }

    /// The answers without what the form does not ask for, so that nothing unasked slips into a case. Numbers, dates,
    /// amounts and codes that were typed full-width are kept as everybody writes them.
    package func kept(of answers: Answers) -> Answers {
        let keys = Set(sections.flatMap(\.fields).map(\.key))
        return answers.filter { keys.contains($0.key) && !$0.value.isEmpty }.mapValues(\.narrowed)
    }
}

/// What is wrong with one answer, in a sentence that says what would be right.
package struct FieldProblem: Hashable, Sendable, Codable {
    package let field: String
    package let sentence: String

    package init(field: String, sentence: String) {
        self.field = field
        self.sentence = sentence
    }
}
