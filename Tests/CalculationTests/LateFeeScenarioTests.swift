import Basics
import Calculation
import Policy
import TestSupport
import Testing

/// One worked example of a late fee, and where a page prints it wrong, the wrong figure.
struct LateFeeScenario: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let source: String
    let region: String
    let line: String?
    let attributes: [String: String]?
    let overdue: Money
    let period: Month
    let dueOn: Day
    let paidOn: Day
    let firstDay: Day?
    let lastDay: Day?
    let days: Int
    let amount: Money
    let not: Money?

    var testDescription: String { name }

    static let all: [LateFeeScenario] = ScenarioFolder.read("LateFees")
}

struct LateFeeScenarioTests {
    @Test(arguments: LateFeeScenario.all)
    func `a worked example of a late fee comes out to the fen`(scenario: LateFeeScenario) throws {
        var attributes = ScenarioFolder.attributes(scenario.attributes)
        attributes[.line] = scenario.line
        let fee = try PolicyOfTests.region(scenario.region).lateFee(
            on: scenario.overdue, for: scenario.period, dueOn: scenario.dueOn, paidOn: scenario.paidOn,
            attributes: attributes
        ).value
        #expect(fee.days == scenario.days)
        #expect(fee.amount == scenario.amount)
        if let wrong = scenario.not { #expect(fee.amount != wrong) }
        if let first = scenario.firstDay { #expect(fee.firstDay == first) }
        if let last = scenario.lastDay { #expect(fee.lastDay == last) }
    }
}
