package import Basics
package import Policy

/// The late fee (滞纳金) of one overdue sum: simple, by day, rounded once.
package struct LateFee: Hashable, Sendable {
    package let firstDay: Day
    package let lastDay: Day
    package let days: Int
    package let amount: Money
}

extension RegionPolicy {
    /// The late fee on an overdue amount, by the rules that hold on the first day of default. A measure that defers the fee period
    /// moves the first day that counts, later than by the rule or earlier.
    ///
    /// - Parameters:
    ///   - overdue: what the employer owes, both shares together (社会保险法第八十六条).
    ///   - period: the fee period that it is owed for.
    ///   - dueOn: the last day on which it could be paid in time.
    ///   - paidOn: the day of payment, or the day for which the fee is asked.
    ///   - attributes: the line by its key and what else the rules of the time ask for; before 2011-07 they differ by line.
    /// - Throws: a gap if a rule is not known, or not known until when the payment is deferred.
    package func lateFee(
        on overdue: Money, for period: Month, dueOn: Day, paidOn: Day,
        attributes: [Attribute: String] = [:]
    ) throws(PolicyGap) -> Explained<LateFee> {
        precondition(overdue >= .zero, "nothing is overdue that is a credit")
        let purpose = "滞纳金计算"
        let dayOfDefault = dueOn.adding(days: 1)
        let rate = try rate(
            named: PolicyKey.lateFeeRate.name, for: attributes, on: dayOfDefault, askedBy: purpose)
        let start = try value(.lateFeeStart, on: dayOfDefault, askedBy: purpose)
        let end = try value(.lateFeeEnd, on: dayOfDefault, askedBy: purpose)
        let count = try value(.lateFeeDayCount, on: dayOfDefault, askedBy: purpose)
        let rounding = try value(.lateFeeRounding, on: dayOfDefault, askedBy: purpose)

        let measure = try deferral(of: period, for: attributes, purpose)
        let first = measure?.value.adding(days: 1) ?? start.value.firstDay(period: period, dueOn: dueOn)
        let last = end.value.lastDay(paidOn: paidOn)
        let span = last.days(since: first) + (count.value == .bothEnds ? 1 : 0)
        let days = paidOn <= dueOn || last < first ? 0 : span
        let numerator = Int128(overdue.fen) * Int128(rate.value.numerator) * Int128(days)
        let (amount, isTie) = rounding.value.rounding.rounded(numerator, over: Int128(rate.value.denominator))
        let fee = LateFee(firstDay: first, lastDay: last, days: days, amount: amount)
        let roundingCitation =
            isTie && !rounding.value.tiesAreVerified ? rounding.citation.unverified : rounding.citation
        let steps = [
            Explanation.Step("欠缴金额", result: overdue.description),
            Explanation.Step(
                "滞纳天数", working: days == 0 ? "没有逾期" : "\(first.chinese)至\(last.chinese)，\(count.value.chinese)",
                result: "\(days)天",
                citations: [
                    measure?.citation ?? start.citation.showing(start.value.chinese),
                    end.citation.showing(end.value.chinese),
                    count.citation.showing(count.value.chinese),
                ]),
            Explanation.Step(
                "滞纳金", working: "\(overdue) × \(rate.value) × \(days)天，\(rounding.value)", result: amount.description,
                citations: [rate.citation, roundingCitation]),
        ]
        return Explained(fee, Explanation(steps))
    }

    /// The last day through which a measure lets a fee period be paid without a late fee.
    private func deferral(
        of period: Month, for attributes: [Attribute: String], _ purpose: String
    ) throws(PolicyGap) -> Dated<Day>? {
        let key = ReliefTerm.lateFeeKey
        guard let relief = try relief(named: key, for: attributes, on: period.firstDay, askedBy: purpose),
            case .deferred(let last) = relief.value
        else { return nil }
        if let last { return Dated(value: last, citation: relief.citation) }
        throw PolicyGap(
            key: key, name: relief.citation.name, region: region, regionName: name(on: period.firstDay),
            day: period.firstDay, askedBy: purpose, cause: .absent(note: "缓缴的期满日。"))
    }
}

extension LateFeeStart {
    fileprivate func firstDay(period: Month, dueOn: Day) -> Day {
        switch self {
        case .dayAfterDue: dueOn.adding(days: 1)
        case .dueDay: dueOn
        case .secondMonthAfterPeriod: period.adding(months: 2).firstDay
        }
    }
}

extension LateFeeEnd {
    fileprivate func lastDay(paidOn: Day) -> Day {
        switch self {
        case .paymentDay: paidOn
        case .dayBeforePayment: paidOn.adding(days: -1)
        }
    }
}
