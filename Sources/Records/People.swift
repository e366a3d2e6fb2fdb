package import Basics

/// A person as the record holds them (参保人).
package struct InsuredPerson: Hashable, Sendable {
    package let id: PersonId
    /// The social security number (社会保障号码): for citizens the identity number (社会保险法 art. 58).
    package var number: String
    package var name: String
    package var sex: Sex
    package var bornOn: Day
    package var household: HouseholdKind
    package var ethnicity: String
    package var phone: String?
    /// By which one is known who has no resident card; `nil` for citizens.
    package var document: HeldDocument?
    /// Counts changes; a change decided on an older version does not commit.
    package var version: Int

    package init(
        id: PersonId, number: String, name: String, sex: Sex, bornOn: Day, household: HouseholdKind, ethnicity: String,
        phone: String?, document: HeldDocument? = nil, version: Int
    ) {
        self.id = id
        self.number = number
        self.name = name
        self.sex = sex
        self.bornOn = bornOn
        self.household = household
        self.ethnicity = ethnicity
        self.phone = phone
        self.document = document
        self.version = version
    }
}

package enum Sex: String, Hashable, Sendable, CaseIterable, Codable {
    case male, female

    package var chinese: String {
        switch self {
        case .male: "男"
        case .female: "女"
        }
    }
}

/// The document of somebody from Hong Kong, Macau, Taiwan or abroad, as the record holds it.
package struct HeldDocument: Hashable, Sendable {
    package let document: IdentityDocument
    package let validThrough: Day?
    /// As the document writes the name in Latin letters; empty if it does not.
    package let latinName: String
    /// Of a foreigner who needs one; empty otherwise.
    package let workPermit: String

    package init(_ document: IdentityDocument, validThrough: Day?, latinName: String, workPermit: String) {
        self.document = document
        self.validThrough = validThrough
        self.latinName = latinName
        self.workPermit = workPermit
    }
}

/// Household registration (户口性质): urban or rural, of this region or another; or none, for whoever is not registered in
/// the mainland.
package enum HouseholdKind: String, Hashable, Sendable, CaseIterable, Codable {
    case localUrban, localRural, otherUrban, otherRural, hongKongMacauTaiwan, foreign

    /// Those of the household register.
    package static let registered: [HouseholdKind] = [.localUrban, .localRural, .otherUrban, .otherRural]

    package var chinese: String {
        switch self {
        case .localUrban: "本市城镇"
        case .localRural: "本市农村"
        case .otherUrban: "外埠城镇"
        case .otherRural: "外埠农村"
        case .hongKongMacauTaiwan: "港澳台居民"
        case .foreign: "外国人"
        }
    }
}

/// An employer under its own credit code (参保单位).
package struct Employer: Hashable, Sendable {
    package let id: EmployerId
    package let region: Region
    package var creditCode: String
    package var name: String
    /// The class of work-injury risk of its trade, as policy numbers them: 1 to 8 since 2015-10. The one registered last;
    /// ``injuryClass(in:)`` says which holds in a month.
    package var injuryClass: Int
    /// The classes that held before it, each through its last month; the earliest first.
    package var earlierClasses: [EarlierClass]
    /// The agency branch that it belongs to.
    package var branch: String
    package var registeredOn: Day
    package var version: Int

    package init(
        id: EmployerId, region: Region, creditCode: String, name: String, injuryClass: Int,
        earlierClasses: [EarlierClass] = [], branch: String, registeredOn: Day, version: Int
    ) {
        self.id = id
        self.region = region
        self.creditCode = creditCode
        self.name = name
        self.injuryClass = injuryClass
        self.earlierClasses = earlierClasses
        self.branch = branch
        self.registeredOn = registeredOn
        self.version = version
    }

    package struct EarlierClass: Hashable, Sendable {
        package let injuryClass: Int
        package let through: Month

        package init(_ injuryClass: Int, through: Month) {
            self.injuryClass = injuryClass
            self.through = through
        }
    }

    /// The class by which the contributions of a month are computed.
    package func injuryClass(in period: Month) -> Int {
        earlierClasses.first { period <= $0.through }?.injuryClass ?? injuryClass
    }
}
