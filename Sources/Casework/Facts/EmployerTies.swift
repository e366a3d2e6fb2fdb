package import Basics
package import Records

/// What still ties an employer to the agency, beside its plans: nothing of it may be left when it is deregistered.
package struct TiesOfEmployer: Fact {
    package typealias Value = EmployerTies
    package let employer: EmployerId

    package init(_ employer: EmployerId) { self.employer = employer }
}

package struct EmployerTies: Hashable, Sendable {
    /// People who are enrolled with it, those whose payment is suspended included.
    package let enrolled: Int
    /// Money received of it that no plan has taken.
    package let unallocated: Money
    /// What the bank has been told to pay it, and has not yet answered.
    package let refundUnderWay: Money
    /// Its cases under way, by number; its deregistration itself is none of them.
    package let openCases: [OpenCase]

    package struct OpenCase: Hashable, Sendable {
        package let number: String
        /// By its slug.
        package let matter: String

        package init(number: String, matter: String) {
            self.number = number
            self.matter = matter
        }
    }

    package init(enrolled: Int, unallocated: Money, refundUnderWay: Money, openCases: [OpenCase]) {
        self.enrolled = enrolled
        self.unallocated = unallocated
        self.refundUnderWay = refundUnderWay
        self.openCases = openCases
    }
}

/// What the register of units says of an employer, under the code that it holds today.
package struct UnitOfEmployer: Fact {
    package typealias Value = UnitAnswer
    package let employer: EmployerId

    package init(_ employer: EmployerId) { self.employer = employer }
}

/// The closing of an employer that holds; `nil` for one that goes on.
package struct ClosingOfEmployer: Fact {
    package typealias Value = EmployerClosing?
    package let employer: EmployerId

    package init(_ employer: EmployerId) { self.employer = employer }
}

/// The closing that a case has brought about, unless it was taken back.
package struct ClosingOfCase: Fact {
    package typealias Value = EmployerClosing?
    package let id: CaseId

    package init(_ id: CaseId) { self.id = id }
}
