package import Basics

// What retirement and pension ask for.

extension PolicyKey where Value == CountTable {
    /// 原法定退休年龄, in months, by group.
    package static let originalAgeMonths = PolicyKey("retirement.originalAgeMonths")
    /// The first month of birth that is delayed, `yyyymm`, by group.
    package static let delayFirstBirthMonth = PolicyKey("retirement.delay.firstBirthMonth")
    /// For how many months of birth the age rises by one month, by group.
    package static let delayStepMonths = PolicyKey("retirement.delay.stepMonths")
    /// By how many months the age rises at most, by group; 0 where nothing is delayed.
    package static let delayMaxMonths = PolicyKey("retirement.delay.maxMonths")
    /// The age in months before which nobody retires, special kinds of work and sickness included, by group.
    package static let earliestAgeMonths = PolicyKey("retirement.earliestAgeMonths")
    /// 个人账户养老金计发月数, by years of age.
    package static let monthsDivisor = PolicyKey("pension.monthsDivisor")
}

extension PolicyKey where Value == Int {
    /// By how many months one may retire earlier or later by choice (弹性提前、弹性延迟).
    package static let earlyMonths = PolicyKey("retirement.earlyMonths")
    package static let lateMonths = PolicyKey("retirement.lateMonths")
    /// 按月领取基本养老金最低缴费年限, in months, for who reaches the age in the year of the day.
    package static let minimumMonths = PolicyKey("pension.minimumMonths")
    /// How many decimals years of contribution and the index have (21号文 annex 1).
    package static let yearsDecimals = PolicyKey("pension.decimals.years")
    package static let indexDecimals = PolicyKey("pension.decimals.index")
    /// The month from which contributions count for the index, `yyyymm`.
    package static let indexFirstMonth = PolicyKey("pension.index.firstMonth")
    /// The last month whose contributions count for the transitional pension, `yyyymm`.
    package static let transitionalLastMonth = PolicyKey("pension.transitional.lastMonth")
}

extension PolicyKey where Value == Rate {
    /// 基础养老金, for each year.
    package static let basicPensionRate = PolicyKey("pension.basic.rate")
    /// 过渡性养老金, for each year.
    package static let transitionalRate = PolicyKey("pension.transitional.rate")
    /// The index of years that count as paid (视同缴费指数).
    package static let deemedIndex = PolicyKey("pension.transitional.deemedIndex")
    /// What of the base goes to the personal account, of both shares together.
    package static let accountShare = PolicyKey("pension.account.share")
    /// 个人账户记账利率, of the calendar year in which the day lies.
    package static let accountRate = PolicyKey("pension.account.rate")
    /// The factor of the yearly method (1.083, 劳办发〔1997〕116号).
    package static let accountYearlyFactor = PolicyKey("pension.account.yearlyFactor")
}

extension PolicyKey where Value == Money {
    /// 养老金计发基数, a month, for who retires in the year of the day.
    package static let benefitBase = PolicyKey("pension.benefitBase")
}

extension PolicyKey where Value == RoundingRule {
    package static let pensionRounding = PolicyKey("pension.rounding")
    package static let accountRounding = PolicyKey("pension.account.rounding")
}

extension PolicyKey where Value == PartYears {
    package static let divisorPartYears = PolicyKey("pension.monthsDivisor.partYears")
}

extension PolicyKey where Value == InterestMethod {
    package static let accountMethod = PolicyKey("pension.account.method")
}

extension PolicyKey where Value == BeforePublication {
    package static let benefitBaseBeforePublication = PolicyKey("pension.benefitBase.beforePublication")
    package static let accountRateBeforePublication = PolicyKey("pension.account.beforePublication")
}

extension PolicyKey where Value == IndexMonths {
    package static let indexMonths = PolicyKey("pension.index.months")
}

extension PolicyKey where Value == WageSeries {
    /// By which average wage the bases of the calendar year in which the day lies are measured.
    package static let indexWages = PolicyKey("pension.index.wages")
}

/// How an age between two whole years is taken in the table of months.
package enum PartYears: String, PolicyChoice {
    /// By the whole years reached.
    case wholeYears
    /// In proportion between two whole years, to a tenth of a month.
    case linearTenth
}

/// How a year's interest on a personal account is computed (劳办发〔1997〕116号).
package enum InterestMethod: String, PolicyChoice {
    /// 年度计算法
    case yearly
    /// 月积数法
    case monthProduct
}

/// What is taken for a year whose value is not published yet.
package enum BeforePublication: String, PolicyChoice {
    /// The last one published; computed again when the year's own is known.
    case lastPublished
    /// Nothing: the answer waits.
    case wait
}

/// By how many months the sum of yearly indices is divided.
package enum IndexMonths: String, PolicyChoice {
    /// All months from the first that counts to retirement, paid or not (N应缴).
    case monthsDue
    /// Months with a contribution.
    case monthsPaid
}

/// A series of yearly average wages.
package enum WageSeries: String, PolicyChoice {
    /// ``PolicyKey/averageWageOfEmployees``
    case employees
    /// ``PolicyKey/averageWageOfAll``
    case all

    package var key: PolicyKey<Money> { self == .employees ? .averageWageOfEmployees : .averageWageOfAll }
}

extension PolicyCatalogue {
    static let pension: [(String, Declaration)] = [
        optional(.originalAgeMonths, .months), optional(.delayFirstBirthMonth, .yearMonth),
        divisor(.delayStepMonths, .months),
        optional(.delayMaxMonths, .months), optional(.earliestAgeMonths, .months), optional(.earlyMonths, .months),
        optional(.lateMonths, .months),
        optional(.minimumMonths, .months),
        divisor(.monthsDivisor, .months), optional(.divisorPartYears), optional(.yearsDecimals, .decimals),
        optional(.indexDecimals, .decimals),
        optional(.indexFirstMonth, .yearMonth), optional(.indexMonths), optional(.indexWages),
        optional(.transitionalLastMonth, .yearMonth),
        optional(.basicPensionRate), optional(.transitionalRate), optional(.deemedIndex), optional(.accountShare),
        optional(.accountRate), optional(.accountYearlyFactor), optional(.accountMethod), optional(.accountRounding),
        optional(.accountRateBeforePublication), optional(.benefitBase), optional(.benefitBaseBeforePublication),
        optional(.pensionRounding),
    ]
}
