package import Basics
import Casework

/// Asks what the bank has moved on a day, in and back out, to lay both books beside each other (银行对账).
package struct BankStatementInquiry: DailyStatementInquiry {
    package typealias Answer = BankStatementInquiryAnswer
    package static let endpoint = Endpoint(.bank, "statement-inquiry", "对账单查询", to: .partner)

    package let movedOn: Day
    /// The last number of the page before; absent for the first page.
    package let after: String?

    package init(day: Day, after: String?) {
        self.movedOn = day
        self.after = after
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        if let after { try path["after"].documentNumber(after) }
    }
}
