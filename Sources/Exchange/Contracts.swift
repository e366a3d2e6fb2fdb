package import Casework

/// Every kind of message there is. A test holds it against the files in `contracts/`.
package enum Contracts {
    package static let all: [any PartnerMessage.Type] =
        requests.map { $0 as any PartnerMessage.Type } + answers

    package static let requests: [any PartnerRequest.Type] = [
        PopulationInquiry.self,
        CollectionWindowInquiry.self, CollectionWindow.self, TaxBill.self, TaxReceipt.self, ReceiptsInquiry.self,
        MedicalEnrolmentNotice.self, MedicalEnrolmentAnswer.self, MedicalMonthlyTotalInquiry.self,
        MedicalMonthlyTotal.self, MedicalNoticesInquiry.self,
        TextMessage.self,
        UnitInquiry<MarketRegulator>.self, UnitFounded.self, UnitChanged<MarketRegulator>.self,
        UnitDeregistered<MarketRegulator>.self,
        UnitInquiry<CivilAffairs>.self, UnitChanged<CivilAffairs>.self, UnitDeregistered<CivilAffairs>.self,
        BankAgreement.self, BankAgreementAnswer.self, BankAgreementEnd.self, BankDeductionOrder.self,
        BankDeductionResult.self, BankPaymentOrder.self, BankPaymentNotice.self,
        BankPaymentReturn.self, BankOrderCancellation.self, BankStatementInquiry.self,
        BankRefundOrder.self, BankRefundResult.self,
    ]

    package static let answers: [any PartnerMessage.Type] = [
        Received.self, Problem.self,
        PopulationInquiryAnswer.self,
        CollectionWindowAnswer.self, TaxBillAnswer.self, ReceiptsInquiryAnswer.self, BankStatementInquiryAnswer.self,
        MedicalMonthlyTotalAnswer.self, MedicalNoticesInquiryAnswer.self,
        TextMessageAnswer.self,
        UnitInquiryAnswer.self,
    ]

    /// Where a message of this name is posted to; `nil` if the partner has none such.
    package static func endpoint(_ partner: Partner, _ message: String) -> Endpoint? {
        requests.lazy.map { $0.endpoint }.first { $0.partner == partner && $0.message == message }
    }
}
