package import Basics
package import Records

/// What stands in an employer's account over some months.
package struct AccountOfEmployer: Fact {
    package typealias Value = EmployerAccount
    package let employer: EmployerId
    package let from: Month
    package let through: Month

    package init(employer: EmployerId, from: Month, through: Month) {
        self.employer = employer
        self.from = from
        self.through = through
    }
}

/// The people billed for each month and line, without those who were taken back.
package struct StaffHeadcount: Fact {
    package typealias Value = [Month: [InsuranceLine: Int]]
    package let employer: EmployerId
    package let from: Month
    package let through: Month

    package init(employer: EmployerId, from: Month, through: Month) {
        self.employer = employer
        self.from = from
        self.through = through
    }
}

/// The months of an employer that medical insurance has told of.
package struct MedicalMonths: Fact {
    package typealias Value = [Month: MedicalMonth]
    package let employer: EmployerId
    package let from: Month
    package let through: Month

    package init(employer: EmployerId, from: Month, through: Month) {
        self.employer = employer
        self.from = from
        self.through = through
    }
}

/// The earliest month that an employer has a plan for.
package struct EarliestPeriodOfEmployer: Fact {
    package typealias Value = Month?
    package let employer: EmployerId

    package init(_ employer: EmployerId) { self.employer = employer }
}

/// What a plan comes to by line.
package struct LinesOfPlan: Fact {
    package typealias Value = [PlanLineTotal]
    package let plan: PlanId

    package init(_ plan: PlanId) { self.plan = plan }
}

/// What other plans' credits have paid of a plan, or its own of them.
package struct OffsetsOfPlan: Fact {
    package typealias Value = [PlanCredit]
    package let plan: PlanId

    package init(_ plan: PlanId) { self.plan = plan }
}

/// One other plan that a plan is set against.
package struct PlanCredit: Hashable, Sendable {
    package let number: String
    package let period: Month
    /// Positive where the other has paid this one.
    package let amount: Money

    package init(number: String, period: Month, amount: Money) {
        self.number = number
        self.period = period
        self.amount = amount
    }
}

/// What an employer's people come to over some months; only those for whom something stands, and at most ``limit``.
package struct ContributionsOfStaff: Fact {
    package typealias Value = [StaffContribution]
    package let employer: EmployerId
    package let from: Month
    package let through: Month
    package let limit: Int

    package init(employer: EmployerId, from: Month, through: Month, limit: Int) {
        self.employer = employer
        self.from = from
        self.through = through
        self.limit = limit
    }
}
