package import Basics

/// A person as the record holds them (参保人). Identity numbers, phones and bank accounts are kept apart, in ``PersonIdentity``.
package struct InsuredPerson: Hashable, Sendable {
    package let id: PersonId
    package var number: String
    package var name: String
    package var sex: Sex
    package var bornOn: Day
    package var household: HouseholdKind
    package var ethnicity: String
    package var phone: String?
    /// Counts changes; a change decided on an older version does not commit.
    package var version: Int

    package init(
        id: PersonId, number: String, name: String, sex: Sex, bornOn: Day, household: HouseholdKind, ethnicity: String,
        phone: String?, version: Int
    ) {
        self.id = id
        self.number = number
        self.name = name
        self.sex = sex
        self.bornOn = bornOn
        self.household = household
        self.ethnicity = ethnicity
        self.phone = phone
        self.version = version
    }
}

package enum Sex: String, Hashable, Sendable, CaseIterable, Codable {
    case male, female
}

/// Household registration (户口性质): urban or rural, of this region or another.
package enum HouseholdKind: String, Hashable, Sendable, CaseIterable, Codable {
    case localUrban, localRural, otherUrban, otherRural
}

/// An employer with its own dated credit code (参保单位).
package struct Employer: Hashable, Sendable {
    package let id: EmployerId
    package let region: Region
    package var creditCode: String
    package var name: String
    /// The class of work-injury risk of its trade, as policy numbers them: 1 to 8 since 2015.
    package var injuryClass: Int
    /// The agency branch that it belongs to.
    package var branch: String
    package var registeredOn: Day
    package var version: Int

    package init(
        id: EmployerId, region: Region, creditCode: String, name: String, injuryClass: Int, branch: String,
        registeredOn: Day, version: Int
    ) {
        self.id = id
        self.region = region
        self.creditCode = creditCode
        self.name = name
        self.injuryClass = injuryClass
        self.branch = branch
        self.registeredOn = registeredOn
        self.version = version
    }
}

package struct Enrolment: Hashable, Sendable {}
package struct ContributionPlan: Hashable, Sendable {}
