/// Whether tax has taken a bill in for collection.
package enum TaxBillAnswer: PartnerMessage {
    case acknowledged(billNumber: String)
    case refused(PartnerRefusal)

    package static let contract = "tax/bill-answer"

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        switch self {
        case .acknowledged(let number): try path["billNumber"].documentNumber(number)
        case .refused(let refusal): try refusal.check(path["refusal"])
        }
    }
}

extension TaxBillAnswer: Codable {
    private enum CodingKeys: CodingKey {
        case outcome, billNumber, refusal
    }

    private enum Outcome: String, Codable {
        case acknowledged, refused
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let number = try fields.decodeIfPresent(String.self, forKey: .billNumber)
        let refusal = try fields.decodeIfPresent(PartnerRefusal.self, forKey: .refusal)
        switch try fields.decode(Outcome.self, forKey: .outcome) {
        case .acknowledged: self = .acknowledged(billNumber: try fields.required(number, .billNumber))
        case .refused: self = .refused(try fields.required(refusal, .refusal))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .acknowledged(let number):
            try fields.encode(Outcome.acknowledged, forKey: .outcome)
            try fields.encode(number, forKey: .billNumber)
        case .refused(let refusal):
            try fields.encode(Outcome.refused, forKey: .outcome)
            try fields.encode(refusal, forKey: .refusal)
        }
    }
}
