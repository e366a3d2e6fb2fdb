package import Basics
import Casework

/// The bank gives money back that it told of as received: a deduction or payment that did not hold (退回). Its slip is
/// withdrawn with it. Always the whole of one movement.
package struct BankPaymentReturn: PartnerRequest {
    package typealias Answer = Received
    package static let endpoint = Endpoint(.bank, "payment-return", "款项退回通知", to: .platform)

    /// The bank's own number of the return; the same again is a repeat.
    package let returnNumber: String
    /// The movement that it takes back.
    package let bankReference: String
    package let amount: Money
    package let returnedOn: Day
    package let reason: PartnerRefusal

    package init(
        returnNumber: String, bankReference: String, amount: Money, returnedOn: Day, reason: PartnerRefusal
    ) {
        self.returnNumber = returnNumber
        self.bankReference = bankReference
        self.amount = amount
        self.returnedOn = returnedOn
        self.reason = reason
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["returnNumber"].documentNumber(returnNumber)
        try path["bankReference"].documentNumber(bankReference)
        try path["amount"].amount(amount, .positive)
        try reason.check(path["reason"])
    }
}
