package import Basics

/// A page of the notices of a day as medical insurance holds them, in the order of their numbers.
package struct MedicalNoticesInquiryAnswer: DailyStatement {
    package static let contract = "medical/notices-inquiry-answer"
    /// A page fits into one message.
    package static let noticesPerPage = 200

    package struct Entry: Codable, Hashable, Sendable {
        package enum State: String, Codable, Hashable, Sendable {
            case pending, accepted, refused
        }

        package let noticeNumber: String
        package let personNumber: String
        package let action: MedicalEnrolmentNotice.Action
        /// The first month charged, of a stop the last.
        package let month: Month
        package let declaredWage: Money?
        package let state: State

        package init(_ notice: MedicalEnrolmentNotice, _ state: State) {
            self.noticeNumber = notice.noticeNumber
            self.personNumber = notice.person.number
            self.action = notice.change.action
            self.month = notice.change.month
            self.declaredWage = notice.change.declaredWage
            self.state = state
        }
    }

    package let noticedOn: Day
    package let notices: [Entry]
    package let isLast: Bool

    package init(noticedOn: Day, notices: [Entry], isLast: Bool) {
        self.noticedOn = noticedOn
        self.notices = notices
        self.isLast = isLast
    }

    package var day: Day { noticedOn }
    package var entries: [Entry] { notices }

    package static func number(of entry: Entry) -> String { entry.noticeNumber }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["notices"].require(notices.count <= Self.noticesPerPage, "每页最多 \(Self.noticesPerPage) 份。")
        for (index, entry) in notices.enumerated() {
            let place = path["notices"][index]
            try place["noticeNumber"].documentNumber(entry.noticeNumber)
            try place["personNumber"].socialSecurityNumber(entry.personNumber)
            if let wage = entry.declaredWage { try place["declaredWage"].amount(wage, .notNegative) }
        }
    }
}
