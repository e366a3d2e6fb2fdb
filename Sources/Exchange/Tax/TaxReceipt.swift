package import Basics
import Casework

/// Money that tax has received from an employer (到账). It may be the bill's total, less, more, or for no bill that we know.
package struct TaxReceipt: PartnerRequest {
    package typealias Answer = Received
    package static let endpoint = Endpoint(.tax, "receipt", "缴费到账通知", to: .platform)

    package enum Channel: String, Hashable, Sendable, CaseIterable, Codable {
        case bankDeduction, onlineBank, counter, remittance
    }

    /// Tax's own number; the same number again is a repeat, whatever its idempotency key.
    package let receiptNumber: String
    package let creditCode: String
    /// As the payer named it, if they did.
    package let planNumber: String?
    package let amount: Money
    package let paidOn: Day
    package let channel: Channel

    package init(
        receiptNumber: String, creditCode: String, planNumber: String?, amount: Money, paidOn: Day, channel: Channel
    ) {
        self.receiptNumber = receiptNumber
        self.creditCode = creditCode
        self.planNumber = planNumber
        self.amount = amount
        self.paidOn = paidOn
        self.channel = channel
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["receiptNumber"].documentNumber(receiptNumber)
        try path["creditCode"].creditCode(creditCode)
        if let planNumber { try path["planNumber"].documentNumber(planNumber) }
        try path["amount"].amount(amount, .positive)
    }
}
