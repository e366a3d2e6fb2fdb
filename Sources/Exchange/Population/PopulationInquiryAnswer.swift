package import Basics
package import Records

/// What the population register knows of the person that was asked for.
package enum PopulationInquiryAnswer: PartnerMessage {
    case found(RegisteredPerson)
    case notFound
    /// The number is known under another name; whose name is not told.
    case nameMismatch

    package static let contract = "population/inquiry-answer"

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        if case .found(let person) = self { try person.check(path["person"]) }
    }
}

/// A person as the population register holds them.
package struct RegisteredPerson: Hashable, Sendable, Codable {
    package let name: String
    package let number: String
    package let sex: Sex
    package let bornOn: Day
    /// As the household register writes it: `汉族`.
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

    func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["name"].plain(name, upTo: 50)
        try path["number"].citizenNumber(number)
        try path["ethnicity"].plain(ethnicity, upTo: 20)
        try path["household"].require(HouseholdKind.registered.contains(household), "应为户籍登记的户口性质。")
    }
}

extension PopulationInquiryAnswer: Codable {
    private enum CodingKeys: CodingKey {
        case outcome, person
    }

    private enum Outcome: String, Codable {
        case found, notFound, nameMismatch
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let person = try fields.decodeIfPresent(RegisteredPerson.self, forKey: .person)
        switch try fields.decode(Outcome.self, forKey: .outcome) {
        case .found: self = .found(try fields.required(person, .person))
        case .notFound: self = .notFound
        case .nameMismatch: self = .nameMismatch
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .found(let person):
            try fields.encode(Outcome.found, forKey: .outcome)
            try fields.encode(person, forKey: .person)
        case .notFound: try fields.encode(Outcome.notFound, forKey: .outcome)
        case .nameMismatch: try fields.encode(Outcome.nameMismatch, forKey: .outcome)
        }
    }
}
