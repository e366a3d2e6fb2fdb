import Basics

/// `docs/calculators.md`, from the declarations.
package enum CalculatorManual {
    package static var text: String {
        (opening + CalculatorCatalogue.all.map(section)).joined(separator: "\n\n") + "\n"
    }

    private static let opening = [
        "# Calculators",
        """
        This file is written by `shebao compute --manual` from the declarations in `Sources/Calculation/Calculators`; a test compares
        them. Each calculator is reached in four ways, with the same inputs and the same result:
        """,
        """
        - `shebao compute NAME --region beijing --flag … [--json]`; exit code 2 and nothing computed where an input is wrong or policy does
          not say what is needed. `shebao compute NAME --help` lists the flags.
        - `GET /api/v1/calculators/NAME?region=beijing&…`; 422 with `problems` (`field`, `sentence`), and with `gap` where policy lacks a
          value. `GET /api/v1/calculators` lists all of them with their inputs.
        - The public page `/calculators/NAME?region=beijing&…`, which needs no login; a filled-in page can be linked.
        - In Swift: `CalculatorCatalogue.calculator("NAME")?.answer(…)`.
        """,
        """
        An answer holds `result` (by key, each with `label`, `value` and `unit`), `tables`, `notes`, `isUnverified` (rests on a value that
        nobody has compared with the published text), `isProvisional` (computed again when a value is published), `steps` with every
        `parameter` (key, value, validity, source, file, verified or not), and the `policyVersion`. Amounts are text, yuan with two decimals.
        Months are `YYYY-MM`, days `YYYY-MM-DD`.
        """,
        "Every calculator asks for `region`, and computes by the rules of the time that its input marked ◷ says.",
    ]

    private static func section(_ calculator: Calculator) -> String {
        let rows = calculator.inputs.map { input in
            let cells = [
                "`\(input.key)`\(input.key == calculator.time ? " ◷" : "")", "`--\(input.flag)`",
                "\(input.english) (\(input.label))", input.control.manual,
                input.isRequired ? (input.initial.manual ?? "yes") : "optional",
            ]
            return "| \(cells.joined(separator: " | ")) |"
        }
        let sample = calculator.sample(CalculatorManual.month)
        let flags = calculator.inputs.compactMap { input in
            sample[input.key].map { "--\(input.flag) \($0.contains(" ") ? "'\($0)'" : $0)" }
        }
        // Beijing's work injury goes by the class of the industry: without it the example would be refused.
        let asked = calculator.payer != nil && sample["coverage"] == "employee" ? ["--injury-class 1"] : []
        return """
            ## `\(calculator.name)` \(calculator.title)

            \(calculator.english)

            | field | flag | meaning | form | required, or what stands there |
            |---|---|---|---|---|
            \(rows.joined(separator: "\n"))\(attributes(calculator))

                shebao compute \(calculator.name) --region beijing \((flags + asked).joined(separator: " "))
            """
    }

    private static func attributes(_ calculator: Calculator) -> String {
        guard let months = calculator.payer?.months else { return "" }
        return """


            Besides, each attribute that the region's tables of \(months.map { "`\($0)`" }.joined(separator: " and ")) go by, such as `injuryClass` (`--injury-class`), `household`
            or `tier`. Where one is missing the refusal names it with its values.
            """
    }

    private static let month = Month(validYear: 2025, month: 9)
}

extension InputDefinition {
    /// On the command line: `paid-on` for `paidOn`.
    package var flag: String { InputDefinition.flag(of: key) }

    package static func flag(of key: String) -> String {
        key.reduce(into: "") { flag, letter in
            flag += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
        }
    }
}

extension InputInitial {
    package var manual: String? {
        switch self {
        case .nothing: nil
        case .today: "today"
        case .thisMonth: "this month"
        case .text(let text): "`\(text)`"
        }
    }
}

extension InputControl {
    package var manual: String {
        switch self {
        case .money(let bounds): "yuan, \(bounds.lowerBound.yuanText) to \(bounds.upperBound.yuanText)"
        case .count(let bounds, let unit):
            "\(bounds.lowerBound) to \(bounds.upperBound)" + (InputControl.units[unit].map { " \($0)" } ?? "")
        case .decimal(let bounds): "\(bounds.lowerBound) to \(bounds.upperBound), at most four decimals"
        case .month(let bounds): "month, \(bounds.lowerBound) to \(bounds.upperBound)"
        case .day(let bounds): "day, \(bounds.lowerBound) to \(bounds.upperBound)"
        case .choice(let choices): choices.map { "`\($0.value)` \($0.label)" }.joined(separator: ", ")
        case .yearAmounts(let years): "`YEAR=AMOUNT`, \(years.lowerBound) to \(years.upperBound), spaces between"
        case .yearRates(let years): "`YEAR=PER CENT`, \(years.lowerBound) to \(years.upperBound), spaces between"
        case .text(let maxLength): "text, at most \(maxLength) characters"
        }
    }

    /// Of what a count is; a grade and a number of children say so themselves.
    private static let units = ["个月": "months", "周岁": "years of age", "天": "days", "人": "people"]
}
