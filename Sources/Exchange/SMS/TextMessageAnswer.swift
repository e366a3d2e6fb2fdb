/// Whether a message was taken for sending; that does not mean delivered.
package enum TextMessageAnswer: PartnerMessage {
    case accepted(messageNumber: String)
    case refused(PartnerRefusal)

    package static let contract = "sms/message-answer"

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        switch self {
        case .accepted(let number): try path["messageNumber"].documentNumber(number)
        case .refused(let refusal): try refusal.check(path["refusal"])
        }
    }
}

extension TextMessageAnswer: Codable {
    private enum CodingKeys: CodingKey {
        case outcome, messageNumber, refusal
    }

    private enum Outcome: String, Codable {
        case accepted, refused
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let number = try fields.decodeIfPresent(String.self, forKey: .messageNumber)
        let refusal = try fields.decodeIfPresent(PartnerRefusal.self, forKey: .refusal)
        switch try fields.decode(Outcome.self, forKey: .outcome) {
        case .accepted: self = .accepted(messageNumber: try fields.required(number, .messageNumber))
        case .refused: self = .refused(try fields.required(refusal, .refusal))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .accepted(let number):
            try fields.encode(Outcome.accepted, forKey: .outcome)
            try fields.encode(number, forKey: .messageNumber)
        case .refused(let refusal):
            try fields.encode(Outcome.refused, forKey: .outcome)
            try fields.encode(refusal, forKey: .refusal)
        }
    }
}
