package import Basics
import Casework

/// What the bank decided on an agreement, with the account as it opened it for deduction (反馈开户信息).
package struct BankAgreementAnswer: PartnerRequest {
    package typealias Answer = Received
    package static let endpoint = Endpoint(.bank, "agreement-answer", "扣款协议签订结果", to: .platform)

    package enum Outcome: Hashable, Sendable {
        case accepted(Feedback)
        case refused(PartnerRefusal)
    }

    package struct Feedback: Codable, Hashable, Sendable {
        package let agreementNumber: String
        /// Masked.
        package let account: String
        /// Orders may be sent from this day on.
        package let activeOn: Day

        package init(agreementNumber: String, account: String, activeOn: Day) {
            self.agreementNumber = agreementNumber
            self.account = account
            self.activeOn = activeOn
        }
    }

    package let requestNumber: String
    package let answeredOn: Day
    package let outcome: Outcome

    package init(requestNumber: String, answeredOn: Day, outcome: Outcome) {
        self.requestNumber = requestNumber
        self.answeredOn = answeredOn
        self.outcome = outcome
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["requestNumber"].documentNumber(requestNumber)
        switch outcome {
        case .accepted(let feedback):
            try path["feedback"]["agreementNumber"].documentNumber(feedback.agreementNumber)
            try path["feedback"]["account"].maskedAccount(feedback.account)
        case .refused(let refusal): try refusal.check(path["refusal"])
        }
    }
}

extension BankAgreementAnswer: Codable {
    private enum CodingKeys: CodingKey {
        case requestNumber, answeredOn, outcome, feedback, refusal
    }

    private enum OutcomeName: String, Codable {
        case accepted, refused
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.requestNumber = try fields.decode(String.self, forKey: .requestNumber)
        self.answeredOn = try fields.decode(Day.self, forKey: .answeredOn)
        let feedback = try fields.decodeIfPresent(Feedback.self, forKey: .feedback)
        let refusal = try fields.decodeIfPresent(PartnerRefusal.self, forKey: .refusal)
        self.outcome =
            switch try fields.decode(OutcomeName.self, forKey: .outcome) {
            case .accepted: .accepted(try fields.required(feedback, .feedback))
            case .refused: .refused(try fields.required(refusal, .refusal))
            }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(requestNumber, forKey: .requestNumber)
        try fields.encode(answeredOn, forKey: .answeredOn)
        switch outcome {
        case .accepted(let feedback):
            try fields.encode(OutcomeName.accepted, forKey: .outcome)
            try fields.encode(feedback, forKey: .feedback)
        case .refused(let refusal):
            try fields.encode(OutcomeName.refused, forKey: .outcome)
            try fields.encode(refusal, forKey: .refusal)
        }
    }
}
