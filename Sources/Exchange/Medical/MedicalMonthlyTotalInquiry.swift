package import Basics
import Casework

/// Asks what medical insurance charges an employer for a period.
package struct MedicalMonthlyTotalInquiry: PartnerRequest {
    package typealias Answer = MedicalMonthlyTotalAnswer
    package static let endpoint = Endpoint(.medical, "monthly-total-inquiry", "月报汇总查询", to: .partner)

    package let creditCode: String
    package let period: Month

    package init(creditCode: String, period: Month) {
        self.creditCode = creditCode
        self.period = period
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["creditCode"].creditCode(creditCode)
    }
}
