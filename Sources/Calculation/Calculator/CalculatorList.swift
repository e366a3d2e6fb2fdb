import Basics

/// What `GET /api/v1/calculators` says: every calculator with its inputs.
package struct CalculatorList: Encodable {
    let calculators: [Entry]

    package init(_ all: [Calculator]) {
        self.calculators = all.map(Entry.init)
    }

    struct Entry: Encodable {
        let name: String
        let title: String
        let summary: String
        let path: String
        let time: String
        let earliest: String
        let inputs: [Field]

        init(_ calculator: Calculator) {
            name = calculator.name
            title = calculator.title
            summary = calculator.summary
            path = "/api/v1/calculators/\(calculator.name)"
            time = calculator.time
            earliest = calculator.earliest.description
            inputs = calculator.inputs.map(Field.init)
        }
    }

    struct Field: Encodable {
        let key: String
        let label: String
        let hint: String
        let isRequired: Bool
        let form: String
        let choices: [String]?

        init(_ input: InputDefinition) {
            key = input.key
            label = input.label
            hint = input.hint
            isRequired = input.isRequired && input.initial == .nothing
            form = input.control.manual
            if case .choice(let choices) = input.control { self.choices = choices.map(\.value) } else { choices = nil }
        }
    }
}
