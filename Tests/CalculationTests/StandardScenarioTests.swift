import Basics
import Policy
import TestSupport
import Testing

/// Published standards of one day, by key, and the figure that a derivation would give where it is wrong.
struct StandardScenario: Decodable, Sendable, CustomTestStringConvertible {
    struct Value: Decodable, Sendable {
        let key: String
        let on: Day?
        let `for`: [String: String]?
        let `is`: Money
        let not: Money?
    }

    /// What somebody at a limit all year has as the sum of the twelve monthly bases.
    struct YearSum: Decodable, Sendable {
        let key: String
        let year: Int
        let `is`: Money
    }

    let name: String
    let source: String
    let region: String
    let on: Day
    let values: [Value]?
    let sums: [YearSum]?

    var testDescription: String { name }

    static let all: [StandardScenario] = ScenarioFolder.read("Standards")
}

struct StandardScenarioTests {
    @Test(arguments: StandardScenario.all)
    func `published standards stand as they were published`(scenario: StandardScenario) throws {
        let policy = try PolicyOfTests.region(scenario.region)
        for value in scenario.values ?? [] {
            let found = try policy.money(
                named: value.key, for: ScenarioFolder.attributes(value.for), on: value.on ?? scenario.on,
                askedBy: "测试"
            ).value
            #expect(found == value.is, "\(value.key)")
            if let wrong = value.not { #expect(found != wrong, "\(value.key)") }
        }
        for sum in scenario.sums ?? [] {
            let months = try (1...12).map { month in
                let day = try #require(Day(year: sum.year, month: month, day: 1))
                return try policy.money(named: sum.key, for: [:], on: day, askedBy: "测试").value
            }
            #expect(months.total == sum.is, "\(sum.year)")
        }
    }
}
