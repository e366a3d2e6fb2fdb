package import Basics

/// What the bank prints on its slip (回单). Accounts are masked: the platform does not learn one that it does not know.
package struct BankSlip: Codable, Hashable, Sendable {
    /// The bank's own number of the movement; the same again is a repeat.
    package let bankReference: String
    /// What was really moved.
    package let amount: Money
    package let paidOn: Day
    /// In Beijing time: `09:30:12`.
    package let paidAt: String
    package let payerName: String
    package let payerAccount: String
    package let payeeAccount: String

    package init(
        bankReference: String, amount: Money, paidOn: Day, paidAt: String, payerName: String, payerAccount: String,
        payeeAccount: String
    ) {
        self.bankReference = bankReference
        self.amount = amount
        self.paidOn = paidOn
        self.paidAt = paidAt
        self.payerName = payerName
        self.payerAccount = payerAccount
        self.payeeAccount = payeeAccount
    }

    func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["bankReference"].documentNumber(bankReference)
        try path["amount"].amount(amount, .positive)
        try path["paidAt"].timeOfDay(paidAt)
        try path["payerName"].plain(payerName, upTo: 100)
        try path["payerAccount"].maskedAccount(payerAccount)
        try path["payeeAccount"].maskedAccount(payeeAccount)
    }
}
