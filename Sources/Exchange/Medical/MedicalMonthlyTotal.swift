package import Basics
import Casework

/// What medical insurance charges an employer for a period (医保月报汇总). Its details by person are not shared with us.
package struct MedicalMonthlyTotal: PartnerRequest {
    package typealias Answer = Received
    package static let endpoint = Endpoint(.medical, "monthly-total", "月报汇总", to: .platform)

    package let creditCode: String
    package let period: Month
    package let people: Int
    package let lines: [LineAmounts]
    /// The day of medical's books that it was taken from; a later one replaces an earlier one, whichever arrives first.
    package let asOf: Day

    package init(creditCode: String, period: Month, people: Int, lines: [LineAmounts], asOf: Day) {
        self.creditCode = creditCode
        self.period = period
        self.people = people
        self.lines = lines
        self.asOf = asOf
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["creditCode"].creditCode(creditCode)
        try path["people"].require((0...10_000_000).contains(people), "人数超出范围。")
        try lines.check(path["lines"])
    }
}
