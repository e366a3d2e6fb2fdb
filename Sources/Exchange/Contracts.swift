/// Every kind of message there is. A test holds it against the files in `contracts/`.
package enum Contracts {
    package static let all: [any PartnerMessage.Type] =
        requests.map { $0 as any PartnerMessage.Type } + answers

    package static let requests: [any PartnerRequest.Type] = [
        PopulationInquiry.self,
        CollectionWindowInquiry.self, CollectionWindow.self, TaxBill.self, TaxReceipt.self,
        EnrolmentNotice.self, EnrolmentAnswer.self, MonthlyTotalInquiry.self, MonthlyTotal.self,
        TextMessage.self,
    ]

    package static let answers: [any PartnerMessage.Type] = [
        Received.self, Problem.self,
        PopulationInquiryAnswer.self,
        CollectionWindowAnswer.self, TaxBillAnswer.self,
        MonthlyTotalAnswer.self,
        TextMessageAnswer.self,
    ]
}
