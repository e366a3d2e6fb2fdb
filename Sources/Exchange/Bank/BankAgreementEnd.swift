package import Basics
import Casework

/// No order follows under this agreement.
package struct BankAgreementEnd: PartnerRequest {
    package typealias Answer = Received
    package static let endpoint = Endpoint(.bank, "agreement-end", "扣款协议终止", to: .partner)

    package let agreementNumber: String
    package let creditCode: String
    package let endedOn: Day

    package init(agreementNumber: String, creditCode: String, endedOn: Day) {
        self.agreementNumber = agreementNumber
        self.creditCode = creditCode
        self.endedOn = endedOn
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["agreementNumber"].documentNumber(agreementNumber)
        try path["creditCode"].creditCode(creditCode)
    }
}
