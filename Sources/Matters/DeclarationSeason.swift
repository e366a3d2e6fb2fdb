package import Basics
package import Policy

/// The months in which the wages of a base year are declared (年度缴费工资申报期): those of today, or the next to come.
package struct DeclarationSeason: Hashable, Sendable {
    /// The first month of the base year that is declared for: `2026-07`.
    package let baseYear: Month
    package let opens: Month
    package let closes: Month
    /// Whether nobody has checked its months.
    package let isUnverified: Bool

    package init(on today: Day, under policy: RegionPolicy) throws(PolicyGap) {
        let purpose = "年度缴费工资申报"
        let first = try policy.value(.wageDeclarationFirstMonth, on: today, askedBy: purpose)
        let last = try policy.value(.wageDeclarationLastMonth, on: today, askedBy: purpose)
        let begins = try policy.value(.baseYearFirstMonth, on: today, askedBy: purpose).value
        let year = today.month.month > last.value ? today.year + 1 : today.year
        closes = Month(validYear: year, month: last.value)
        // From November to January it begins in the year before.
        opens = Month(validYear: first.value > last.value ? year - 1 : year, month: first.value)
        let base = Month(validYear: year, month: begins)
        baseYear = base < opens ? base.adding(months: 12) : base
        isUnverified = !(first.citation.isVerified && last.citation.isVerified)
    }

    package func isOpen(on day: Day) -> Bool { (opens...closes).contains(day.month) }

    /// `2026年度（2026年7月至2027年6月）`
    package var yearText: String {
        "\(baseYear.year)年度（\(baseYear.chinese)至\(baseYear.adding(months: 11).chinese)）"
    }

    /// `2026年6月1日至2026年7月31日`
    package var span: String { "\(opens.firstDay.chinese)至\(closes.lastDay.chinese)" }
}
