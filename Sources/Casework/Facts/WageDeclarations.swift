package import Basics
package import Records

/// The wages of an employer's people for base years: who is there, who has been declared for, what has been signed.
package struct WageDeclarations: Fact {
    package typealias Value = DeclaredWages
    package let employer: EmployerId

    package init(_ employer: EmployerId) { self.employer = employer }
}

package struct DeclaredWages: Hashable, Sendable {
    /// Those whose employment and coverage go on, in the order of persons.
    package let staff: [DeclaredPerson]
    /// When the declaration of a base year was signed, by its first month.
    package let signed: [Month: Day]

    package init(staff: [DeclaredPerson], signed: [Month: Day]) {
        self.staff = staff
        self.signed = signed
    }

    package func missing(in baseYear: Month) -> [DeclaredPerson] {
        staff.filter { $0.isDue(in: baseYear) && !$0.hasDeclared(baseYear) }
    }
}

package struct DeclaredPerson: Hashable, Sendable {
    package let person: PersonId
    package let name: String
    package let number: String
    package let wage: Money
    /// The first month of their coverage with the employer.
    package let since: Month
    /// The first month of the base year that was declared last.
    package let lastDeclared: Month?

    package init(
        person: PersonId, name: String, number: String, wage: Money, since: Month, lastDeclared: Month?
    ) {
        self.person = person
        self.name = name
        self.number = number
        self.wage = wage
        self.since = since
        self.lastDeclared = lastDeclared
    }

    /// Whoever joins in the base year itself has declared the wage of their first month.
    package func isDue(in baseYear: Month) -> Bool { since < baseYear }

    package func hasDeclared(_ baseYear: Month) -> Bool { lastDeclared.map { $0 >= baseYear } ?? false }
}
