package import Basics

/// A page of what the bank has moved on a day, in the order of its numbers.
package struct BankStatementInquiryAnswer: DailyStatement {
    package static let contract = "bank/statement-inquiry-answer"
    /// A page fits into one message.
    package static let movementsPerPage = 400

    package struct Entry: Codable, Hashable, Sendable {
        /// Of the movement, or of its return.
        package let bankReference: String
        /// Negative for money that went back.
        package let amount: Money

        package init(bankReference: String, amount: Money) {
            self.bankReference = bankReference
            self.amount = amount
        }
    }

    package let movedOn: Day
    package let movements: [Entry]
    package let isLast: Bool

    package init(movedOn: Day, movements: [Entry], isLast: Bool) {
        self.movedOn = movedOn
        self.movements = movements
        self.isLast = isLast
    }

    package var day: Day { movedOn }
    package var entries: [Entry] { movements }

    package static func number(of entry: Entry) -> String { entry.bankReference }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["movements"].require(
            movements.count <= Self.movementsPerPage, "每页最多 \(Self.movementsPerPage) 笔。")
        for (index, entry) in movements.enumerated() {
            try path["movements"][index]["bankReference"].documentNumber(entry.bankReference)
            try path["movements"][index]["amount"].amount(entry.amount, .any)
            try path["movements"][index]["amount"].require(!entry.amount.isZero, "金额不能为零。")
        }
    }
}
