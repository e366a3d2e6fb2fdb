package import Basics
import Casework

/// Asks what tax has received on a day, to lay both books beside each other (到账对账). A day of many receipts comes in pages.
package struct ReceiptsInquiry: DailyStatementInquiry {
    package typealias Answer = ReceiptsInquiryAnswer
    package static let endpoint = Endpoint(.tax, "receipts-inquiry", "到账对账查询", to: .partner)

    package let paidOn: Day
    /// The last number of the page before; absent for the first page.
    package let after: String?

    package init(paidOn: Day, after: String?) {
        self.paidOn = paidOn
        self.after = after
    }

    package init(day: Day, after: String?) {
        self.init(paidOn: day, after: after)
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        if let after { try path["after"].documentNumber(after) }
    }
}
