import Basics
import Calculation
import Foundation
import Policy
import TestSupport
import Testing
import Yams

/// One worked example: a region, a month, who pays on what wage, and what comes out line by line.
struct ContributionScenario: Decodable, Sendable, CustomTestStringConvertible {
    struct Amounts: Decodable, Sendable {
        let base: Money
        let employer: Money
        let person: Money
        let personalAccount: Money
        let remitted: Money?
        let deferrable: Money?
    }

    struct Total: Decodable, Sendable {
        let employer: Money
        let person: Money
    }

    let name: String
    let source: String
    let region: String
    let period: Month
    let coverage: CoverageKind
    let attributes: [String: String]?
    let wage: Money
    let isUnverified: Bool?
    let total: Total?
    /// By the line's key.
    let lines: [String: Amounts]

    var testDescription: String { name }

    static let all: [ContributionScenario] = ScenarioFolder.read("Scenarios")
}

struct ContributionScenarioTests {
    @Test(arguments: ContributionScenario.all)
    func `a worked example comes out line by line`(scenario: ContributionScenario) throws {
        let policy = try PolicyOfTests.region(scenario.region)
        let category = ContributionCategory(scenario.coverage, ScenarioFolder.attributes(scenario.attributes))
        let rule = try policy.contributionRule(in: scenario.period, for: category)
        #expect(Set(rule.lines.map(\.definition.key)) == Set(scenario.lines.keys))
        for line in rule.lines {
            let found = line.amounts(declaredWage: scenario.wage)
            let expected = try #require(scenario.lines[line.definition.key])
            #expect(found.base == expected.base, "\(line.definition.name)")
            #expect(found.employer == expected.employer, "\(line.definition.name)")
            #expect(found.person == expected.person, "\(line.definition.name)")
            #expect(found.personalAccount == expected.personalAccount, "\(line.definition.name)")
            #expect(found.remitted == expected.remitted ?? .zero, "\(line.definition.name)")
            #expect(found.deferrable == expected.deferrable ?? .zero, "\(line.definition.name)")
        }
        let amounts = rule.lines.map { $0.amounts(declaredWage: scenario.wage) }
        if let total = scenario.total {
            #expect(amounts.map(\.employer).total == total.employer)
            #expect(amounts.map(\.person).total == total.person)
        }
        if let isUnverified = scenario.isUnverified {
            #expect(amounts.contains(where: \.isUnverified) == isUnverified)
        }
    }
}

/// A folder of worked examples beside these tests.
enum ScenarioFolder {
    static func read<Scenario: Decodable>(_ folder: String) -> [Scenario] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: folder)
        let names = try! FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        return names.map { name in
            let text = try! String(contentsOf: folder.appending(path: name), encoding: .utf8)
            return try! YAMLDecoder().decode(Scenario.self, from: text)
        }
    }

    static func attributes(_ written: [String: String]?) -> [Attribute: String] {
        Dictionary(uniqueKeysWithValues: (written ?? [:]).map { (Attribute(rawValue: $0.key), $0.value) })
    }
}

/// The policy that ships and the fictional regions of these tests.
enum PolicyOfTests {
    static func region(_ name: String) throws -> RegionPolicy {
        let region = Region(rawValue: name)
        if let shipped = try PolicyFolder.book().regions[region] { return shipped }
        return try fictional().region(region, askedBy: "测试")
    }

    static func fictional(publications: [Publication] = []) throws -> PolicyBook {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Policy")
        let files = try ["examples", "formula", "testville"].map { name in
            let path = "\(name)/\(name).yaml"
            return PolicyFile(
                path: path, text: try String(contentsOf: folder.appending(path: path), encoding: .utf8))
        }
        return try PolicyBook(files: files, publications: publications, requiring: [])
    }
}
