package import Basics
import Casework

/// What medical insurance decided on a notice. Where it refuses, the employer has to file there (医保反馈不成功的，需通过医保途径另行申报).
package struct MedicalEnrolmentAnswer: PartnerRequest {
    package typealias Answer = Received
    package static let endpoint = Endpoint(.medical, "enrolment-answer", "参保变动处理结果", to: .platform)

    package enum Outcome: Hashable, Sendable {
        case accepted
        case refused(PartnerRefusal)
    }

    package let noticeNumber: String
    package let answeredOn: Day
    package let outcome: Outcome

    package init(noticeNumber: String, answeredOn: Day, outcome: Outcome) {
        self.noticeNumber = noticeNumber
        self.answeredOn = answeredOn
        self.outcome = outcome
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["noticeNumber"].documentNumber(noticeNumber)
        if case .refused(let refusal) = outcome { try refusal.check(path["refusal"]) }
    }
}

extension MedicalEnrolmentAnswer: Codable {
    private enum CodingKeys: CodingKey {
        case noticeNumber, answeredOn, outcome, refusal
    }

    private enum OutcomeName: String, Codable {
        case accepted, refused
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.noticeNumber = try fields.decode(String.self, forKey: .noticeNumber)
        self.answeredOn = try fields.decode(Day.self, forKey: .answeredOn)
        let refusal = try fields.decodeIfPresent(PartnerRefusal.self, forKey: .refusal)
        self.outcome =
            switch try fields.decode(OutcomeName.self, forKey: .outcome) {
            case .accepted: .accepted
            case .refused: .refused(try fields.required(refusal, .refusal))
            }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(noticeNumber, forKey: .noticeNumber)
        try fields.encode(answeredOn, forKey: .answeredOn)
        switch outcome {
        case .accepted: try fields.encode(OutcomeName.accepted, forKey: .outcome)
        case .refused(let refusal):
            try fields.encode(OutcomeName.refused, forKey: .outcome)
            try fields.encode(refusal, forKey: .refusal)
        }
    }
}
