import Basics
import Calculation
import Policy
import TestSupport
import Testing

struct ReliefTests {
    private func line(
        _ code: Int16, of region: String = "beijing", in period: String, _ attributes: [Attribute: String]
    ) throws -> LineRule {
        let rule = try PolicyOfTests.region(region).contributionRule(
            in: #require(Month(period)), for: ContributionCategory(.employee, attributes))
        return try #require(rule.line(InsuranceLine(rawValue: code)))
    }

    private func beijing(_ reliefClass: String? = nil, hardship: String? = nil) -> [Attribute: String] {
        var attributes: [Attribute: String] = [.injuryClass: "1", .household: "localUrban"]
        attributes[Attribute(rawValue: "reliefClass")] = reliefClass
        attributes[Attribute(rawValue: "hardship")] = hardship
        return attributes
    }

    @Test func `the explanation shows what is owed, what a measure remits and what is due`() throws {
        let explained = try line(110, in: "2020-05", beijing("large")).explained(declaredWage: Money(yuan: 10_000))
        let steps = explained.explanation.steps.dropFirst(2).map { "\($0.title)｜\($0.working)｜\($0.result)" }
        #expect(
            steps == [
                "单位缴费｜10,000.00 × 16%，四舍五入到分｜1,600.00",
                "单位缴费减免｜按50%征收｜-800.00",
                "单位缴费实缴｜10,000.00 × 16% × 50%，四舍五入到分｜800.00",
                "个人缴费｜10,000.00 × 8%，四舍五入到分｜800.00",
            ])
        let relief = explained.explanation.steps[3].citations
        #expect(relief.map(\.value) == ["减免划型大型企业：减征50%"])
        #expect(relief.first?.from == Day("2020-02-01") && relief.first?.through == Day("2020-06-30"))
    }

    @Test func `what may be deferred is due as before and says so`() throws {
        let explained = try line(110, in: "2022-04", beijing(hardship: "catering"))
            .explained(declaredWage: Money(yuan: 10_000))
        #expect(explained.value.employer == Money(yuan: 1_600))
        #expect(explained.value.deferrable == Money(yuan: 1_600))
        #expect(explained.explanation.steps.contains { $0.title == "单位缴费可以缓缴" && $0.result == "1,600.00" })
    }

    @Test(arguments: ["2020-01", "2021-01", "2022-03", "2023-04", "2026-11"])
    func `outside its months no measure asks anything or shows anything`(period: String) throws {
        for code in [Int16(110), 210, 410] {
            let explained = try line(code, in: period, beijing()).explained(declaredWage: Money(yuan: 10_000))
            #expect(explained.value.remitted == .zero && explained.value.deferrable == .zero)
            #expect(!explained.explanation.steps.contains { $0.title.contains("减免") || $0.title.contains("缓缴") })
        }
    }

    @Test func `whom a measure is for must be said where it changes what is due`() throws {
        let gap = try #require(throws: PolicyGap.self) { try line(110, in: "2020-05", beijing()) }
        #expect(gap.cause == .noEntry(attribute: "减免划型", asked: ""))
        #expect(try line(110, in: "2022-05", beijing()).amounts(declaredWage: Money(yuan: 10_000)).deferrable == .zero)
    }

    @Test func `until when a late fee is deferred nobody has told, so it is a gap`() throws {
        let gap = try #require(throws: PolicyGap.self) {
            try PolicyOfTests.region("beijing").lateFee(
                on: Money(yuan: 1_000), for: #require(Month("2022-05")), dueOn: #require(Day("2022-05-25")),
                paidOn: #require(Day("2022-08-01")), attributes: [Attribute(rawValue: "hardship"): "retail"])
        }
        #expect(gap.cause == .absent(note: "缓缴的期满日。"))
    }

    @Test func `a measure that is published at run time lies over the line for its days`() throws {
        let text = """
            topic: 临时措施
            heldThrough: 2030-12-31
            sources:
              M: {title: 临时减免措施}
            parameters:
              health.relief:
                name: 健康互助单位缴费的减免
                kind: relief
                values: [{from: 2024-03-01, value: remit 50%, source: M, state: unverified}]
            """
        let measure = Publication(
            number: 1, region: Region(rawValue: "testville"), text: text, author: "甲", approver: "乙",
            from: Day("2024-03-01")!, through: Day("2024-04-30")!,
            publishedAt: Instant(milliseconds: 0))
        let policy = try PolicyOfTests.fictional(publications: [measure]).region(
            Region(rawValue: "testville"), askedBy: "测试")
        let due = try ["2024-02", "2024-03", "2024-04", "2024-05"].map { period in
            let rule = try policy.contributionRule(
                in: #require(Month(period)),
                for: ContributionCategory(
                    .employee, [.household: "localUrban", Attribute(rawValue: "tradeSize"): "large"]))
            return rule.amounts(of: InsuranceLine(rawValue: 902), declaredWage: Money(yuan: 5_000))?.employer.yuanText
        }
        #expect(due == ["200.00", "100.00", "100.00", "200.00"])
    }
}
