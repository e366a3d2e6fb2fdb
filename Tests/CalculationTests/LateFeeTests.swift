import Basics
import Calculation
import Policy
import Testing

struct LateFeeTests {
    @Test func `ten thousand yuan thirty days overdue cost 150 yuan`() throws {
        let policy = try PolicyOfTests.region("beijing")
        // E29 (dfrcl.cn): due on the last day of October, paid on the 30th day after it.
        let fee = try policy.lateFee(
            on: Money(yuan: 10_000), for: #require(Month("2026-10")), dueOn: #require(Day("2026-10-31")),
            paidOn: #require(Day("2026-11-30")))
        #expect(fee.value.days == 30)
        #expect(fee.value.amount == Money(yuan: 150))
        #expect(fee.explanation.isUnverified)
    }

    @Test func `1000 yuan for thirty days cost 15 yuan, not the 1.50 that a page prints`() throws {
        // X2 (m.fansifence.com/3311.html).
        let policy = try PolicyOfTests.region("beijing")
        let fee = try policy.lateFee(
            on: Money(yuan: 1_000), for: #require(Month("2026-10")), dueOn: #require(Day("2026-10-31")),
            paidOn: #require(Day("2026-11-30")))
        #expect(fee.value.amount.yuanText == "15.00")
    }

    @Test func `from 1 March to 9 April 2017 both ends counted are 40 days, not 39`() throws {
        // X1 (marysdolls.com): the page counts 39 days against its own formula and prints 22.27.
        let policy = try PolicyOfTests.region("examples")
        let fee = try policy.lateFee(
            on: Money(yuan: 1_142), for: #require(Month("2017-01")), dueOn: #require(Day("2017-02-15")),
            paidOn: #require(Day("2017-04-10")))
        #expect(fee.value.firstDay == Day("2017-03-01"))
        #expect(fee.value.lastDay == Day("2017-04-09"))
        #expect(fee.value.days == 40)
        #expect(fee.value.amount.yuanText == "22.84")
    }

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

    @Test func `a default before the first rule that is known is a gap`() throws {
        let policy = try PolicyOfTests.region("beijing")
        #expect(throws: PolicyGap.self) {
            try policy.lateFee(
                on: Money(yuan: 1), for: #require(Month("2011-05")), dueOn: #require(Day("2011-05-25")),
                paidOn: #require(Day("2011-08-01")))
        }
    }
}
