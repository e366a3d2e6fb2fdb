package import Basics
import Casework

/// What came of a deduction order.
package struct BankDeductionResult: PartnerRequest {
    package typealias Answer = Received
    package static let endpoint = Endpoint(.bank, "deduction-result", "扣款结果", to: .platform)

    package enum Outcome: Hashable, Sendable {
        case done(BankSlip)
        case failed(PartnerRefusal)
    }

    package let orderNumber: String
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
        case .done(let slip): try slip.check(path["slip"])
        case .failed(let failure): try failure.check(path["failure"])
        }
    }
}

extension BankDeductionResult: Codable {
    private enum CodingKeys: CodingKey {
        case orderNumber, answeredOn, outcome, slip, failure
    }

    private enum OutcomeName: String, Codable {
        case done, failed
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.orderNumber = try fields.decode(String.self, forKey: .orderNumber)
        self.answeredOn = try fields.decode(Day.self, forKey: .answeredOn)
        let slip = try fields.decodeIfPresent(BankSlip.self, forKey: .slip)
        let failure = try fields.decodeIfPresent(PartnerRefusal.self, forKey: .failure)
        self.outcome =
            switch try fields.decode(OutcomeName.self, forKey: .outcome) {
            case .done: .done(try fields.required(slip, .slip))
            case .failed: .failed(try fields.required(failure, .failure))
            }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(orderNumber, forKey: .orderNumber)
        try fields.encode(answeredOn, forKey: .answeredOn)
        switch outcome {
        case .done(let slip):
            try fields.encode(OutcomeName.done, forKey: .outcome)
            try fields.encode(slip, forKey: .slip)
        case .failed(let failure):
            try fields.encode(OutcomeName.failed, forKey: .outcome)
            try fields.encode(failure, forKey: .failure)
        }
    }
}
