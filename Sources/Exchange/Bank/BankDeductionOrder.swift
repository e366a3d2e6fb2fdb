package import Basics
import Casework

/// Deduct what a plan leaves to pay, whole or not at all. What came of it follows as ``BankDeductionResult``.
package struct BankDeductionOrder: PartnerRequest {
    package typealias Answer = Received
    package static let endpoint = Endpoint(.bank, "deduction-order", "扣款指令", to: .partner)

    /// The same number is the same order, and is carried out once.
    package let orderNumber: String
    package let agreementNumber: String
    package let creditCode: String
    package let planNumber: String
    package let amount: Money
    package let deductOn: Day

    package init(
        orderNumber: String, agreementNumber: String, creditCode: String, planNumber: String, amount: Money,
        deductOn: Day
    ) {
        self.orderNumber = orderNumber
        self.agreementNumber = agreementNumber
        self.creditCode = creditCode
        self.planNumber = planNumber
        self.amount = amount
        self.deductOn = deductOn
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["orderNumber"].documentNumber(orderNumber)
        try path["agreementNumber"].documentNumber(agreementNumber)
        try path["creditCode"].creditCode(creditCode)
        try path["planNumber"].documentNumber(planNumber)
        try path["amount"].amount(amount, .positive)
    }
}
