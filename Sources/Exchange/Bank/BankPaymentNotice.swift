import Basics
import Casework

/// Money that reached the agency's account otherwise than by a deduction order.
package struct BankPaymentNotice: PartnerRequest {
    package typealias Answer = Received
    package static let endpoint = Endpoint(.bank, "payment-notice", "收款通知", to: .platform)

    package enum Way: String, Hashable, Sendable, CaseIterable, Codable {
        case onlineBank, counter, remittance
    }

    package let way: Way
    /// Of an online payment.
    package let orderNumber: String?
    package let creditCode: String?
    /// As the payer wrote it (附言); a remittance names its plan here.
    package let remark: String?
    package let slip: BankSlip

    package init(way: Way, orderNumber: String?, creditCode: String?, remark: String?, slip: BankSlip) {
        self.way = way
        self.orderNumber = orderNumber
        self.creditCode = creditCode
        self.remark = remark
        self.slip = slip
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        if let orderNumber { try path["orderNumber"].documentNumber(orderNumber) }
        if let creditCode { try path["creditCode"].creditCode(creditCode) }
        if let remark { try path["remark"].plain(remark, upTo: 200) }
        try slip.check(path["slip"])
    }
}
