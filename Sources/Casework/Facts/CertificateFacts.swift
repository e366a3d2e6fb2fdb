package import Basics
package import Records

/// The first month that anything was billed for a person: by anybody, or by one employer.
package struct EarliestMonthHeld: Fact {
    package typealias Value = Month?
    package let person: PersonId
    package let employer: EmployerId?

    package init(person: PersonId, employer: EmployerId? = nil) {
        self.person = person
        self.employer = employer
    }
}

/// What an employer's plans hold of a span, without what was billed and taken back.
package struct EmployerContributions: Fact {
    package typealias Value = EmployerTotals
    package let employer: EmployerId
    package let from: Month
    package let through: Month

    package init(employer: EmployerId, from: Month, through: Month) {
        self.employer = employer
        self.from = from
        self.through = through
    }
}

package struct EmployerTotals: Hashable, Sendable {
    package struct Period: Hashable, Sendable {
        package let period: Month
        package let people: Int
        package let unit: Money
        package let personShare: Money

        package init(period: Month, people: Int, unit: Money, personShare: Money) {
            self.period = period
            self.people = people
            self.unit = unit
            self.personShare = personShare
        }
    }

    package let periods: [Period]
    package let lines: [PlanLineTotal]
    /// Each counted once, however many months.
    package let people: Int
    /// Of the span, the earliest first.
    package let plans: [ContributionPlan]

    package init(periods: [Period], lines: [PlanLineTotal], people: Int, plans: [ContributionPlan]) {
        self.periods = periods
        self.lines = lines
        self.people = people
        self.plans = plans
    }
}

/// A part of the people whom an employer's plans hold in a span, in the order of their keys.
package struct StaffOfCertificate: Fact {
    package typealias Value = [StaffShare]
    /// So many stand on one paper at most.
    package static let peopleOfPart = 200

    package let employer: EmployerId
    package let from: Month
    package let through: Month
    /// From 1.
    package let part: Int

    package init(employer: EmployerId, from: Month, through: Month, part: Int) {
        self.employer = employer
        self.from = from
        self.through = through
        self.part = part
    }
}

/// What one of an employer's people comes to in a span.
package struct StaffShare: Hashable, Sendable {
    package let name: String
    package let number: String
    package let months: Int
    /// Months of which every line is received.
    package let monthsReceived: Int
    package let unit: Money
    package let personShare: Money

    package init(name: String, number: String, months: Int, monthsReceived: Int, unit: Money, personShare: Money) {
        self.name = name
        self.number = number
        self.months = months
        self.monthsReceived = monthsReceived
        self.unit = unit
        self.personShare = personShare
    }
}
