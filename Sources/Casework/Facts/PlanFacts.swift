package import Basics
package import Records

/// The coverage of an employer's staff in a period that no contribution row bills, or none that stands, in the order of
/// persons and lines.
package struct UnbilledCoverage: Fact {
    package typealias Value = [BillableSpan]
    package let employer: EmployerId
    package let period: Month

    package init(employer: EmployerId, period: Month) {
        self.employer = employer
        self.period = period
    }
}

/// The months in which an employer covered somebody whom no contribution row bills, the earliest first. Coverage that was
/// taken over counts from the month in which the first plan of its region was made here: what was before was declared elsewhere.
package struct MonthsNotBilled: Fact {
    package typealias Value = [MonthNotBilled]
    package let employer: EmployerId
    package let through: Month

    package init(employer: EmployerId, through: Month) {
        self.employer = employer
        self.through = through
    }
}

package struct MonthNotBilled: Hashable, Sendable {
    package let period: Month
    /// Those in which somebody is not billed, whoever keeps their books.
    package let lines: Set<InsuranceLine>

    package init(period: Month, lines: Set<InsuranceLine>) {
        self.period = period
        self.lines = lines
    }
}

/// One person and line to bill for a period, with the wage that holds in it.
package struct BillableSpan: Hashable, Sendable {
    package let person: PersonId
    package let line: InsuranceLine
    package let wage: Money
    package let household: HouseholdKind
    /// The sequence of the row that will bill it: 1, or 2 more for each time that it was billed and reversed.
    package let sequence: Int16

    @inlinable
    package init(
        person: PersonId, line: InsuranceLine, wage: Money, household: HouseholdKind, sequence: Int16 = 1
    ) {
        self.person = person
        self.line = line
        self.wage = wage
        self.household = household
        self.sequence = sequence
    }
}

/// What an employer's plans bill for a period although coverage that it rested on was taken back or ended before, or the
/// wage was: rows that stand, in the order of persons and lines.
package struct RowsOnChangedGrounds: Fact {
    package typealias Value = [RowOnChangedGrounds]
    package let employer: EmployerId
    package let period: Month

    package init(employer: EmployerId, period: Month) {
        self.employer = employer
        self.period = period
    }
}

package struct RowOnChangedGrounds: Hashable, Sendable {
    package let row: ContributionRow
    package let restsOnUnverified: Bool
    /// What covers the person now, if the employer has enrolled them again or another wage holds.
    package let coverage: BillableSpan?

    package init(row: ContributionRow, restsOnUnverified: Bool, coverage: BillableSpan?) {
        self.row = row
        self.restsOnUnverified = restsOnUnverified
        self.coverage = coverage
    }
}

/// The plans of an employer for a period, in their sequence.
package struct PlansOfPeriod: Fact {
    package typealias Value = [ContributionPlan]
    package let employer: EmployerId
    package let period: Month

    package init(employer: EmployerId, period: Month) {
        self.employer = employer
        self.period = period
    }
}

/// When the tax department collects in a month, as it has published.
package struct TaxWindowOfMonth: Fact {
    package typealias Value = TaxWindow?
    package let region: Region
    package let month: Month

    package init(region: Region, month: Month) {
        self.region = region
        self.month = month
    }
}

package struct TaxWindow: Hashable, Sendable, Codable {
    package let opensOn: Day
    package let closesOn: Day

    package init(opensOn: Day, closesOn: Day) {
        self.opensOn = opensOn
        self.closesOn = closesOn
    }
}

/// The plans of an employer that await money, or whose credit is not used up, the oldest first.
package struct OpenPlansOfEmployer: Fact {
    package typealias Value = [OpenPlan]
    package let employer: EmployerId

    package init(_ employer: EmployerId) { self.employer = employer }
}

/// The plan that carries a number.
package struct PlanByNumber: Fact {
    package typealias Value = ContributionPlan?
    package let number: String

    package init(_ number: String) { self.number = number }
}

/// A receipt that is already in the books under the collector's number.
package struct ReceiptByNumber: Fact {
    package typealias Value = Receipt?
    package let number: String

    package init(_ number: String) { self.number = number }
}

/// A person's contributions by month and line, from the earliest to the latest, with what is received of them.
package struct ContributionHistory: Fact {
    package typealias Value = [HistoryRow]
    package let person: PersonId
    package let from: Month
    package let through: Month

    package init(person: PersonId, from: Month, through: Month) {
        self.person = person
        self.from = from
        self.through = through
    }
}

package struct HistoryRow: Hashable, Sendable {
    package let period: Month
    package let employer: EmployerId
    package let employerName: String
    package let row: ContributionRow
    /// The day on which the plan that holds it was received whole; `nil` while it is owed.
    package let receivedOn: Day?
    package let plan: PlanId
    package let restsOnUnverified: Bool

    package init(
        period: Month, employer: EmployerId, employerName: String, row: ContributionRow, receivedOn: Day?,
        plan: PlanId, restsOnUnverified: Bool
    ) {
        self.period = period
        self.employer = employer
        self.employerName = employerName
        self.row = row
        self.receivedOn = receivedOn
        self.plan = plan
        self.restsOnUnverified = restsOnUnverified
    }
}

extension [HistoryRow] {
    /// Those that hold: neither reversed nor reversals.
    package var standing: [HistoryRow] {
        let reversed = Set(filter { $0.row.kind == .reversal }.map { Billed($0, $0.row.sequence - 1) })
        return filter { $0.row.kind != .reversal && !reversed.contains(Billed($0, $0.row.sequence)) }
    }

    private struct Billed: Hashable {
        let period: Month
        let employer: EmployerId
        let line: InsuranceLine
        let sequence: Int16

        init(_ row: HistoryRow, _ sequence: Int16) {
            self.period = row.period
            self.employer = row.employer
            self.line = row.row.line
            self.sequence = sequence
        }
    }
}
