package import Basics
import Casework

/// What an employer owes by one contribution plan, for tax to collect.
package struct TaxBill: PartnerRequest {
    package typealias Answer = TaxBillAnswer
    package static let endpoint = Endpoint(.tax, "bill", "缴费计划", to: .partner)

    package let planNumber: String
    package let creditCode: String
    package let employerName: String
    package let period: Month
    /// The month in whose collection window it is payable: the period, or a later one.
    package let payableIn: Month
    package let lines: [LineAmounts]
    package let total: Money

    /// The total is the sum of the lines.
    package init(
        planNumber: String, creditCode: String, employerName: String, period: Month, payableIn: Month,
        lines: [LineAmounts]
    ) {
        self.planNumber = planNumber
        self.creditCode = creditCode
        self.employerName = employerName
        self.period = period
        self.payableIn = payableIn
        self.lines = lines
        self.total = lines.map { $0.unit + $0.person }.total
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["planNumber"].documentNumber(planNumber)
        try path["creditCode"].creditCode(creditCode)
        try path["employerName"].plain(employerName, upTo: 100)
        try path["payableIn"].require(payableIn >= period, "缴费月不能早于费款所属期。")
        try lines.check(path["lines"])
        try path["total"].amount(total, .positive)
        try path["total"].require(total == lines.map { $0.unit + $0.person }.total, "合计与各险种金额之和不符。")
    }
}
