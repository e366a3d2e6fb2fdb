package import Basics
import Casework

/// What came of a refund order: paid out whole, or not at all.
package struct BankRefundResult: PartnerRequest {
    package typealias Answer = Received
    package static let endpoint = Endpoint(.bank, "refund-result", "退款结果", to: .platform)

    package enum Outcome: Hashable, Sendable {
        /// - Parameter bankReference: the bank's own number of the movement.
        case paid(bankReference: String)
        case failed(PartnerRefusal)
    }

    package let orderNumber: String
    /// The day on which it was paid out, or could not be.
    package let answeredOn: Day
    package let outcome: Outcome

    package init(orderNumber: String, answeredOn: Day, outcome: Outcome) {
        self.orderNumber = orderNumber
        self.answeredOn = answeredOn
        self.outcome = outcome
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["orderNumber"].documentNumber(orderNumber)
        switch outcome {
        case .paid(let reference): try path["bankReference"].documentNumber(reference)
        case .failed(let failure): try failure.check(path["failure"])
        }
    }
}

extension BankRefundResult: Codable {
    private enum CodingKeys: CodingKey {
        case orderNumber, answeredOn, outcome, bankReference, failure
    }

    private enum OutcomeName: String, Codable {
        case paid, failed
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.orderNumber = try fields.decode(String.self, forKey: .orderNumber)
        self.answeredOn = try fields.decode(Day.self, forKey: .answeredOn)
        let reference = try fields.decodeIfPresent(String.self, forKey: .bankReference)
        let failure = try fields.decodeIfPresent(PartnerRefusal.self, forKey: .failure)
        self.outcome =
            switch try fields.decode(OutcomeName.self, forKey: .outcome) {
            case .paid: .paid(bankReference: try fields.required(reference, .bankReference))
            case .failed: .failed(try fields.required(failure, .failure))
            }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(orderNumber, forKey: .orderNumber)
        try fields.encode(answeredOn, forKey: .answeredOn)
        switch outcome {
        case .paid(let reference):
            try fields.encode(OutcomeName.paid, forKey: .outcome)
            try fields.encode(reference, forKey: .bankReference)
        case .failed(let failure):
            try fields.encode(OutcomeName.failed, forKey: .outcome)
            try fields.encode(failure, forKey: .failure)
        }
    }
}
