package import Basics

/// A page of the receipts of a day as tax holds them, in the order of their numbers.
package struct ReceiptsInquiryAnswer: DailyStatement {
    package static let contract = "tax/receipts-inquiry-answer"
    /// A page fits into one message.
    package static let receiptsPerPage = 400

    package struct Entry: Codable, Hashable, Sendable {
        package let receiptNumber: String
        package let amount: Money

        package init(receiptNumber: String, amount: Money) {
            self.receiptNumber = receiptNumber
            self.amount = amount
        }
    }

    package let paidOn: Day
    package let receipts: [Entry]
    package let isLast: Bool

    package init(paidOn: Day, receipts: [Entry], isLast: Bool) {
        self.paidOn = paidOn
        self.receipts = receipts
        self.isLast = isLast
    }

    package var day: Day { paidOn }
    package var entries: [Entry] { receipts }

    package static func number(of entry: Entry) -> String { entry.receiptNumber }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["receipts"].require(receipts.count <= Self.receiptsPerPage, "每页最多 \(Self.receiptsPerPage) 笔。")
        for (index, entry) in receipts.enumerated() {
            try path["receipts"][index]["receiptNumber"].documentNumber(entry.receiptNumber)
            try path["receipts"][index]["amount"].amount(entry.amount, .positive)
        }
    }
}
