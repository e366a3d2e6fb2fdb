/// A month of a year: a fee period (费款所属期), or the month that a rule is asked for.
package struct Month: Hashable, Comparable, Sendable {
    /// Months since year 0, January; so that months add and subtract as numbers.
    package let index: Int32

    @inlinable
    package init(index: Int32) {
        self.index = index
    }

    package init(validYear year: Int, month: Int) {
        precondition((1...12).contains(month), "months are 1 to 12")
        self.index = Int32(year * 12 + month - 1)
    }

    package init?(year: Int, month: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        self.init(validYear: year, month: month)
    }

    /// The form of the database: `202611`. `nil` if there is no such month.
    package init?(yyyymm: Int) {
        self.init(year: yyyymm / 100, month: yyyymm % 100)
    }

    /// Reads `YYYY-MM`, nothing else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1])
        else { return nil }
        self.init(year: year, month: month)
    }

    @inlinable
    package static func < (left: Month, right: Month) -> Bool { left.index < right.index }

    package var year: Int { Int(index) / 12 }
    package var month: Int { Int(index) % 12 + 1 }
    package var yyyymm: Int { year * 100 + month }

    package var firstDay: Day { Day(year: year, month: month, day: 1)! }
    package var lastDay: Day { next.firstDay.adding(days: -1) }
    package var next: Month { adding(months: 1) }
    package var previous: Month { adding(months: -1) }

    @inlinable
    package func adding(months: Int) -> Month { Month(index: index + Int32(months)) }

    /// Months from `other` to this month; negative if `other` is later.
    @inlinable
    package func months(since other: Month) -> Int { Int(index - other.index) }

    package func contains(_ day: Day) -> Bool { day.month == self }
}

extension Month: Strideable {
    @inlinable
    package func distance(to other: Month) -> Int { other.months(since: self) }
    @inlinable
    package func advanced(by months: Int) -> Month { adding(months: months) }
}

extension Month: CustomStringConvertible {
    /// `2026-11`.
    package var description: String {
        let padded = String(year)
        return String(repeating: "0", count: 4 - padded.count) + padded + (month < 10 ? "-0" : "-") + String(month)
    }

    /// `2026年11月`.
    package var chinese: String { "\(year)年\(month)月" }
}
