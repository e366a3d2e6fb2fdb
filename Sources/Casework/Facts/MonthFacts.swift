package import Basics
package import Records

/// The day on which the books of a period were closed; `nil` while they are open.
package struct ClosingOfMonth: Fact {
    package typealias Value = Day?
    package let region: Region
    package let period: Month

    package init(region: Region, period: Month) {
        self.region = region
        self.period = period
    }
}

/// How a period of a region stands before it is closed or opened again.
package struct StandingOfMonth: Fact {
    package typealias Value = MonthStanding
    package let region: Region
    package let period: Month

    package init(region: Region, period: Month) {
        self.region = region
        self.period = period
    }
}

package struct MonthStanding: Hashable, Sendable {
    package let closedOn: Day?
    /// Whether a monthly assessment of it is under way.
    package let isBeingAssessed: Bool
    /// The earliest period before it that has plans and is open.
    package let earlierOpen: Month?
    /// The latest period after it that is closed.
    package let laterClosed: Month?
    package let report: [MonthReportLine]
    package let open: OpenItems

    /// What is still to be seen to. None of it keeps a month open; whoever closes it has seen it.
    package struct OpenItems: Hashable, Sendable {
        /// Employers with people covered and no plan.
        package let employersWithoutPlan: Int
        package let plansNotPaid: Int
        /// Of the whole region, whatever month the money is for.
        package let unallocatedReceipts: Int
        package let receiptDifferences: Int

        package init(
            employersWithoutPlan: Int, plansNotPaid: Int, unallocatedReceipts: Int, receiptDifferences: Int
        ) {
            self.employersWithoutPlan = employersWithoutPlan
            self.plansNotPaid = plansNotPaid
            self.unallocatedReceipts = unallocatedReceipts
            self.receiptDifferences = receiptDifferences
        }
    }

    package init(
        closedOn: Day?, isBeingAssessed: Bool, earlierOpen: Month?, laterClosed: Month?, report: [MonthReportLine],
        open: OpenItems
    ) {
        self.closedOn = closedOn
        self.isBeingAssessed = isBeingAssessed
        self.earlierOpen = earlierOpen
        self.laterClosed = laterClosed
        self.report = report
        self.open = open
    }
}
