import Basics
import Calculation
import Policy
import TestSupport
import Testing

/// What the loader lets through must not stop a program, whoever asks for what rests on it.
struct ExtremePolicyTests {
    private static let head = "topic: 极端数值\nheldThrough: open\nsources:\n  N: {title: 测试}\nparameters:\n"
    private static let from = Day("2024-01-01")!
    private static let days = [Day("2025-09-01")!, Day("2026-03-01")!]

    /// The numbers that a file can hold at most and at least, by kind.
    private enum Extreme: String, CaseIterable {
        case least, most

        var rate: String { self == .least ? "0%" : "1000%" }
        var money: String { self == .least ? "0" : "100000000" }

        func count(_ unit: CountUnit?) -> [String] {
            switch (unit, self) {
            case (.yearMonth, .least): ["190001"]
            case (.yearMonth, .most): ["209912"]
            case (.decimals, .most): ["6"]
            case (_, .least): ["0", "1"]
            case (_, .most): ["3660", "1200", "1000", "99", "31", "23", "12"]
            }
        }
    }

    @Test(arguments: ["least", "most"])
    func `with every number as small or as great as a file can say, calculators answer or refuse`(
        extreme: String
    ) throws {
        let extreme = try #require(Extreme(rawValue: extreme))
        let beijing = try PolicyFolder.book().region(Region(rawValue: "beijing"), askedBy: "测试")
        let parameters = try beijing.all.compactMap { try Self.text(of: $0, extreme) }
        #expect(parameters.count > 60)
        let change = Publication(
            number: 1, region: beijing.region,
            text: Self.head + parameters.joined(), author: "甲", approver: "乙", from: Self.from, through: nil,
            publishedAt: Instant(milliseconds: 0))
        let book = try PolicyBook(files: PolicyFolder.files(), publications: [change])
        var answered = 0
        for calculator in CalculatorCatalogue.all {
            for day in Self.days {
                var asked = calculator.sample(day.month).merging(["region": "beijing"]) { $1 }
                let inputs = calculator.inputs(in: book.regions[beijing.region], given: asked, today: day)
                for (key, value) in ["injuryClass": "1", "tier": "100%", "line": "pension"]
                where inputs.contains(where: { $0.key == key }) { asked[key] = value }
                let greatest = asked.merging(inputs.compactMap(Self.greatest)) { $1 }
                for asked in [asked, greatest] {
                    do {
                        _ = try calculator.answer(
                            asked.map { (key: $0.key, value: $0.value) }, from: book, today: day)
                        answered += 1
                    } catch {
                        #expect(!error.problems.isEmpty, "\(calculator.name)")
                    }
                }
            }
        }
        #expect(answered > CalculatorCatalogue.all.count / 2)
    }

    /// The greatest amount or number that an input takes.
    private static func greatest(_ input: InputDefinition) -> (String, String)? {
        switch input.control {
        case .money(let bounds): (input.key, bounds.upperBound.yuanText)
        case .count(let bounds, _): (input.key, "\(bounds.upperBound)")
        default: nil
        }
    }

    /// The parameter with one number, the most extreme that the loader takes; `nil` for one without numbers.
    private static func text(of parameter: Parameter, _ extreme: Extreme) throws -> String? {
        guard let span = parameter.spans.last(where: { $0.from <= from }), case .value(let value) = span.content
        else { return nil }
        func written(_ number: String) -> String {
            func table<Value>(_ table: AttributeTable<Value>) -> String {
                let entries = table.entries.keys.sorted().map { "'\($0)': \(number)" }.joined(separator: ", ")
                let unsaid = table.axes.compactMap { axis in axis.unsaid.map { "\(axis.attribute.rawValue): \($0)" } }
                guard table.axes.count > 1 else {
                    let axis = table.axes[0]
                    let unsaid = axis.unsaid.map { ", unsaid: \($0)" } ?? ""
                    return "{by: \(axis.attribute.rawValue), called: \(axis.name)\(unsaid), entries: {\(entries)}}"
                }
                let by = table.axes.map(\.attribute.rawValue).joined(separator: ", ")
                let called = table.axes.map(\.name).joined(separator: ", ")
                return
                    "{by: [\(by)], called: [\(called)], unsaid: {\(unsaid.joined(separator: ", "))}, entries: {\(entries)}}"
            }
            let shown =
                switch value {
                case .rateTable(let rates): table(rates)
                case .moneyTable(let amounts): table(amounts)
                case .countTable(let counts): table(counts)
                default: number
                }
            let unit = parameter.unit.map { ", unit: \($0.rawValue)" } ?? ""
            return "  \(parameter.key): {name: 甲, kind: \(parameter.kind.rawValue)\(unit), "
                + "values: [{from: \(from), value: \(shown), source: N, state: unverified}]}\n"
        }
        let numbers: [String]
        switch value {
        case .rate, .rateTable: numbers = [extreme.rate]
        case .money, .moneyTable: numbers = extreme == .least ? ["0", "'0.01'"] : [extreme.money]
        case .count, .countTable: numbers = extreme.count(parameter.unit)
        default: return nil
        }
        return numbers.map(written).first(where: isTaken)
    }

    /// Whether the loader takes it; that nothing refers to it here does not matter.
    private static func isTaken(_ parameter: String) -> Bool {
        let file = PolicyFile(path: "testville/a.yaml", text: head + parameter)
        do throws(PolicyProblems) {
            _ = try PolicyBook(files: [file], requiring: [])
            return true
        } catch {
            return error.problems.allSatisfy { $0.what.hasPrefix("没有任何规则用到参数") }
        }
    }
}
