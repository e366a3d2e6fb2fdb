package import Basics

// What the benefits other than the pension ask for.

extension PolicyKey where Value == CountTable {
    /// 失业保险金领取月数, by full years paid.
    package static let unemploymentMonths = PolicyKey("unemployment.benefit.months")
    /// The most that the nation allows of them, by full years paid.
    package static let unemploymentNationalMonths = PolicyKey("unemployment.benefit.nationalMaxMonths")
    /// 生育津贴天数, by what happened: `birth`, `miscarriageEarly`, `miscarriageLate`.
    package static let maternityDays = PolicyKey("maternity.days")
    /// 一次性伤残补助金, months of the own wage by grade.
    package static let injuryLumpMonths = PolicyKey("injury.lumpMonths")
    /// 一次性工伤医疗补助金 and 一次性伤残就业补助金, months of the city's average by grade.
    package static let injuryMedicalMonths = PolicyKey("injury.leaving.medicalMonths")
    package static let injuryEmploymentMonths = PolicyKey("injury.leaving.employmentMonths")
    /// 抚恤金, months by full years paid.
    package static let consolationMonths = PolicyKey("death.consolationMonths")
    /// 抚恤金 of somebody who dies while drawing unemployment benefit, months of it by the number of dependants.
    package static let unemploymentDeathMonths = PolicyKey("unemployment.death.months")
}

extension PolicyKey where Value == RateTable {
    /// 伤残津贴, of the own wage by grade.
    package static let injuryAllowanceRate = PolicyKey("injury.allowanceRate")
    /// 生活护理费, of the city's average by degree: `full`, `most`, `part`.
    package static let nursingRate = PolicyKey("injury.nursingRate")
    /// 供养亲属抚恤金, of the own wage: `spouse`, `other`, and `alone` in addition.
    package static let dependantRate = PolicyKey("injury.dependantRate")
}

extension PolicyKey where Value == MoneyTable {
    /// 失业保险金标准, a month by full years paid.
    package static let unemploymentAmount = PolicyKey("unemployment.benefit.amount")
    /// What those get at a birth who insure themselves, by whether it was difficult: `no`, `yes`.
    package static let birthGrant = PolicyKey("maternity.flexible.grant")
    /// 生育医疗费用定额, by how the child came into the world and the level of the hospital.
    package static let deliveryAmount = PolicyKey("maternity.delivery.amount")
}

extension PolicyKey where Value == Money {
    /// 失业保险金标准 from the month on that ``unemploymentLaterMonth`` says.
    package static let unemploymentLaterAmount = PolicyKey("unemployment.benefit.laterAmount")
    /// 农民合同制工人一次性生活补助, a month of it.
    package static let ruralSubsidyAmount = PolicyKey("unemployment.ruralSubsidy.amount")
    /// 住院计划生育手术前门诊检查费, at most.
    package static let preoperativeChecks = PolicyKey("maternity.preoperativeChecks")
    /// 住院伙食补助费, and for treatment elsewhere 住宿费 at most and 伙食费: a day each.
    package static let hospitalFood = PolicyKey("injury.hospitalFood")
    package static let awayLodging = PolicyKey("injury.away.lodging")
    package static let awayMeals = PolicyKey("injury.away.meals")
    /// 最低工资标准, a month.
    package static let minimumWage = PolicyKey("wage.minimum")
    /// 全国城镇居民人均可支配收入 of the year before that in which the day lies.
    package static let nationalIncome = PolicyKey("injury.death.nationalIncome")
    /// 本省城镇居民年人均可支配收入 of the year before that in which the day lies.
    package static let provincialIncome = PolicyKey("death.provincialIncome")
}

extension PolicyKey where Value == Int {
    package static let unemploymentLaterMonth = PolicyKey("unemployment.benefit.laterFromMonth")
    package static let unemploymentMaxMonths = PolicyKey("unemployment.benefit.maxMonths")
    /// 合并计算 with months that an earlier claim left, at most.
    package static let unemploymentCarryOverMonths = PolicyKey("unemployment.carryOver.maxMonths")
    /// Who has worked again for fewer months than these goes on with what an earlier claim left.
    package static let unemploymentRestartMonths = PolicyKey("unemployment.restart.underMonths")
    /// Who draws and is nearer to the legal retirement age than these months draws until then.
    package static let unemploymentNearMonths = PolicyKey("unemployment.nearRetirement.underMonths")
    /// 农民合同制工人一次性生活补助: months for each full year, and at most.
    package static let ruralSubsidyMonths = PolicyKey("unemployment.ruralSubsidy.monthsPerYear")
    package static let ruralSubsidyMaxMonths = PolicyKey("unemployment.ruralSubsidy.maxMonths")
    package static let maternityDaysDifficult = PolicyKey("maternity.days.difficult")
    package static let maternityDaysChild = PolicyKey("maternity.days.furtherChild")
    /// 奖励假 that the fund pays.
    package static let maternityDaysReward = PolicyKey("maternity.days.reward")
    package static let maternityDaysOfMonth = PolicyKey("maternity.daysOfMonth")
    package static let maternityPaidMonths = PolicyKey("maternity.paidMonths")
    /// After how many months paid since the birth the fund pays the allowance all the same.
    package static let maternityPaidMonthsAfter = PolicyKey("maternity.paidMonthsAfter")
    package static let injuryFuneralMonths = PolicyKey("injury.death.funeralMonths")
    /// 一次性工亡补助金, times the income.
    package static let injuryDeathTimes = PolicyKey("injury.death.times")
    package static let funeralMonths = PolicyKey("death.funeralMonths")
    package static let consolationLeastMonths = PolicyKey("death.consolationLeastMonths")
    /// The month from which contributions of a pool move along, `yyyymm`.
    package static let transferFirstMonth = PolicyKey("transfer.pool.firstMonth")
    package static let subsidyMonths = PolicyKey("flexibleSubsidy.months")
    package static let subsidyNearMonths = PolicyKey("flexibleSubsidy.nearRetirementMonths")
}

extension PolicyKey where Value == Rate {
    package static let injuryWageFloor = PolicyKey("injury.wageFloor")
    package static let injuryWageCap = PolicyKey("injury.wageCap")
    /// 统筹基金转移 of each year's bases.
    package static let transferRate = PolicyKey("transfer.pool.rate")
    /// 社会保险补贴 of the least that can be paid.
    package static let subsidyRate = PolicyKey("flexibleSubsidy.rate")
}

extension PolicyKey where Value == RoundingRule {
    package static let benefitRounding = PolicyKey("benefit.rounding")
}

extension PolicyCatalogue {
    static let benefits: [(String, Declaration)] = [
        bands(.unemploymentMonths, .months), bands(.unemploymentNationalMonths, .months),
        bands(.unemploymentAmount), optional(.birthGrant),
        optional(.unemploymentLaterAmount),
        optional(.unemploymentLaterMonth, .monthInOrder), optional(.unemploymentMaxMonths, .months),
        optional(.unemploymentCarryOverMonths, .months), optional(.unemploymentRestartMonths, .months),
        optional(.unemploymentNearMonths, .months), bands(.unemploymentDeathMonths, .months),
        optional(.ruralSubsidyMonths, .months), optional(.ruralSubsidyMaxMonths, .months),
        optional(.ruralSubsidyAmount), optional(.preoperativeChecks), optional(.maternityPaidMonthsAfter, .months),
        (
            PolicyKey.deliveryAmount.name,
            Declaration(kinds: [.moneyTable], attributes: [.delivery, .hospitalLevel])
        ),
        optional(.maternityDays, .days),
        optional(.maternityDaysDifficult, .days), optional(.maternityDaysChild, .days),
        optional(.maternityDaysReward, .days),
        divisor(.maternityDaysOfMonth, .days), optional(.maternityPaidMonths, .months),
        optional(.injuryLumpMonths, .months),
        optional(.injuryMedicalMonths, .months), optional(.injuryEmploymentMonths, .months),
        optional(.injuryAllowanceRate),
        optional(.nursingRate), optional(.dependantRate), optional(.hospitalFood), optional(.awayLodging),
        optional(.awayMeals), optional(.minimumWage), optional(.nationalIncome),
        optional(.provincialIncome), optional(.injuryFuneralMonths, .months), optional(.injuryDeathTimes, .times),
        optional(.funeralMonths, .months), bands(.consolationMonths, .months),
        optional(.consolationLeastMonths, .months),
        optional(.transferFirstMonth, .yearMonth), optional(.transferRate), optional(.subsidyRate),
        optional(.subsidyMonths, .months),
        optional(.subsidyNearMonths, .months), optional(.injuryWageFloor), optional(.injuryWageCap),
        optional(.benefitRounding),
    ]

    /// A table of bands by their lower bounds.
    private static func bands<Value>(_ key: PolicyKey<Value>, _ unit: CountUnit? = nil) -> (String, Declaration) {
        let count = unit.map { CountRule(unit: $0, isDivisor: false) }
        return (key.name, Declaration(kinds: [Value.kind], count: count, isByBounds: true))
    }
}
