package import Basics
import Casework

/// What an employer owes by one contribution plan, for tax to collect. It may come again, when later facts have paid a part
/// of it, or the bank has given such a part back. Both sums only grow, so the largest hold in whatever order bills arrive.
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
    /// What tax need not collect of it: paid by credits of the employer's other plans, or through the agency's bank.
    package let credit: Money
    /// What of the credit the bank has given back since.
    package let returned: Money
    /// What is left to pay: the total without the part of the credit that stands.
    package let payable: Money

    /// The total is the sum of the lines.
    package init(
        planNumber: String, creditCode: String, employerName: String, period: Month, payableIn: Month,
        lines: [LineAmounts], credit: Money, returned: Money = .zero
    ) {
        self.planNumber = planNumber
        self.creditCode = creditCode
        self.employerName = employerName
        self.period = period
        self.payableIn = payableIn
        self.lines = lines
        self.total = lines.map { $0.unit + $0.person }.total
        self.credit = credit
        self.returned = returned
        self.payable = total - credit + returned
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["planNumber"].documentNumber(planNumber)
        try path["creditCode"].creditCode(creditCode)
        try path["employerName"].plain(employerName, upTo: 100)
        try path["payableIn"].require(payableIn >= period, "缴费月不能早于费款所属期。")
        try lines.check(path["lines"])
        try path["total"].amount(total, .positive)
        try path["credit"].amount(credit, .notNegative)
        try path["returned"].amount(returned, .notNegative)
        try path["payable"].amount(payable, .notNegative)
        try path["payable"].require(payable == total - credit + returned, "本次应缴与合计减去抵扣、加上退回之数不符。")
        try path["total"].require(total == lines.map { $0.unit + $0.person }.total, "合计与各险种金额之和不符。")
    }

    /// Whether this bill tells of more that was paid, or given back, than the other of the same plan.
    package func isLater(than other: TaxBill) -> Bool {
        credit >= other.credit && returned >= other.returned
    }

    /// Whether the other is this bill but for what credits have paid.
    package func isSame(butForCredit other: TaxBill) -> Bool {
        planNumber == other.planNumber && creditCode == other.creditCode && employerName == other.employerName
            && period == other.period && payableIn == other.payableIn && lines == other.lines
    }
}
