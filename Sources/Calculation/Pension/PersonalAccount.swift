package import Basics
package import Policy

/// What is credited to a personal account in one calendar year.
package struct AccountCredit: Hashable, Sendable {
    package let year: Int
    /// By month of the year, 1 to 12; months without a credit are missing.
    package let byMonth: [Int: Money]

    package init(year: Int, byMonth: [Int: Money]) {
        self.year = year
        self.byMonth = byMonth
    }

    var total: Money { byMonth.values.total }
}

/// One year of a personal account (个人账户对账单的一年).
package struct AccountYear: Hashable, Sendable {
    package let year: Int
    package let opening: Money
    package let credited: Money
    package let rate: Rate
    package let interest: Money
    /// Whether the rate of the year is not published yet.
    package let isProvisional: Bool

    package var balance: Money { opening + credited + interest }
}

extension RegionPolicy {
    /// A personal account over some years, with interest (职工基本养老保险个人账户计息, 劳办发〔1997〕116号).
    ///
    /// - Parameters:
    ///   - opening: the balance when the first year began.
    ///   - credits: one year after the other, without a gap.
    ///   - through: the last month; a year that ends before December has interest for its months only.
    ///   - method: how interest is computed; `nil` as the region does.
    ///   - rates: the rates of years as somebody says them; the others are those that policy holds.
    package func personalAccount(
        opening: Money, credits: [AccountCredit], through: Month, method: InterestMethod? = nil,
        rates: [Int: Rate] = [:]
    ) throws(PolicyGap) -> Explained<[AccountYear]> {
        var years: [AccountYear] = []
        var explanation = Explanation()
        var balance = opening
        for credit in credits {
            let months = credit.year == through.year ? through.month : 12
            let interest = try interest(on: balance, credit, months: months, method, rates[credit.year])
            explanation.steps += interest.explanation.steps
            years.append(interest.value)
            balance = interest.value.balance
        }
        return Explained(years, explanation)
    }

    private func interest(
        on opening: Money, _ credit: AccountCredit, months: Int, _ asked: InterestMethod?, _ said: Rate?
    ) throws(PolicyGap) -> Explained<AccountYear> {
        let purpose = "个人账户计息"
        let day = Month(validYear: credit.year, month: 1).firstDay
        let rate = try accountRate(said, on: day, purpose)
        let rounding = try value(.accountRounding, on: day, askedBy: purpose)
        let method = try chosen(asked, on: day, purpose)
        let part = Rate(Int64(months), over: 12)
        let onBalance = Exact(opening) * rate.value * part
        let onCredits: Exact
        let working: String
        var citations = rate.citations + [method.citation].compactMap { $0 }
        switch method.method {
        case .monthProduct:
            let product = credit.byMonth.filter { $0.key <= months }.map { Exact($0.value) * (months - $0.key + 1) }
                .reduce(Exact(.zero), +)
            onCredits = product * rate.value / 12
            let sum = product.rounded(.fenHalfUp).amount
            working =
                "\(opening) × \(rate.value)\(months < 12 ? " × \(months)/12" : "") + 月积数\(sum) × \(rate.value) ÷ 12"
        case .yearly:
            let factor = try value(.accountYearlyFactor, on: day, askedBy: purpose)
            citations.append(factor.citation)
            onCredits = Exact(credit.total) * rate.value * factor.value / 2 * part
            working =
                "\(opening) × \(rate.value)\(months < 12 ? " × \(months)/12" : "") + \(credit.total) × \(rate.value) × \(factor.value.decimal(places: 3)) × 1/2\(months < 12 ? " × \(months)/12" : "")"
        }
        let (interest, roundingCitation) = rounding.applied(to: onBalance + onCredits)
        let year = AccountYear(
            year: credit.year, opening: opening, credited: credit.total, rate: rate.value, interest: interest,
            isProvisional: rate.isProvisional)
        let steps = [
            Explanation.Step(
                "\(credit.year)年利息", working: "\(working)，\(rounding.value)", result: interest.description,
                citations: citations + [roundingCitation]),
            Explanation.Step(
                "\(credit.year)年末储存额", working: "\(opening) + \(credit.total) + \(interest)",
                result: year.balance.description),
        ]
        return Explained(year, Explanation(steps))
    }

    private struct AccountRate {
        let value: Rate
        let citations: [Citation]
        let isProvisional: Bool
    }

    private func accountRate(_ said: Rate?, on day: Day, _ purpose: String) throws(PolicyGap) -> AccountRate {
        if let said { return AccountRate(value: said, citations: [], isProvisional: false) }
        let rate = try published(.accountRate, otherwise: .accountRateBeforePublication, on: day, askedBy: purpose)
        return AccountRate(
            value: rate.dated.value, citations: [rate.dated.citation] + [rate.rule].compactMap(\.self),
            isProvisional: rate.isProvisional)
    }

    private struct Chosen {
        let method: InterestMethod
        let citation: Citation?
    }

    private func chosen(
        _ asked: InterestMethod?, on day: Day, _ purpose: String
    ) throws(PolicyGap) -> Chosen {
        if let asked { return Chosen(method: asked, citation: nil) }
        let method = try value(.accountMethod, on: day, askedBy: purpose)
        return Chosen(method: method.value, citation: method.citation.showing(method.value.chinese))
    }
}

extension InterestMethod: InputWord {}
