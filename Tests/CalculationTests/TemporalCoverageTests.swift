import Basics
import Calculation
import Policy
import TestSupport
import Testing

/// The time machine: for the first day of every month since a region's earliest there is a value or a gap that is named.
struct TemporalCoverageTests {
    private static let last = Month("2028-12")!
    /// All that a table may ask of an employee; each region looks at what its own tables go by.
    private static let employee: [Attribute: String] = [
        .household: "localUrban", .injuryClass: "2", .injuryClassOfThree: "2", .ownership: "stateOwned",
        .reliefClass: "large", .tier: "100%", Attribute(rawValue: "tradeSize"): "large",
    ]

    private func months(of policy: RegionPolicy) throws -> ClosedRange<Month> {
        let lines = try #require(policy.all.first { $0.key == "region.lines" })
        return lines.spans[0].from.month...Self.last
    }

    private static let regions: [String] = {
        let shipped = try! PolicyFolder.book().regions.keys.map(\.rawValue).sorted()
        return shipped + ["testville"]
    }()

    @Test(arguments: regions, CoverageKind.allCases)
    func `a contribution is a value or a named gap, line by line`(region: String, coverage: CoverageKind) throws {
        let policy = try PolicyOfTests.region(region)
        for month in try months(of: policy) {
            let answers: [LineAnswer]
            do {
                answers = try policy.contributionAnswers(in: month, for: ContributionCategory(coverage, Self.employee))
            } catch {
                try named(error, in: month)
                continue
            }
            for answer in answers {
                switch answer.rule {
                case .success(let rule):
                    let amounts = rule.explained(declaredWage: Money(yuan: 5_000))
                    #expect(amounts.value.employer >= .zero && amounts.value.person >= .zero)
                    #expect(!amounts.explanation.steps.isEmpty)
                    for citation in amounts.explanation.steps.flatMap(\.citations) {
                        #expect(citation.from <= month.firstDay, "\(region) \(month) \(citation.key)")
                        #expect(citation.through.map { month.firstDay <= $0 } ?? true)
                    }
                case .failure(let gap): try named(gap, in: month)
                }
            }
        }
    }

    @Test(arguments: regions)
    func `a late fee is a value or a named gap`(region: String) throws {
        let policy = try PolicyOfTests.region(region)
        for month in try months(of: policy) {
            for line in ["pension", "unemployment", "medical", "workInjury", "maternity"] {
                do {
                    let fee = try policy.lateFee(
                        on: Money(yuan: 10_000), for: month, dueOn: month.lastDay,
                        paidOn: month.lastDay.adding(days: 40),
                        attributes: [.line: line])
                    #expect(fee.value.amount > .zero || fee.value.firstDay > month.lastDay.adding(days: 1))
                } catch {
                    try named(error, in: month)
                }
            }
        }
    }

    private func named(_ gap: PolicyGap, in month: Month) throws {
        #expect(!gap.name.isEmpty && !gap.regionName.isEmpty)
        let sentence = gap.sentence
        #expect(sentence.hasPrefix("缴费核定需要") || sentence.hasPrefix("滞纳金计算需要"), "\(month): \(sentence)")
        #expect(sentence.hasSuffix("补充资料之前，这一项无法确定。"), "\(month): \(sentence)")
    }

    /// Written down, so that nobody fills or opens a gap unawares.
    @Test(arguments: [
        (CoverageKind.employee, "pension", ["2003-01…2003-03 base.floor"]),
        (.employee, "unemployment", ["2003-01…2003-03 base.floor"]),
        (.employee, "medical", ["2001-04…2007-03 base.floor.medical"]),
        (.employee, "workInjury", ["2004-01…2007-03 base.floor.workInjury"]),
        (.employee, "maternity", ["2005-07…2007-03 base.floor.medical"]),
        (
            .flexible, "pension",
            [
                "1992-10…2009-03 contribution.pension.flexible", "2010-04…2012-03 flexible.tier",
                "2013-04…2019-04 flexible.tier",
            ]
        ),
        (
            .flexible, "unemployment",
            [
                "1994-06…2009-03 contribution.unemployment.flexible", "2010-04…2012-03 flexible.tier",
                "2013-04…2021-06 contribution.unemployment.flexible",
            ]
        ),
        (
            .flexible, "medical",
            [
                "2001-04…2009-03 contribution.medical.flexible", "2010-04…2012-03 medical.base.flexible",
                "2013-04…2021-06 contribution.medical.flexible",
            ]
        ),
    ])
    func `Beijing has these gaps and no others`(coverage: CoverageKind, line: String, gaps: [String]) throws {
        let policy = try PolicyOfTests.region("beijing")
        var found: [(first: Month, last: Month, key: String)] = []
        for month in Month("1992-10")!...Month("2027-06")! {
            let answers = try policy.contributionAnswers(in: month, for: ContributionCategory(coverage, Self.employee))
            guard case .failure(let gap) = answers.first(where: { $0.definition.key == line })?.rule else { continue }
            if let open = found.last, open.last.next == month, open.key == gap.key {
                found[found.count - 1].last = month
            } else {
                found.append((month, month, gap.key))
            }
        }
        #expect(found.map { "\($0.first)…\($0.last) \($0.key)" } == gaps)
    }
}
