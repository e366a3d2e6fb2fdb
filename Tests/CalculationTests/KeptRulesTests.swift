import Basics
import Calculation
import Policy
import TestSupport
import Testing

@Suite struct `Rules that were looked up before` {
    private static let book = Result { try PolicyBook(files: PolicyFolder.files(), withDemonstration: true) }

    private func policy() throws -> RegionPolicy {
        try Self.book.get().region(Region(rawValue: "beijing"), askedBy: "测试")
    }

    private func category(_ injuryClass: String, _ household: String) -> ContributionCategory {
        ContributionCategory(.employee, [.injuryClass: injuryClass, .household: household])
    }

    @Test func `cost what they cost when looked up anew, whoever asked in between`() throws {
        let policy = try policy()
        var kept = KeptRules()
        for _ in 1...2 {
            for period in [Month("2024-07"), Month("2025-07"), Month("2026-11")].compactMap(\.self) {
                for (injuryClass, household) in [("1", "localUrban"), ("8", "localUrban"), ("1", "otherRural")] {
                    let category = category(injuryClass, household)
                    let anew = try policy.contributionRule(in: period, for: category)
                    let found = try kept.rule(of: policy, in: period, for: category)
                    for line in anew.lines {
                        #expect(
                            found.amounts(of: line.line, declaredWage: Money(yuan: 9_876))
                                == line.amounts(declaredWage: Money(yuan: 9_876)))
                    }
                    #expect(found.lines.count == anew.lines.count)
                }
            }
        }
    }

    @Test func `a month that policy does not know stays a gap`() throws {
        let policy = try policy()
        var kept = KeptRules()
        for _ in 1...2 {
            #expect(throws: PolicyGap.self) {
                _ = try kept.rule(of: policy, in: #require(Month("2031-01")), for: category("1", "localUrban"))
            }
        }
    }
}
