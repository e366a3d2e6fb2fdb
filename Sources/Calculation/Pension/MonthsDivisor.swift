package import Basics
package import Policy

extension RegionPolicy {
    /// By how many months the personal account is divided (计发月数), for who retires in a month at an age.
    ///
    /// - Parameter ageMonths: the age in months at retirement.
    package func monthsDivisor(
        ageMonths: Int, in month: Month
    ) throws(PolicyGap) -> Explained<Rate> {
        let purpose = "计发月数"
        let day = month.firstDay
        let (years, rest) = ageMonths.quotientAndRemainder(dividingBy: 12)
        let rule = try value(.divisorPartYears, on: day, askedBy: purpose)
        let whole = try count(.monthsDivisor, entry: "\(years)", called: "\(years)岁", on: day, askedBy: purpose)
        guard rest > 0 else {
            return Explained(
                Rate(Int64(whole.value), over: 1),
                Explanation([
                    Explanation.Step(
                        "计发月数", working: ageInWords(ageMonths), result: "\(whole.value)", citations: [whole.citation])
                ]))
        }
        switch rule.value {
        case .wholeYears:
            let step = Explanation.Step(
                "计发月数", working: "\(ageInWords(ageMonths))，按\(years)岁", result: "\(whole.value)",
                citations: [whole.citation, rule.citation.showing("按周岁")])
            return Explained(Rate(Int64(whole.value), over: 1), Explanation([step]))
        case .linearTenth:
            let next = try count(
                .monthsDivisor, entry: "\(years + 1)", called: "\(years + 1)岁", on: day, askedBy: purpose)
            let exact = Rate(Int64(whole.value * 12 - (whole.value - next.value) * rest), over: 12)
            let divisor = exact.rounded(places: 1)
            let step = Explanation.Step(
                "计发月数", working: "\(whole.value) − (\(whole.value) − \(next.value)) × \(rest) ÷ 12，取一位小数",
                result: divisor.decimal(places: 1),
                citations: [whole.citation, next.citation, rule.citation.showing("按月插值，取一位小数")])
            return Explained(divisor, Explanation([step]))
        }
    }
}
