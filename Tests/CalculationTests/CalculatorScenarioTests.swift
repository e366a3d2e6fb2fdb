import Basics
import Calculation
import Foundation
import Policy
import TestSupport
import Testing
import Yams

/// One worked example of a calculator: what is asked, and what comes out or is said.
struct CalculatorScenario: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let source: String
    let calculator: String
    let region: String?
    let today: Day?
    let answers: [String: String]
    /// What comes out, by key, as programs read it.
    let result: [String: String]?
    /// What is published somewhere and wrong: it must not come out.
    let wrong: [String: String]?
    /// Sentences that stand beside the figures.
    let notes: [String]?
    let isUnverified: Bool?
    let isProvisional: Bool?
    /// The sentences by field, where nothing is computed.
    let problems: [String: String]?
    /// The parameter that is not known.
    let gap: String?

    var testDescription: String { "\(calculator) \(name)" }

    static let all: [CalculatorScenario] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Calculators")
        return try! FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().flatMap { name in
            let text = try! String(contentsOf: folder.appending(path: name), encoding: .utf8)
            return try! YAMLDecoder().decode([CalculatorScenario].self, from: text)
        }
    }()

    func answer() throws -> CalculatorAnswer {
        let calculator = try #require(CalculatorCatalogue.calculator(calculator))
        let region = Region(rawValue: region ?? "beijing")
        let asked = ["region": region.rawValue].merging(answers) { $1 }.map { (key: $0.key, value: $0.value) }
        return try calculator.answer(
            asked.sorted { $0.key < $1.key }, from: try PolicyOfTests.book(with: region),
            today: today ?? Day("2026-11-22")!)
    }
}

struct CalculatorScenarioTests {
    @Test(arguments: CalculatorScenario.all)
    func `a worked example comes out as its source says`(scenario: CalculatorScenario) throws {
        do {
            let answer = try scenario.answer()
            #expect(scenario.problems == nil && scenario.gap == nil, "it should not be computed")
            for (key, expected) in scenario.result ?? [:] {
                #expect(answer.figure(key)?.plain == expected, "\(key)")
            }
            for (key, wrong) in scenario.wrong ?? [:] {
                #expect(try #require(answer.figure(key)).plain != wrong, "\(key)")
            }
            for note in scenario.notes ?? [] { #expect(answer.result.notes.contains(note), "\(answer.result.notes)") }
            if let isUnverified = scenario.isUnverified { #expect(answer.isUnverified == isUnverified) }
            if let isProvisional = scenario.isProvisional { #expect(answer.result.isProvisional == isProvisional) }
        } catch let refusal as CalculatorRefusal {
            #expect(scenario.result == nil && scenario.wrong == nil, "\(refusal.problems)")
            if let gap = scenario.gap { #expect(refusal.gap?.key == gap) }
            if let problems = scenario.problems {
                let found = Dictionary(refusal.problems.map { ($0.field, $0.sentence) }) { $0 + $1 }
                #expect(found == problems)
            }
        }
    }

    @Test func `every calculator has a worked example`() {
        let shown = Set(CalculatorScenario.all.filter { $0.result != nil }.map(\.calculator))
        #expect(Set(CalculatorCatalogue.all.map(\.name)).subtracting(shown).isEmpty)
    }
}

extension PolicyOfTests {
    private static let books = Result { (shipped: try PolicyFolder.book(), fictional: try fictional()) }

    /// The book that a region stands in: that which ships, or the fictional one.
    static func book(with region: Region) throws -> PolicyBook {
        let books = try books.get()
        return books.shipped.regions[region] == nil ? books.fictional : books.shipped
    }
}
