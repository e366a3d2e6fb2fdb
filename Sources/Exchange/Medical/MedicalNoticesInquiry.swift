package import Basics
import Casework

/// Asks which notices of a day medical insurance holds, and what became of each (医保对账).
package struct MedicalNoticesInquiry: DailyStatementInquiry {
    package typealias Answer = MedicalNoticesInquiryAnswer
    package static let endpoint = Endpoint(.medical, "notices-inquiry", "通知对账查询", to: .partner)

    package let noticedOn: Day
    /// The last number of the page before; absent for the first page.
    package let after: String?

    package init(day: Day, after: String?) {
        self.noticedOn = day
        self.after = after
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        if let after { try path["after"].documentNumber(after) }
    }
}
