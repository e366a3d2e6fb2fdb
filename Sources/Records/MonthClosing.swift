package import Basics

/// A fee period of a region whose books are closed (月结): its report as it stood, and stays.
package struct MonthClosing: Hashable, Sendable {
    package let region: Region
    package let period: Month
    package let closedOn: Day
    /// In the order of lines.
    package let report: [MonthReportLine]

    package init(region: Region, period: Month, closedOn: Day, report: [MonthReportLine]) {
        self.region = region
        self.period = period
        self.closedOn = closedOn
        self.report = report
    }
}

/// What the plans of a period come to in one line, and how much of it is paid.
package struct MonthReportLine: Hashable, Sendable {
    package let line: InsuranceLine
    package let plans: Int
    package let people: Int
    package let unit: Money
    package let personShare: Money
    /// By receipts and by the credits of other plans, less what was paid back.
    package let paid: Money

    package init(
        line: InsuranceLine, plans: Int, people: Int, unit: Money, personShare: Money, paid: Money
    ) {
        self.line = line
        self.plans = plans
        self.people = people
        self.unit = unit
        self.personShare = personShare
        self.paid = paid
    }

    package var total: Money { unit + personShare }
}
