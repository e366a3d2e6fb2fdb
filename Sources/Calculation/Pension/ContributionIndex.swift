package import Basics
package import Policy

extension RegionPolicy {
    /// The average index of contributions (Z实指数): each year's bases over the average wage of the year before, summed up and
    /// divided by the months.
    ///
    /// - Parameters:
    ///   - bases: the sum of the monthly bases of each year.
    ///   - through: the month of retirement.
    package func contributionIndex(
        of bases: [Int: Money], paidMonths: Int, through month: Month
    ) throws(PolicyGap) -> Explained<Rate> {
        let purpose = "平均缴费指数"
        let day = month.firstDay
        var steps: [Explanation.Step] = []
        // Each year's quotient is kept to eight decimals of a month, which no rounding to four can notice.
        var sum: Int64 = 0
        for (year, total) in bases.sorted(by: { $0.key < $1.key }) {
            let wage = try indexWage(of: year, askedBy: purpose)
            let months = Exact(total).hundredMillionths(of: Exact(wage.value) / 12)
            sum += months
            steps.append(
                Explanation.Step(
                    "\(year)年", working: "\(total) ÷ (\(wage.value) ÷ 12)",
                    result: Rate(months, over: 100_000_000).decimal(places: 4), citations: wage.citations))
        }
        let rule = try value(.indexMonths, on: day, askedBy: purpose)
        let first = try value(.indexFirstMonth, on: day, askedBy: purpose)
        let decimals = try value(.indexDecimals, on: day, askedBy: purpose)
        guard let start = Month(yyyymm: first.value) else { preconditionFailure("\(first.value) is a month") }
        let months =
            switch rule.value {
            case .monthsDue: max(1, month.months(since: start))
            case .monthsPaid: max(1, paidMonths)
            }
        let index = Rate(sum, over: 100_000_000 * Int64(months)).rounded(places: decimals.value)
        let working =
            rule.value == .monthsDue ? "除以\(start.chinese)起应缴费的\(months)个月" : "除以实际缴费的\(months)个月"
        steps.append(
            Explanation.Step(
                "平均缴费指数",
                working: "各年合计\(Rate(sum, over: 100_000_000).decimal(places: 4))，\(working)，保留\(decimals.value)位小数",
                result: index.decimal(places: decimals.value),
                citations: [first.citation, rule.citation.showing(working), decimals.citation]))
        return Explained(index, Explanation(steps))
    }
}

/// The average wage that the bases of a year are measured by, and what it rests on.
struct IndexWage {
    let value: Money
    let citations: [Citation]
}

extension RegionPolicy {
    /// Of the year before, in the series that the policy of the year takes.
    func indexWage(of year: Int, askedBy purpose: String) throws(PolicyGap) -> IndexWage {
        let series = try value(.indexWages, on: Month(validYear: year, month: 1).firstDay, askedBy: purpose)
        let wage = try averageWage(series.value, before: year, askedBy: purpose)
        return IndexWage(
            value: wage.value, citations: [wage.citation, series.citation.showing(series.value.chinese)])
    }

    /// 上年度年平均工资 of a year.
    func averageWage(
        _ series: WageSeries, before year: Int, askedBy purpose: String
    ) throws(PolicyGap) -> Dated<Money> {
        try value(series.key, on: Month(validYear: year - 1, month: 1).firstDay, askedBy: purpose)
    }
}
