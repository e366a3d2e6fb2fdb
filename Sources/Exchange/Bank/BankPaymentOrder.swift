package import Basics
import Casework

/// An employer is about to pay a plan at its online bank (网银缴费). The money is told of by ``BankPaymentNotice``.
package struct BankPaymentOrder: PartnerRequest {
    package typealias Answer = Received
    package static let endpoint = Endpoint(.bank, "payment-order", "网银缴费订单", to: .partner)

    package let orderNumber: String
    package let creditCode: String
    package let employerName: String
    package let planNumber: String
    /// What the plan lacks when the order is made.
    package let amount: Money
    /// The last day on which it may be paid.
    package let expiresOn: Day

    package init(
        orderNumber: String, creditCode: String, employerName: String, planNumber: String, amount: Money,
        expiresOn: Day
    ) {
        self.orderNumber = orderNumber
        self.creditCode = creditCode
        self.employerName = employerName
        self.planNumber = planNumber
        self.amount = amount
        self.expiresOn = expiresOn
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["orderNumber"].documentNumber(orderNumber)
        try path["creditCode"].creditCode(creditCode)
        try path["employerName"].plain(employerName, upTo: 100)
        try path["planNumber"].documentNumber(planNumber)
        try path["amount"].amount(amount, .positive)
    }
}
