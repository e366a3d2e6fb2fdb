import Basics
import Calculation
import Policy
import Testing

struct LateFeeTests {
    @Test(arguments: ["2026-10-01", "2026-10-31"])
    func `what is paid in time costs nothing`(paidOn: String) throws {
        let policy = try PolicyOfTests.region("beijing")
        let fee = try policy.lateFee(
            on: Money(yuan: 10_000), for: #require(Month("2026-10")), dueOn: #require(Day("2026-10-31")),
            paidOn: #require(Day(paidOn)))
        #expect(fee.value.days == 0)
        #expect(fee.value.amount == .zero)
    }

    @Test func `each step names the rule that it rests on`() throws {
        let policy = try PolicyOfTests.region("beijing")
        let fee = try policy.lateFee(
            on: Money(yuan: 10_000), for: #require(Month("2026-10")), dueOn: #require(Day("2026-10-31")),
            paidOn: #require(Day("2026-11-30")))
        #expect(fee.explanation.steps.map(\.title) == ["欠缴金额", "滞纳天数", "滞纳金"])
        #expect(fee.explanation.steps[1].working == "2026年11月1日至2026年11月30日，首尾两天都计算")
        #expect(fee.explanation.steps[2].working == "10,000.00 × 0.05% × 30天，四舍五入到分")
        #expect(fee.explanation.steps[2].citations.first?.source == "中华人民共和国社会保险法（2018年修正）")
    }

    @Test func `before 2011-07 the line must be said, and a line without a rule is a gap`() throws {
        let policy = try PolicyOfTests.region("beijing")
        func gap(_ line: String?) throws -> PolicyGap.Cause {
            try #require(throws: PolicyGap.self) {
                try policy.lateFee(
                    on: Money(yuan: 1), for: #require(Month("2010-05")), dueOn: #require(Day("2010-05-25")),
                    paidOn: #require(Day("2010-08-01")), attributes: line.map { [.line: $0] } ?? [:])
            }.cause
        }
        #expect(try gap(nil) == .noEntry(attribute: "险种", asked: ""))
        #expect(try gap("maternity") == .noEntry(attribute: "险种", asked: "maternity"))
    }

    @Test func `a default before the first rule that is known is a gap`() throws {
        let policy = try PolicyOfTests.region("beijing")
        #expect(throws: PolicyGap.self) {
            try policy.lateFee(
                on: Money(yuan: 1), for: #require(Month("1998-12")), dueOn: #require(Day("1998-12-25")),
                paidOn: #require(Day("1999-08-01")), attributes: [.line: "pension"])
        }
    }
}
