import Basics
import Calculation
import Policy
import TestSupport
import Testing

struct ContributionTests {
    private func beijing(_ period: String, _ coverage: CoverageKind = .employee) throws -> ContributionRule {
        try PolicyOfTests.region("beijing").contributionRule(
            in: #require(Month(period)), for: ContributionCategory(coverage, [.injuryClass: "3"]))
    }

    @Test func `the explanation shows wage, base, items and sum with what each rests on`() throws {
        let line = try #require(try beijing("2025-07").line(InsuranceLine(rawValue: 310)))
        let explained = line.explained(declaredWage: Money(yuan: 5_000))
        let shown = explained.explanation.steps.map { "\($0.title)｜\($0.working)｜\($0.result)" }
        #expect(
            shown == [
                "申报缴费工资｜｜5,000.00",
                "缴费基数｜5,000.00 低于下限 7,162.00，按下限｜7,162.00",
                "单位缴费｜7,162.00 × 9.8%，四舍五入到分｜701.88",
                "个人缴费｜7,162.00 × 2%，四舍五入到分｜143.24",
                "大额医疗互助｜每月定额｜3.00",
                "个人应缴｜个人缴费 + 大额医疗互助｜146.24",
            ])
        let base = explained.explanation.steps[1]
        #expect(base.citations.map(\.key) == ["base.floor", "base.cap"])
        #expect(base.citations[0].file == "beijing/base-limits.yaml")
        #expect(base.citations[0].through == Day("2026-06-30"))
        #expect(!explained.explanation.isUnverified)
    }

    @Test func `with and without explanation the amounts are the same, and so is whether they are verified`() throws {
        var generator = SeededGenerator(seed: 20_261_121)
        for period in ["2025-07", "2026-06", "2026-07", "2027-06"] {
            let rule = try beijing(period)
            for _ in 0..<300 {
                let wage = Money(fen: Int64(generator.next() % 5_000_000))
                for line in rule.lines {
                    let amounts = line.amounts(declaredWage: wage)
                    let explained = line.explained(declaredWage: wage)
                    #expect(explained.value == amounts)
                    #expect(explained.explanation.isUnverified == amounts.isUnverified)
                }
            }
        }
    }

    @Test func `only an amount on an exact half depends on the unverified rule for ties`() throws {
        let line = try #require(try beijing("2025-07").line(InsuranceLine(rawValue: 110)))
        // 16 % of a whole yuan is a whole fen; 16 % of 0.03 yuan more is not, but never a half.
        #expect(!line.amounts(declaredWage: Money(yuan: 7_163)).isUnverified)
        // 8 % of 10,000.0625 would be a half; fen can't say that. 16 % × 7,200.03 = 1,152.0048.
        #expect(!line.amounts(declaredWage: Money(fen: 720_003)).isUnverified)
        // 9.8 % of 7,162.50 is 701.925.
        let medical = try #require(try beijing("2025-07").line(InsuranceLine(rawValue: 310)))
        let tie = medical.explained(declaredWage: Money(fen: 716_250))
        #expect(tie.value.employer.yuanText == "701.93")
        #expect(tie.value.isUnverified)
        #expect(tie.explanation.steps[2].working == "7,162.50 × 9.8%，四舍五入到分（恰为一半，进舍规则未核实）")
    }

    @Test func `the order of lines and people never changes a total`() throws {
        var generator = SeededGenerator(seed: 7)
        let rule = try beijing("2026-03")
        let wages = (0..<500).map { _ in Money(fen: Int64(generator.next() % 6_000_000)) }
        let byPerson = wages.map { wage in rule.lines.map { $0.amounts(declaredWage: wage).total }.total }.total
        let byLine = rule.lines.reversed().map { line in
            wages.shuffled(using: &generator).map { line.amounts(declaredWage: $0).total }.total
        }.total
        #expect(byPerson == byLine)
    }

    @Test func `a split of a month's staff in parts never changes what the employer owes`() throws {
        var generator = SeededGenerator(seed: 11)
        let rule = try beijing("2026-03")
        let wages = (0..<400).map { _ in Money(fen: Int64(generator.next() % 6_000_000)) }
        func owed(_ part: some Sequence<Money>) -> Money {
            part.map { wage in rule.lines.map { $0.amounts(declaredWage: wage).employer }.total }.total
        }
        for cut in [0, 1, 137, 399, 400] {
            #expect(owed(wages[..<cut]) + owed(wages[cut...]) == owed(wages))
        }
    }

    @Test func `a higher wage never costs less, and between the limits the base is the wage`() throws {
        var generator = SeededGenerator(seed: 3)
        for line in try beijing("2025-09").lines {
            var last = Money.zero
            for wage in (0..<300).map({ _ in Money(fen: Int64(generator.next() % 5_000_000)) }).sorted() {
                let amounts = line.amounts(declaredWage: wage)
                #expect(amounts.total >= last)
                #expect(amounts.pooled + amounts.personalAccount == amounts.total)
                if (Money(yuan: 7_162)...Money(yuan: 35_811)).contains(wage) { #expect(amounts.base == wage) }
                last = amounts.total
            }
        }
    }

    /// Asserts no amount, only that no rule is missing in the span that the policy says it covers.
    @Test func `every month that is covered has a rule for every kind of coverage and every risk class`() throws {
        let policy = try PolicyOfTests.region("beijing")
        let (first, last) = (try #require(Month("2025-07")), try #require(Month("2027-06")))
        for period in stride(from: first, through: last, by: 1) {
            for injuryClass in 1...8 {
                let category = ContributionCategory(.employee, [.injuryClass: String(injuryClass)])
                #expect(try policy.contributionRule(in: period, for: category).lines.count == 4)
            }
            #expect(try policy.contributionRule(in: period, for: ContributionCategory(.flexible)).lines.count == 3)
        }
    }

    @Test(arguments: [
        ("1992-09", "缴费核定需要北京市1992年9月1日的“险种”，现有政策资料从1992年10月1日开始。补充资料之前，这一项无法确定。"),
        (
            "2003-02",
            "缴费核定需要北京市2003年2月1日的“缴费基数下限”，现有政策资料没有载明：2003年1月至3月：缴费年度改为4月起，这三个月的数字查无资料。"
                + "补充资料之前，这一项无法确定。"
        ),
        ("2027-07", "缴费核定需要北京市2027年7月1日的“险种”，现有政策资料只到2027年6月30日。补充资料之前，这一项无法确定。"),
    ])
    func `a period outside what is known is a named gap, never the last known value`(
        period: String, sentence: String
    ) throws {
        let gap = try #require(throws: PolicyGap.self) { try beijing(period) }
        #expect(gap.sentence == sentence)
    }

    @Test func `a table asked without its attribute is a gap that says which`() throws {
        let policy = try PolicyOfTests.region("beijing")
        let period = try #require(Month("2025-07"))
        let unsaid = try #require(throws: PolicyGap.self) {
            try policy.contributionRule(in: period, for: ContributionCategory(.employee))
        }
        #expect(unsaid.cause == .noEntry(attribute: "行业风险类别", asked: ""))
        let unknown = try #require(throws: PolicyGap.self) {
            try policy.contributionRule(in: period, for: ContributionCategory(.employee, [.injuryClass: "9"]))
        }
        #expect(unknown.sentence.contains("其中没有“行业风险类别”为“9”的一档。"))
    }

    @Test func `a value that is absent or has ended is a gap with its reason`() throws {
        let policy = try PolicyOfTests.region("testville")
        let category = ContributionCategory(
            .employee, [.household: "localUrban", Attribute(rawValue: "tradeSize"): "large"])
        let absent = try #require(throws: PolicyGap.self) {
            try policy.contributionRule(in: #require(Month("2021-12")), for: category)
        }
        #expect(absent.cause == .absent(note: "办法尚未公布。"))
        let ended = try #require(throws: PolicyGap.self) {
            try policy.contributionRule(in: #require(Month("2025-01")), for: category)
        }
        #expect(ended.cause == .ended(try #require(Day("2025-01-01"))))
    }
}
