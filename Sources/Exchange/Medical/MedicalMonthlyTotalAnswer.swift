/// The total that was asked for, if medical insurance has one.
package enum MedicalMonthlyTotalAnswer: PartnerMessage {
    case available(MedicalMonthlyTotal)
    case notAvailable

    package static let contract = "medical/monthly-total-answer"

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        if case .available(let total) = self { try total.check(path["total"]) }
    }
}

extension MedicalMonthlyTotalAnswer: Codable {
    private enum CodingKeys: CodingKey {
        case outcome, total
    }

    private enum Outcome: String, Codable {
        case available, notAvailable
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let total = try fields.decodeIfPresent(MedicalMonthlyTotal.self, forKey: .total)
        switch try fields.decode(Outcome.self, forKey: .outcome) {
        case .available: self = .available(try fields.required(total, .total))
        case .notAvailable: self = .notAvailable
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .available(let total):
            try fields.encode(Outcome.available, forKey: .outcome)
            try fields.encode(total, forKey: .total)
        case .notAvailable: try fields.encode(Outcome.notAvailable, forKey: .outcome)
        }
    }
}
