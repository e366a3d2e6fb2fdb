package import Basics
package import Records

/// An employer on record.
package struct EmployerOnRecord: Fact {
    package typealias Value = Employer?
    package let id: EmployerId

    package init(_ id: EmployerId) { self.id = id }
}

/// The employer that holds a credit code today.
package struct EmployerByCreditCode: Fact {
    package typealias Value = Employer?
    package let code: String

    package init(_ code: String) { self.code = code }
}

/// What is registered of an employer at present; `nil` for one that was taken over without its record.
package struct RecordOfEmployer: Fact {
    package typealias Value = EmployerRecord?
    package let id: EmployerId

    package init(_ id: EmployerId) { self.id = id }
}

/// The agency's branches in a region, by their codes.
package struct BranchesOfRegion: Fact {
    package typealias Value = [Branch]
    package let region: Region

    package init(_ region: Region) { self.region = region }
}

/// A person on record.
package struct PersonOnRecord: Fact {
    package typealias Value = InsuredPerson?
    package let id: PersonId

    package init(_ id: PersonId) { self.id = id }
}

/// The person who holds a social security number today.
package struct PersonByNumber: Fact {
    package typealias Value = InsuredPerson?
    package let number: String

    package init(_ number: String) { self.number = number }
}

/// The person who is known by an identity document today.
package struct PersonByDocument: Fact {
    package typealias Value = InsuredPerson?
    package let document: IdentityDocument

    package init(_ document: IdentityDocument) { self.document = document }
}

/// All enrolments of a person, in any region, the latest first.
package struct EnrolmentsOfPerson: Fact {
    package typealias Value = [Enrolment]
    package let person: PersonId

    package init(_ person: PersonId) { self.person = person }
}

/// The enrolment that a case has opened or changed.
package struct EnrolmentOfCase: Fact {
    package typealias Value = Enrolment?
    package let id: CaseId

    package init(_ id: CaseId) { self.id = id }
}

/// What a case has made of an enrolment that was there before; `nil` where it has made nothing, or that was taken back.
package struct AmendmentOfCase: Fact {
    package typealias Value = AmendmentMade?
    package let id: CaseId

    package init(_ id: CaseId) { self.id = id }
}

package struct AmendmentMade: Hashable, Sendable {
    /// As it is now.
    package let enrolment: Enrolment
    package let change: EnrolmentChange
    /// Whether nothing that stands has happened to the enrolment since.
    package let isLatest: Bool
    /// Where it declared another wage: what held before.
    package let wageBefore: WageBefore?

    package init(enrolment: Enrolment, change: EnrolmentChange, isLatest: Bool, wageBefore: WageBefore?) {
        self.enrolment = enrolment
        self.change = change
        self.isLatest = isLatest
        self.wageBefore = wageBefore
    }

    package struct WageBefore: Hashable, Sendable {
        /// The month from which the other wage was declared.
        package let from: Month
        package let amount: Money
        /// Whether it had been declared from that very month on, and not from an earlier one.
        package let isReplaced: Bool

        package init(from: Month, amount: Money, isReplaced: Bool) {
            self.from = from
            self.amount = amount
            self.isReplaced = isReplaced
        }

        /// The declaration that puts it back.
        package var restored: DeclaredWage { DeclaredWage(from: from, amount: isReplaced ? amount : nil) }
    }
}

/// What the population register says of a name and a number.
package struct RegisteredIdentity: Fact {
    package typealias Value = IdentityAnswer
    package let name: String
    package let number: String

    package init(name: String, number: String) {
        self.name = name
        self.number = number
    }
}

/// An answer of the population register, kept with its time; asked before a case is decided, never inside.
package enum IdentityAnswer: Hashable, Sendable {
    case notAsked
    /// Asked, and the register has not answered; the reason is for the staff.
    case silent(since: Instant)
    case found(SharedIdentity, at: Instant)
    /// No such number.
    case notFound(at: Instant)
    /// The number belongs to another name.
    case nameDiffers(at: Instant)
}

/// Shared person data (共享信息).
package struct SharedIdentity: Hashable, Sendable, Codable {
    package let name: String
    package let number: String
    package let sex: Sex
    package let bornOn: Day
    package let ethnicity: String
    package let household: HouseholdKind

    package init(
        name: String, number: String, sex: Sex, bornOn: Day, ethnicity: String, household: HouseholdKind
    ) {
        self.name = name
        self.number = number
        self.sex = sex
        self.bornOn = bornOn
        self.ethnicity = ethnicity
        self.household = household
    }
}
