package import Basics

// The parameters that the code asks for. What a share of a line refers to (rates, limits, roundings) is not listed:
// the files name it themselves.

extension PolicyKey where Value == String {
    /// 统筹区名称.
    package static let regionName = PolicyKey("region.name")
    /// The keys of the lines in which somebody is covered who works part-time or for a further employer, with spaces
    /// between them; `work` is the word for that kind of work.
    package static func lines(ofWork work: String) -> PolicyKey { PolicyKey("enrolment.lines.\(work)") }
    /// Where an office of the agency is, when it is open, and its telephone, with `；` between them; by the office's code.
    package static func about(office: String) -> PolicyKey { PolicyKey("office.\(office).about") }
    /// How long one waits for benefits after the first payment, or after a gap, as one is covered (等待期).
    package static func waiting(_ coverage: CoverageKind) -> PolicyKey {
        PolicyKey("coverage.\(coverage.rawValue).waiting")
    }
    /// For which reasons payment may be suspended, by their names, with `；` between them.
    package static let suspensionReasons = PolicyKey("suspension.reasons")
    /// What becomes of those for whom no wage of the base year was declared.
    package static let wageUndeclared = PolicyKey("wage.undeclared")
}

extension PolicyKey where Value == Lines {
    /// 险种.
    package static let lines = PolicyKey("region.lines")
}

extension PolicyKey where Value == LineShare {
    /// How the share of a line is made up for one kind of coverage.
    package static func share(line: String, coverage: CoverageKind) -> PolicyKey {
        PolicyKey("contribution.\(line).\(coverage.rawValue)")
    }
}

extension PolicyKey where Value == Int {
    /// 缴费基数年度的起始月份, 1 to 12.
    package static let baseYearFirstMonth = PolicyKey("contribution.baseYearFirstMonth")
    /// 税务征期的起始日, a day of the month.
    package static let taxWindowOpensOnDay = PolicyKey("tax.window.opensOnDay")
    /// 税务征期的截止日, a day of the month.
    package static let taxWindowClosesOnDay = PolicyKey("tax.window.closesOnDay")
    /// 各月申报的起止日, days of the month; where a month is moved, that month's own.
    package static let declarationOpensOnDay = PolicyKey("month.declaration.opensOnDay")
    package static let declarationClosesOnDay = PolicyKey("month.declaration.closesOnDay")
    /// 提取扣款申报数据的截止日 and 时点.
    package static let deductionClosesOnDay = PolicyKey("month.deduction.closesOnDay")
    package static let deductionClosesAtHour = PolicyKey("month.deduction.closesAtHour")
    /// 柜台办理的起止日.
    package static let counterOpensOnDay = PolicyKey("month.counter.opensOnDay")
    package static let counterClosesOnDay = PolicyKey("month.counter.closesOnDay")
    /// 短信提醒的起始时点, an hour of the day.
    package static let messagesFromHour = PolicyKey("messages.fromHour")
    /// 短信提醒的截止时点, the last hour of the day in which messages are sent.
    package static let messagesThroughHour = PolicyKey("messages.throughHour")
    /// 短信提醒距期限的日数.
    package static let messagesNearDays = PolicyKey("messages.nearDays")
    /// 年度缴费工资申报期, from the first day of one month to the last of another; 1 to 12.
    package static let wageDeclarationFirstMonth = PolicyKey("wage.declaration.firstMonth")
    package static let wageDeclarationLastMonth = PolicyKey("wage.declaration.lastMonth")
}

extension PolicyKey where Value == Collector {
    /// 征收主体.
    package static let collector = PolicyKey("collection.collector")
}

extension PolicyKey where Value == WayState {
    /// Whether a way of paying through the agency's bank is open.
    package static let deduction = PolicyKey("collection.way.deduction")
    package static let onlineBank = PolicyKey("collection.way.onlineBank")
    package static let counterPayment = PolicyKey("collection.way.counter")
    package static let remittance = PolicyKey("collection.way.remittance")
}

extension PolicyKey where Value == InjuryClasses {
    /// 各行业的工伤保险风险类别, by the division of GB/T 4754.
    package static let injuryClasses = PolicyKey("workInjury.classOfIndustry")
}

extension PolicyKey where Value == ClassChangeRule {
    /// 行业风险类别变更的执行月份.
    package static let injuryClassFirstPeriod = PolicyKey("workInjury.classChange.firstPeriod")
}

extension PolicyKey where Value == FirstPeriodRule {
    /// 首个费款所属期.
    package static let firstPeriod = PolicyKey("enrolment.firstPeriod")
}

extension PolicyKey where Value == LastPeriodRule {
    /// 末个费款所属期.
    package static let lastPeriod = PolicyKey("enrolment.lastPeriod")
}

extension PolicyKey where Value == SuspensionRule {
    /// From which month on payment is suspended.
    package static let suspensionFirstPeriod = PolicyKey("suspension.firstPeriod")
}

extension PolicyKey where Value == PastAgeRule {
    /// Whether an employer may enrol somebody past the legal retirement age (法定退休年龄) who draws no pension.
    package static let pastRetirementAge = PolicyKey("enrolment.pastRetirementAge")
}

extension PolicyKey where Value == WageChangeRule {
    /// Whether a declared wage may change within the base year.
    package static let wageChange = PolicyKey("wage.change")
}

extension PolicyKey where Value == TimeLimit {
    /// Within which an employer registers whom it hires.
    package static let registrationLimit = PolicyKey("enrolment.registrationLimit")
    /// Within which an employer registers itself.
    package static let employerRegistrationLimit = PolicyKey("employer.registrationLimit")
    /// Within which an employer tells that what is registered of it has changed, or that it has come to its end.
    package static let employerChangeLimit = PolicyKey("employer.changeLimit")
    /// Within which an employer tells of a person who left.
    package static let terminationLimit = PolicyKey("termination.noticeLimit")
    /// Within which the agency takes an application in or says what is missing.
    package static let acceptanceLimit = PolicyKey("acceptance.limit")
    /// Within which a refusal can be appealed with the agency itself.
    package static let appealLimit = PolicyKey("appeal.limit")
    /// Within which the agency decides a matter; `matter` is its slug.
    package static func limit(matter: String) -> PolicyKey { PolicyKey("matter.\(matter).limit") }
}

extension PolicyKey where Value == TimeLimit {
    /// How long before a deduction the employer is told of it.
    package static let deductionNotice = PolicyKey("collection.deduction.notice")
    /// How long an online order can be paid.
    package static let orderValidity = PolicyKey("collection.onlineBank.validity")
    /// Until the bank's slip is in the slip box.
    package static let slipDelivery = PolicyKey("collection.slip.delivery")
}

extension PolicyKey where Value == String {
    /// The agency's account for remittances: number, holder and bank.
    package static let collectionAccountNumber = PolicyKey("collection.account.number")
    package static let collectionAccountHolder = PolicyKey("collection.account.holder")
    package static let collectionAccountBank = PolicyKey("collection.account.bank")
}

extension PolicyKey where Value == Routes {
    /// Which way a matter takes; `matter` is its slug.
    package static func routes(matter: String) -> PolicyKey { PolicyKey("matter.\(matter).route") }
}

extension PolicyKey where Value == Rate {
    /// 滞纳金, a day; by line in the years in which they had rules of their own.
    package static let lateFeeRate = PolicyKey("lateFee.rate")
    /// What an employer that does not declare is assessed at, of the month before (社会保险法 art. 62).
    package static let undeclaredRate = PolicyKey("contribution.undeclaredRate")
}

extension PolicyKey where Value == Money {
    /// 职工年平均工资, of the calendar year in which the day lies; the series ended with 2017.
    package static let averageWageOfEmployees = PolicyKey("averageWage.employees")
    /// 全口径城镇单位就业人员年平均工资, of the calendar year in which the day lies.
    package static let averageWageOfAll = PolicyKey("averageWage.all")
}

extension PolicyKey where Value == RegionScope {
    /// How much of a region the files tell; all of it where they do not say.
    package static let scope = PolicyKey("region.scope")
}

extension PolicyKey where Value == RoundingRule {
    package static let lateFeeRounding = PolicyKey("lateFee.rounding")
}

/// How much the files tell of a region.
package enum RegionScope: String, PolicyChoice {
    /// All that the platform asks for: its employers can be served.
    case platform
    /// What some sources tell: questions are answered as far as it goes, the rest are gaps.
    case questions
}

/// Who collects contributions (征收机构): by law the tax department or the agency itself, which lets a bank take the money
/// (社会保险费征缴暂行条例第六条).
package enum Collector: String, PolicyChoice {
    case tax, agencyThroughBank
}

/// Whether a way of paying can be chosen.
package enum WayState: String, PolicyChoice {
    case open, closed
}

/// From which month on another class of work-injury risk holds.
package enum ClassChangeRule: String, PolicyChoice {
    /// The month in which the change is registered.
    case monthOfChange
    /// The month after it.
    case monthAfterChange

    package func firstPeriod(changedOn day: Day) -> Month {
        switch self {
        case .monthOfChange: day.month
        case .monthAfterChange: day.month.next
        }
    }
}

/// For which month a person's contributions begin.
package enum FirstPeriodRule: String, PolicyChoice {
    /// The month in which the employment starts.
    case monthOfHiring
    /// The month after it.
    case monthAfterHiring

    package func firstPeriod(hiredOn day: Day) -> Month {
        switch self {
        case .monthOfHiring: day.month
        case .monthAfterHiring: day.month.next
        }
    }
}

/// For which month a person's contributions end.
package enum LastPeriodRule: String, PolicyChoice {
    /// The month in which the employment ends is still owed.
    case monthOfTermination
    /// The month before it is the last.
    case monthBeforeTermination

    package func lastPeriod(terminatedOn day: Day) -> Month {
        switch self {
        case .monthOfTermination: day.month
        case .monthBeforeTermination: day.month.previous
        }
    }
}

/// From which month on payment is suspended.
package enum SuspensionRule: String, PolicyChoice {
    /// That of filing if it is not billed yet, else the next.
    case monthOfFiling
    case monthAfterFiling
}

/// What becomes of the enrolment of somebody past the legal retirement age who draws no pension.
package enum PastAgeRule: String, PolicyChoice {
    /// The employment ended by law (劳动合同法实施条例 art. 21), and nobody is enrolled.
    case notEnrolled
    /// Coverage goes on until the pension.
    case untilPension
}

/// Whether a declared wage may change within the base year.
package enum WageChangeRule: String, PolicyChoice {
    case anyTime, notWithinBaseYear
}

/// What the loader knows of the keys.
package enum PolicyCatalogue {
    struct Declaration: Hashable, Sendable {
        /// The kinds that a file may give it; the first is the usual one.
        let kinds: [ParameterKind]
        var words: [String] = []
        var isRequired = false
        /// What its whole numbers may be.
        var count: CountRule?
        /// Whether something is measured by it.
        var isPositive = false
        /// By what its tables go, where the code knows no other.
        var attributes: [Attribute]?
        /// Whether the keys of its table are the lower bounds of bands.
        var isByBounds = false
    }

    /// The declaration of a key; `nil` for one that the code does not ask for.
    static func declaration(of key: String) -> Declaration? {
        if let fixed = fixed[key] { return fixed }
        let parts = key.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        switch (parts[0], parts[2]) {
        case ("matter", "route"): return Declaration(kinds: [.routes])
        case ("office", "about"), ("coverage", "waiting"): return Declaration(kinds: [.text])
        case ("matter", "limit"): return Declaration(kinds: [.limit])
        case ("contribution", _) where CoverageKind(rawValue: String(parts[2])) != nil:
            return Declaration(kinds: [.share])
        default: return nil
        }
    }

    static let required: [String] = fixed.filter(\.value.isRequired).map(\.key).sorted()
    /// What even a region must have that only answers questions.
    static let alwaysRequired: Set<String> = [PolicyKey.regionName.name, PolicyKey.lines.name]

    /// All words that files may choose a rule by.
    package static var allWords: Set<String> { Set(fixed.values.flatMap(\.words)) }

    private static let fixed: [String: Declaration] = Dictionary(
        uniqueKeysWithValues: [
            required(.regionName), required(.lines), required(.baseYearFirstMonth, .monthOfYear),
            required(.taxWindowOpensOnDay, .dayOfMonth), required(.taxWindowClosesOnDay, .dayOfMonth),
            required(.firstPeriod), required(.lastPeriod),
            required(.registrationLimit), required(.employerRegistrationLimit), required(.terminationLimit),
            (PolicyKey.lateFeeRate.name, Declaration(kinds: [.rate, .rateTable], isRequired: true)),
            required(.lateFeeStart), required(.lateFeeEnd), required(.lateFeeDayCount),
            required(.lateFeeRounding), optional(.lateFeeLiable), required(.collector), required(.deduction),
            required(.onlineBank),
            required(.counterPayment), required(.remittance), optional(.deductionNotice), optional(.orderValidity),
            optional(.slipDelivery), optional(.collectionAccountNumber), optional(.collectionAccountHolder),
            optional(.collectionAccountBank),
            optional(.scope), positive(.averageWageOfEmployees), positive(.averageWageOfAll),
            optional(.acceptanceLimit), optional(.appealLimit), optional(.declarationOpensOnDay, .dayOfMonth),
            optional(.declarationClosesOnDay, .dayOfMonth),
            optional(.deductionClosesOnDay, .dayOfMonth), optional(.deductionClosesAtHour, .hourOfDay),
            optional(.counterOpensOnDay, .dayOfMonth), optional(.counterClosesOnDay, .dayOfMonth),
            optional(.messagesFromHour, .hourOfDay),
            optional(.messagesThroughHour, .hourOfDay), optional(.messagesNearDays, .days), optional(.undeclaredRate),
            injuryClasses,
            optional(.employerChangeLimit), optional(.injuryClassFirstPeriod),
            (ReliefTerm.lateFeeKey, Declaration(kinds: [.relief])),
            (WorkingCalendar.key, Declaration(kinds: [.calendar])),
            optional(.pastRetirementAge), optional(.suspensionFirstPeriod), optional(.suspensionReasons),
            optional(.wageChange),
            optional(.wageDeclarationFirstMonth, .monthOfYear), optional(.wageDeclarationLastMonth, .monthOfYear),
            optional(.wageUndeclared),
            optional(.lines(ofWork: "partTime")), optional(.lines(ofWork: "further")),
        ] + pension + benefits)

    static func optional<Value>(_ key: PolicyKey<Value>) -> (String, Declaration) {
        (key.name, Declaration(kinds: [Value.kind], words: Value.words))
    }

    /// Whole numbers, or a table of them.
    static func optional<Value>(_ key: PolicyKey<Value>, _ unit: CountUnit) -> (String, Declaration) {
        (key.name, Declaration(kinds: [Value.kind], count: CountRule(unit: unit, isDivisor: false)))
    }

    /// Whole numbers that something is divided by.
    static func divisor<Value>(_ key: PolicyKey<Value>, _ unit: CountUnit) -> (String, Declaration) {
        (key.name, Declaration(kinds: [Value.kind], count: CountRule(unit: unit, isDivisor: true)))
    }

    private static func positive<Value>(_ key: PolicyKey<Value>) -> (String, Declaration) {
        (key.name, Declaration(kinds: [Value.kind], isPositive: true))
    }

    private static func required<Value>(_ key: PolicyKey<Value>) -> (String, Declaration) {
        (key.name, Declaration(kinds: [Value.kind], words: Value.words, isRequired: true))
    }

    private static func required<Value>(_ key: PolicyKey<Value>, _ unit: CountUnit) -> (String, Declaration) {
        (
            key.name,
            Declaration(kinds: [Value.kind], isRequired: true, count: CountRule(unit: unit, isDivisor: false))
        )
    }

    private static let injuryClasses = (
        PolicyKey.injuryClasses.name,
        Declaration(
            kinds: [.countTable], count: CountRule(unit: .riskClass, isDivisor: false), attributes: [.industry])
    )
}
