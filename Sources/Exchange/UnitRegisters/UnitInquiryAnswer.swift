package import Casework

/// What a register knows of the unit that was asked for.
package enum UnitInquiryAnswer: PartnerMessage {
    case found(SharedUnit)
    case notFound

    package static let contract = "common/unit-inquiry-answer"

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        if case .found(let unit) = self { try unit.check(path["unit"]) }
    }
}

extension UnitInquiryAnswer: Codable {
    private enum CodingKeys: CodingKey {
        case outcome, unit
    }

    private enum Outcome: String, Codable {
        case found, notFound
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let unit = try fields.decodeIfPresent(SharedUnit.self, forKey: .unit)
        switch try fields.decode(Outcome.self, forKey: .outcome) {
        case .found: self = .found(try fields.required(unit, .unit))
        case .notFound: self = .notFound
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .found(let unit):
            try fields.encode(Outcome.found, forKey: .outcome)
            try fields.encode(unit, forKey: .unit)
        case .notFound: try fields.encode(Outcome.notFound, forKey: .outcome)
        }
    }
}

extension SharedUnit {
    func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["creditCode"].creditCode(creditCode)
        try path["name"].plain(name, upTo: 100)
        try path["type"].plain(type, upTo: 60)
        try path["authority"].plain(authority, upTo: 60)
        try path["head"]["name"].plain(head.name, upTo: 50)
        try path["head"]["number"].identityDocument(head.number)
        try path["address"].plain(address, upTo: 200)
        if let scope { try path["scope"].plain(scope, upTo: 2_000) }
        if let industry { try path["industry"].industry(industry) }
        if let contact {
            try path["contact"]["name"].plain(contact.name, upTo: 50)
            try path["contact"]["phone"].mobilePhone(contact.phone)
        }
        try path["revision"].count(revision, from: 1)
    }
}
