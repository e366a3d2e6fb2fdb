package import Basics
import Casework

/// An order is not to be carried out any more: a deduction that nobody answers, or an online order that is not to be paid
/// (指令撤销). What was moved before it came stays moved, and is told as ever.
package struct BankOrderCancellation: PartnerRequest {
    package typealias Answer = Received
    package static let endpoint = Endpoint(.bank, "order-cancellation", "指令撤销", to: .partner)

    package let orderNumber: String
    package let creditCode: String
    package let cancelledOn: Day

    package init(orderNumber: String, creditCode: String, cancelledOn: Day) {
        self.orderNumber = orderNumber
        self.creditCode = creditCode
        self.cancelledOn = cancelledOn
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["orderNumber"].documentNumber(orderNumber)
        try path["creditCode"].creditCode(creditCode)
    }
}
