package import Basics
package import Policy

/// What a calculator found: figures, tables where one figure does not say it, and how it came about.
package struct CalculatorResult: Sendable {
    package var figures: [Figure]
    package var tables: [ResultTable]
    /// What one should know beside the figures, in sentences.
    package var notes: [String]
    /// Whether it will be computed again when a value is published.
    package var isProvisional: Bool
    package var explanation: Explanation
    /// What only computing shows to be wrong with the answers; then there is no result.
    private(set) var problems: [InputProblem] = []

    init(
        _ figures: [Figure], tables: [ResultTable] = [], notes: [String] = [], isProvisional: Bool = false,
        _ explanation: Explanation
    ) {
        self.figures = figures
        self.tables = tables
        self.notes = notes
        self.isProvisional = isProvisional
        self.explanation = explanation
    }

    /// What cannot be computed for these answers, at the input that is to blame.
    static func refused(_ field: String, _ sentence: String) -> CalculatorResult {
        var result = CalculatorResult([], Explanation())
        result.problems = [InputProblem(field, sentence)]
        return result
    }

    /// One thing that was asked for.
    package struct Figure: Sendable {
        package let key: String
        /// `滞纳金`
        package let label: String
        package let value: ResultValue

        init(_ key: String, _ label: String, _ value: ResultValue) {
            self.key = key
            self.label = label
            self.value = value
        }

        init(_ key: String, _ label: String, _ amount: Money) {
            self.init(key, label, .money(amount))
        }
    }
}

package enum ResultValue: Hashable, Sendable {
    case money(Money)
    /// A whole number with its unit: `30天`.
    case count(Int, unit: String)
    /// A number with some decimals.
    case decimal(Rate, places: Int)
    case rate(Rate)
    case month(Month)
    case day(Day)
    case text(String)

    /// As people read it.
    package var shown: String {
        switch self {
        case .money(let amount): "\(amount)元"
        case .count(let number, let unit): "\(number)\(unit)"
        case .decimal(let number, let places): number.decimal(places: places)
        case .rate(let rate): rate.description
        case .month(let month): month.chinese
        case .day(let day): day.chinese
        case .text(let text): text
        }
    }

    /// As programs read it: amounts as yuan with two decimals.
    package var plain: String {
        switch self {
        case .money(let amount): amount.yuanText
        case .count(let number, _): "\(number)"
        case .month(let month): month.description
        case .day(let day): day.description
        case .decimal, .rate, .text: shown
        }
    }

    /// `yuan`, `days`…; `nil` where there is none.
    package var unit: String? {
        switch self {
        case .money: "yuan"
        case .count(_, let unit): unit.isEmpty ? nil : unit
        default: nil
        }
    }
}

/// Rows below each other, and whether a picture of them says more.
package struct ResultTable: Sendable {
    package struct Column: Hashable, Sendable {
        package let key: String
        package let label: String

        init(_ key: String, _ label: String) {
            self.key = key
            self.label = label
        }
    }

    /// Which columns make a line over the first column.
    package struct Chart: Hashable, Sendable {
        package let title: String
        package let columns: [String]
        /// The row that everybody looks for.
        package var marked: Mark?
    }

    package struct Mark: Hashable, Sendable {
        package let row: Int
        /// `法定退休`
        package let name: String
    }

    package let key: String
    package let title: String
    package let columns: [Column]
    package let rows: [[ResultValue]]
    package let chart: Chart?

    init(_ key: String, _ title: String, _ columns: [Column], _ rows: [[ResultValue]], chart: Chart? = nil) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "each row has a cell for each column")
        self.key = key
        self.title = title
        self.columns = columns
        self.rows = rows
        self.chart = chart
    }
}

/// A result with what was asked and by which policy it was computed.
package struct CalculatorAnswer: Sendable {
    package let name: String
    package let title: String
    package let region: Region
    package let regionName: String
    package let policyVersion: PolicyVersion
    /// What was asked, with what stood there where nothing was said.
    package let inputs: [String: String]
    package let result: CalculatorResult

    /// Whether any value that it rests on has not been checked (未核实).
    package var isUnverified: Bool { result.explanation.isUnverified }

    init(
        _ calculator: Calculator, _ answers: CalculatorAnswers, _ policy: RegionPolicy, _ result: CalculatorResult
    ) {
        self.name = calculator.name
        self.title = calculator.title
        self.region = policy.region
        self.regionName = policy.name(on: answers.today)
        self.policyVersion = policy.version
        self.inputs = answers.texts
        self.result = result
    }

    /// The figure of that key; `nil` if there is none.
    package func figure(_ key: String) -> ResultValue? { result.figures.first { $0.key == key }?.value }
}
