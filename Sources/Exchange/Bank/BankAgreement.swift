package import Basics
import Casework

/// An employer lets the bank deduct its contributions (委托扣款). The bank's decision follows as ``BankAgreementAnswer``.
package struct BankAgreement: PartnerRequest {
    package typealias Answer = Received
    package static let endpoint = Endpoint(.bank, "agreement", "扣款协议签订", to: .partner)

    package let requestNumber: String
    package let creditCode: String
    package let employerName: String
    /// As the employer gave it; the bank compares it with its own book.
    package let accountName: String
    /// Whole: the only message that holds one.
    package let accountNumber: String
    package let branchName: String
    package let signatory: String
    package let signedOn: Day

    package init(
        requestNumber: String, creditCode: String, employerName: String, accountName: String, accountNumber: String,
        branchName: String, signatory: String, signedOn: Day
    ) {
        self.requestNumber = requestNumber
        self.creditCode = creditCode
        self.employerName = employerName
        self.accountName = accountName
        self.accountNumber = accountNumber
        self.branchName = branchName
        self.signatory = signatory
        self.signedOn = signedOn
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["requestNumber"].documentNumber(requestNumber)
        try path["creditCode"].creditCode(creditCode)
        try path["employerName"].plain(employerName, upTo: 100)
        try path["accountName"].plain(accountName, upTo: 100)
        try path["accountNumber"].bankAccount(accountNumber)
        try path["branchName"].plain(branchName, upTo: 100)
        try path["signatory"].plain(signatory, upTo: 100)
    }
}
