package import Basics
import Casework

/// A person was added or stopped here, or earns another wage, so their medical and maternity insurance follow (参保变动通知).
/// Medical insurance takes it in at once and decides later, by an ``MedicalEnrolmentAnswer``.
package struct MedicalEnrolmentNotice: PartnerRequest {
    package typealias Answer = Received
    package static let endpoint = Endpoint(.medical, "enrolment-notice", "参保变动通知", to: .partner)

    package enum Change: Hashable, Sendable {
        /// From the first month charged, with the monthly wage as declared, before floor and ceiling.
        case add(startMonth: Month, declaredWage: Money)
        /// Through the last month charged.
        case stop(lastMonth: Month)
        /// Another wage of somebody who was added before, from the first month charged by it.
        case wage(startMonth: Month, declaredWage: Money)
    }

    package struct Person: Hashable, Sendable, Codable {
        package let name: String
        /// The social security number.
        package let number: String

        package init(name: String, number: String) {
            self.name = name
            self.number = number
        }
    }

    package struct Employer: Hashable, Sendable, Codable {
        package let creditCode: String
        package let name: String

        package init(creditCode: String, name: String) {
            self.creditCode = creditCode
            self.name = name
        }
    }

    package let noticeNumber: String
    /// The business day on which it was decided here; both books are compared by it.
    package let noticedOn: Day
    package let person: Person
    package let employer: Employer
    package let change: Change

    package init(noticeNumber: String, noticedOn: Day, person: Person, employer: Employer, change: Change) {
        self.noticeNumber = noticeNumber
        self.noticedOn = noticedOn
        self.person = person
        self.employer = employer
        self.change = change
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["noticeNumber"].documentNumber(noticeNumber)
        try path["person"]["name"].plain(person.name, upTo: 50)
        try path["person"]["number"].socialSecurityNumber(person.number)
        try path["employer"]["creditCode"].creditCode(employer.creditCode)
        try path["employer"]["name"].plain(employer.name, upTo: 100)
        switch change {
        case .add(_, let wage), .wage(_, let wage): try path["declaredWage"].amount(wage, .notNegative)
        case .stop: break
        }
    }
}

extension MedicalEnrolmentNotice {
    package enum Action: String, Codable, Hashable, Sendable {
        case add, stop, wage
    }
}

extension MedicalEnrolmentNotice.Change {
    package var action: MedicalEnrolmentNotice.Action {
        switch self {
        case .add: .add
        case .stop: .stop
        case .wage: .wage
        }
    }

    package var month: Month {
        switch self {
        case .add(let month, _), .stop(let month), .wage(let month, _): month
        }
    }

    package var declaredWage: Money? {
        switch self {
        case .add(_, let wage), .wage(_, let wage): wage
        case .stop: nil
        }
    }
}

extension MedicalEnrolmentNotice: Codable {
    private enum CodingKeys: CodingKey {
        case noticeNumber, noticedOn, action, person, employer, startMonth, declaredWage, lastMonth
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.noticeNumber = try fields.decode(String.self, forKey: .noticeNumber)
        self.noticedOn = try fields.decode(Day.self, forKey: .noticedOn)
        self.person = try fields.decode(Person.self, forKey: .person)
        self.employer = try fields.decode(Employer.self, forKey: .employer)
        let startMonth = try fields.decodeIfPresent(Month.self, forKey: .startMonth)
        let wage = try fields.decodeIfPresent(Money.self, forKey: .declaredWage)
        let lastMonth = try fields.decodeIfPresent(Month.self, forKey: .lastMonth)
        self.change =
            switch try fields.decode(Action.self, forKey: .action) {
            case .add:
                .add(
                    startMonth: try fields.required(startMonth, .startMonth),
                    declaredWage: try fields.required(wage, .declaredWage))
            case .stop: .stop(lastMonth: try fields.required(lastMonth, .lastMonth))
            case .wage:
                .wage(
                    startMonth: try fields.required(startMonth, .startMonth),
                    declaredWage: try fields.required(wage, .declaredWage))
            }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(noticeNumber, forKey: .noticeNumber)
        try fields.encode(noticedOn, forKey: .noticedOn)
        try fields.encode(person, forKey: .person)
        try fields.encode(employer, forKey: .employer)
        switch change {
        case .add(let startMonth, let wage):
            try fields.encode(Action.add, forKey: .action)
            try fields.encode(startMonth, forKey: .startMonth)
            try fields.encode(wage, forKey: .declaredWage)
        case .stop(let lastMonth):
            try fields.encode(Action.stop, forKey: .action)
            try fields.encode(lastMonth, forKey: .lastMonth)
        case .wage(let startMonth, let wage):
            try fields.encode(Action.wage, forKey: .action)
            try fields.encode(startMonth, forKey: .startMonth)
            try fields.encode(wage, forKey: .declaredWage)
        }
    }
}
