import Basics
import Records
import Testing

@Suite struct CoverageSpanTests {
    @Test func `a span covers its first and its last month`() {
        let span = span("2026-03", "2026-05")
        #expect(
            ["2026-02", "2026-03", "2026-05", "2026-06"].map { span.covers(Month($0)!) } == [false, true, true, false])
        #expect(self.span("2026-03", nil).covers(Month("2099-12")!))
    }

    @Test(arguments: [
        ("2026-01", "2026-03", "2026-03", "2026-04", true), ("2026-01", "2026-03", "2026-04", "2026-06", false),
        ("2026-01", nil, "2026-09", nil, true), ("2026-01", nil, "2025-01", "2025-12", false),
        ("2026-02", "2026-02", "2026-01", nil, true), ("2026-01", "2026-12", "2026-05", "2026-06", true),
    ])
    func `two spans overlap where they share a month`(
        first: String, last: String?, otherFirst: String, otherLast: String?, expected: Bool
    ) {
        let (left, right) = (span(first, last), span(otherFirst, otherLast))
        #expect(left.overlaps(right) == expected)
        #expect(right.overlaps(left) == expected)
    }

    @Test func `a span that was taken back covers nothing and overlaps nothing`() {
        let void = span("2026-11", "2026-10")
        #expect(void.isVoid)
        #expect(!void.covers(Month("2026-10")!) && !void.covers(Month("2026-11")!))
        #expect(!void.overlaps(span("2026-01", nil)))
        #expect(!span("2026-01", nil).overlaps(void))
        #expect(!span("2026-11", "2026-11").isVoid)
    }

    @Test func `two spans overlap if and only if some month is covered by both`() {
        let months = (1...4).map { Month(year: 2026, month: $0)! }
        let ends: [Month?] = months + [nil]
        let spans = months.flatMap { first in ends.filter { $0 == nil || $0! >= first }.map { (first, $0) } }
            .map { CoverageSpan(line: InsuranceLine(rawValue: 110), first: $0, last: $1) }
        for left in spans {
            for right in spans {
                let shared = (1...5).contains { month in
                    left.covers(Month(year: 2026, month: month)!) && right.covers(Month(year: 2026, month: month)!)
                }
                #expect(left.overlaps(right) == shared)
            }
        }
    }

    @Test func `spans of different lines do not overlap`() {
        let injury = CoverageSpan(line: InsuranceLine(rawValue: 410), first: Month("2026-01")!, last: nil)
        #expect(!span("2026-01", nil).overlaps(injury))
    }

    private func span(_ first: String, _ last: String?) -> CoverageSpan {
        CoverageSpan(line: InsuranceLine(rawValue: 110), first: Month(first)!, last: last.map { Month($0)! })
    }
}
