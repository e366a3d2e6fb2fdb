import Basics
import Calculation
import Policy
import TestSupport
import Testing

private let beijing = Region(rawValue: "beijing")

struct BeijingTests {
    @Test func `a wage between the limits is charged line by line`() throws {
        let policy = try PolicyFolder.book().region(beijing, askedBy: "测试")
        let rule = try policy.contributionRule(
            in: #require(Month("2026-11")), for: ContributionCategory(.employee, [.injuryClass: "3"]))
        let amounts = rule.lines.map { $0.amounts(declaredWage: Money(yuan: 10_000)) }
        #expect(amounts.map(\.line.rawValue) == [110, 210, 310, 410])
        #expect(amounts.map(\.employer.yuanText) == ["1600.00", "50.00", "980.00", "70.00"])
        #expect(amounts.map(\.person.yuanText) == ["800.00", "50.00", "203.00", "0.00"])
        #expect(amounts.map(\.personalAccount.yuanText) == ["800.00", "0.00", "200.00", "0.00"])
    }
}
