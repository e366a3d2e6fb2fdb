import Basics
import Policy

/// What unemployment benefit comes to in each month that it is drawn: by the years paid, and less from a certain month on.
struct UnemploymentBenefit {
    let monthly: Dated<Money>
    let later: Dated<Money>
    /// The month of drawing, in order, from which the later amount is paid.
    let laterFrom: Dated<Int>
}

extension RegionPolicy {
    /// - Returns: `nil` where nothing is paid for so few years.
    func unemploymentBenefit(
        paidYears years: Int, on day: Day, askedBy purpose: String
    ) throws(PolicyGap) -> UnemploymentBenefit? {
        guard let monthly = try money(.unemploymentAmount, reachedBy: years, unit: "年", on: day, askedBy: purpose)
        else { return nil }
        return UnemploymentBenefit(
            monthly: monthly, later: try value(.unemploymentLaterAmount, on: day, askedBy: purpose),
            laterFrom: try value(.unemploymentLaterMonth, on: day, askedBy: purpose))
    }
}

extension UnemploymentBenefit {
    /// The sum of some months after so many have been drawn already, in one step for each of both amounts.
    func sum(of months: Int, after drawn: Int) -> (total: Money, steps: [Explanation.Step]) {
        let first = min(months, max(0, laterFrom.value - 1 - drawn))
        let sums = (Money(fen: monthly.value.fen * Int64(first)), Money(fen: later.value.fen * Int64(months - first)))
        var steps: [Explanation.Step] = []
        if first > 0 {
            steps.append(
                Explanation.Step(
                    "前\(first)个月", working: "\(monthly.value) × \(first)", result: sums.0.description,
                    citations: [monthly.citation]))
        }
        if months > first {
            steps.append(
                Explanation.Step(
                    "第\(laterFrom.value)个月起", working: "\(later.value) × \(months - first)", result: sums.1.description,
                    citations: [later.citation, laterFrom.citation]))
        }
        steps.append(
            Explanation.Step("合计", working: "\(sums.0) + \(sums.1)", result: (sums.0 + sums.1).description))
        return (sums.0 + sums.1, steps)
    }

    /// What is drawn in a month, after so many have been drawn already.
    func amount(after drawn: Int) -> Dated<Money> { drawn + 1 < laterFrom.value ? monthly : later }
}
