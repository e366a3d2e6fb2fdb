package import Basics
import Casework

/// Asks what medical insurance charges an employer for a period.
package struct MonthlyTotalInquiry: PartnerRequest {
    package typealias Answer = MonthlyTotalAnswer
    package static let endpoint = Endpoint(.medical, "monthly-total-inquiry", to: .partner)

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
