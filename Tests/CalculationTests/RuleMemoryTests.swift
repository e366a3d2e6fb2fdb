import Basics
import Calculation
import Policy
import TestSupport
import Testing

@Suite struct `Rules that were looked up before` {
    private func policy() throws -> RegionPolicy {
        try PolicyBook(files: PolicyFolder.files(), withDemonstration: true)
            .region(Region(rawValue: "beijing"), askedBy: "测试")
    }

    private func category(_ injuryClass: String, _ household: String) -> ContributionCategory {
        ContributionCategory(.employee, [.injuryClass: injuryClass, .household: household])
    }

    @Test func `cost what they cost when looked up anew, whoever asked in between`() throws {
        let periods = [Month("2024-07"), Month("2025-07"), Month("2026-11")].compactMap(\.self)
        let payers = [("1", "localUrban"), ("8", "localUrban"), ("1", "otherRural")]
        let questions = periods.flatMap { period in payers.map { (period, category($0.0, $0.1)) } }
        let (asked, anew) = (try policy(), try policy())
        for (period, category) in questions { _ = try asked.contributionRule(in: period, for: category) }
        for (period, category) in questions.reversed() {
            let found = try asked.contributionRule(in: period, for: category)
            let rule = try anew.contributionRule(in: period, for: category)
            #expect(found.lines.count == rule.lines.count)
            for line in rule.lines {
                #expect(
                    found.amounts(of: line.line, declaredWage: Money(yuan: 9_876))
                        == line.amounts(declaredWage: Money(yuan: 9_876)))
            }
        }
    }

    @Test func `are looked up once, and by each version of the policy for itself`() throws {
        let (policy, period, category) = (try policy(), try #require(Month("2026-11")), category("1", "localUrban"))
        let first = try policy.contributionRule(in: period, for: category)
        #expect(try policy.contributionRule(in: period, for: category) === first)
        #expect(try self.policy().contributionRule(in: period, for: category) !== first)
    }

    @Test func `a month that policy does not know stays a gap`() throws {
        let policy = try policy()
        for _ in 1...2 {
            #expect(throws: PolicyGap.self) {
                _ = try policy.contributionRule(in: #require(Month("2031-01")), for: category("1", "localUrban"))
            }
        }
    }
}
