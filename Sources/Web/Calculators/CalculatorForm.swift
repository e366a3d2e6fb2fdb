import Basics
import Calculation
import Office
import Policy

/// The form of a calculator. It asks and changes nothing, so what is filled in stands in the address.
struct CalculatorForm {
    private let calculator: Calculator
    private let information: PublicInformation
    private let home: Region

    init(_ calculator: Calculator, _ information: PublicInformation, home: Region) {
        self.calculator = calculator
        self.information = information
        self.home = home
    }

    func markup(_ given: [String: String], _ problems: [InputProblem]) -> Markup {
        let region = given[Calculator.regionKey] ?? home.rawValue
        let policy = information.book.regions[Region(rawValue: region)]
        let inputs = calculator.inputs(in: policy, given: given, today: information.today)
        let known = Set([Calculator.regionKey] + inputs.map(\.key))
        func problem(_ key: String) -> String? { problems.first { $0.field == key }?.besideChoices }
        return """
            <div class="narrow">
            \(ProblemSummary(problems.map { (field: known.contains($0.field) ? $0.field : "", sentence: $0.besideChoices) }))
            <form class="stack" method="get" action="\(CalculatorPaths.one(calculator.name))" novalidate>
            \(regionField(region, problem(Calculator.regionKey)))
            \(each: inputs, { field($0, given, problem($0.key)) })
            <div class="actions">\(Button("计算"))</div>
            </form>
            </div>
            """
    }

    private func regionField(_ region: String, _ problem: String?) -> Markup {
        let regions = information.book.regions.values.sorted { $0.region.rawValue < $1.region.rawValue }
        let options = regions.map { FormField.Option($0.region.rawValue, $0.name(on: information.today)) }
        return FormField(Calculator.regionKey, "统筹区", .choice(options), value: region, problem: problem).markup
    }

    private func field(_ input: InputDefinition, _ given: [String: String], _ problem: String?) -> Markup {
        FormField(
            input.key, input.label, FormField.Control(input.control), hint: input.hint,
            isRequired: input.isRequired, value: given[input.key] ?? input.initial.text(today: information.today),
            problem: problem
        ).markup
    }
}

extension FormField.Control {
    fileprivate init(_ control: InputControl) {
        switch control {
        case .money: self = .money
        case .count: self = .number
        case .decimal: self = .text(maxLength: 12)
        case .month: self = .month
        case .day: self = .day
        case .choice(let choices): self = .choice(choices.map { FormField.Option($0.value, $0.label) })
        case .yearAmounts, .yearRates: self = .longText(maxLength: 4_000)
        case .text(let maxLength): self = .text(maxLength: maxLength)
        }
    }
}
