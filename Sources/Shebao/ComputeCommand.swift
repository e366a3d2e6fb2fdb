import ArgumentParser
import Basics
import Calculation
import Foundation
import Office
import Policy

/// Computes what a calculator tells, from the policy files alone. Exit code 2 if nothing was computed: an input is wrong, or
/// policy does not say what is needed.
struct ComputeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compute",
        abstract: "Compute a contribution, a late fee, a pension… with every step and its source.",
        usage: "shebao compute NAME --region REGION --FLAG VALUE … [--json] [--demo] [--policy FOLDER]",
        discussion: """
            `shebao compute` alone lists the calculators, `shebao compute NAME --help` the flags of one, and
            `shebao compute --manual` writes docs/calculators.md.
            """)

    @Argument(parsing: .captureForPassthrough)
    var words: [String] = []

    func run() async throws {
        if words.first == "--manual" { return print(CalculatorManual.text, terminator: "") }
        guard let name = words.first, !name.hasPrefix("-") else { return print(Self.list) }
        guard let calculator = CalculatorCatalogue.calculator(name) else {
            throw Self.refused("没有“\(name)”这个计算器，shebao compute列出全部计算器。")
        }
        if words.contains("--help") || words.contains("-h") { return print(Self.help(calculator)) }
        let request: ComputeRequest
        do {
            request = try ComputeRequest(Array(words.dropFirst()))
        } catch {
            throw Self.refused(error.sentence)
        }
        let book = try PolicyBook(
            files: try PolicyFiles.read(request.policyFolder), withDemonstration: request.isDemonstration)
        do {
            let answer = try calculator.answer(request.answers, from: book, today: WallClock().today)
            print(request.asJSON ? try CalculatorJSON.text(answer) : ComputeText.text(answer))
        } catch let refusal as CalculatorRefusal {
            if request.asJSON { print(try CalculatorJSON.text(refusal)) }
            let lines = refusal.problems.map { problem in
                "--\(InputDefinition.flag(of: problem.field))：\(problem.sentence)"
            }
            throw Self.refused(lines.joined(separator: "\n"))
        }
    }

    private static func refused(_ sentence: String) -> ExitCode {
        FileHandle.standardError.write(Data((sentence + "\n").utf8))
        return ExitCode(2)
    }

    private static var list: String {
        CalculatorCatalogue.all.map { "\($0.name) (\($0.title))\n    \($0.english)" }.joined(separator: "\n")
    }

    /// In the language of the command line's other help, the field's terms with their word.
    private static func help(_ calculator: Calculator) -> String {
        let flags = calculator.inputs.map { input in
            let need = input.isRequired ? input.initial.manual.map { "default: \($0)" } ?? "required" : "optional"
            return """
                  --\(input.flag)
                      \(input.english.prefix(1).uppercased() + input.english.dropFirst()) (\(input.label)).
                      \(input.control.manual); \(need)
                """
        }
        let attributes =
            calculator.payer == nil
            ? ""
            : "\n  --injury-class, --household, --tier …\n      What the region's tables of the time go by; what is missing is named with its values."
        return """
            OVERVIEW: \(calculator.english) (\(calculator.title))

            USAGE: shebao compute \(calculator.name) --region REGION --FLAG VALUE … [--json] [--demo] [--policy FOLDER]

            OPTIONS:
              --region
                  The region (统筹区).
                  beijing, chengdu…; required
            \(flags.joined(separator: "\n"))\(attributes)
              --json
                  As JSON, amounts in yuan with two decimals.
              --demo
                  With what stands in for values that no source tells, as in a demonstration.
              --policy
                  The folder of the policy files; default: `policy`
            """
    }
}

/// The words after the calculator's name.
struct ComputeRequest {
    private(set) var answers: [(key: String, value: String)] = []
    private(set) var asJSON = false
    private(set) var isDemonstration = false
    private(set) var policyFolder = "policy"

    struct Malformed: Error {
        let sentence: String
    }

    init(_ words: [String]) throws(Malformed) {
        var rest = words[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("--") else { throw Malformed(sentence: "“\(word)”前面缺少选项名称。") }
            let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let flag = String(parts[0])
            switch flag {
            case "json": asJSON = true
            case "demo": isDemonstration = true
            default:
                guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
                    throw Malformed(sentence: "--\(flag)后面缺少内容。")
                }
                if flag == "policy" { policyFolder = value } else { answers.append((Self.key(of: flag), value)) }
            }
        }
    }

    /// `injuryClass` for `injury-class`.
    private static func key(of flag: String) -> String {
        let parts = flag.split(separator: "-", omittingEmptySubsequences: false)
        return parts.dropFirst().reduce(into: String(parts[0])) { $0 += $1.prefix(1).uppercased() + $1.dropFirst() }
    }
}

/// An answer for reading in a terminal.
enum ComputeText {
    static func text(_ answer: CalculatorAnswer) -> String {
        let figures = answer.result.figures.map { "\($0.label)：\($0.value.shown)" }
        let tables = answer.result.tables.flatMap { table in
            ["", table.title]
                + table.rows.map { row in
                    zip(table.columns, row).map { "\($0.label) \($1.shown)" }.joined(separator: "，")
                }
        }
        let steps = answer.result.explanation.steps.enumerated().flatMap { index, step in
            let working = step.working.isEmpty ? "" : "\(step.working) → "
            return ["\(index + 1). \(step.title)：\(working)\(step.result)"]
                + step.citations.map { citation in
                    let through = citation.through.map { "至\($0)" } ?? "起"
                    return "   \(citation.name)：\(citation.value)（\(citation.from)\(through)，\(citation.source)）"
                        + (citation.isVerified ? "" : " 未核实")
                }
        }
        let notes =
            answer.result.notes + (answer.isUnverified ? ["含有未核实的政策参数，以正式公布为准。"] : [])
            + (answer.result.isProvisional ? ["暂按已公布的参数计算，公布后重新计算。"] : [])
        return
            (["\(answer.title)（\(answer.regionName)）", ""] + figures + tables + ["", "计算过程"] + steps
            + (notes.isEmpty ? [] : [""] + notes)).joined(separator: "\n")
    }
}
