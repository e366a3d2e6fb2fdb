/// The words of rules as people read them. A file writes the name of the case; whoever sees an amount sees these.
extension RegionScope {
    package var chinese: String {
        switch self {
        case .platform: "办理业务"
        case .questions: "仅供查询"
        }
    }
}

extension Collector {
    package var chinese: String {
        switch self {
        case .tax: "税务部门征收"
        case .agencyThroughBank: "社会保险经办机构委托银行收取"
        }
    }
}

extension WayState {
    package var chinese: String {
        switch self {
        case .open: "开通"
        case .closed: "未开通"
        }
    }
}

extension ClassChangeRule {
    package var chinese: String {
        switch self {
        case .monthOfChange: "变更当月"
        case .monthAfterChange: "变更次月"
        }
    }
}

extension FirstPeriodRule {
    package var chinese: String {
        switch self {
        case .monthOfHiring: "用工起始当月"
        case .monthAfterHiring: "用工起始次月"
        }
    }
}

extension LastPeriodRule {
    package var chinese: String {
        switch self {
        case .monthOfTermination: "终止当月"
        case .monthBeforeTermination: "终止的上一个月"
        }
    }
}

extension PastAgeRule {
    package var chinese: String {
        switch self {
        case .notEnrolled: "不再办理职工参保登记"
        case .untilPension: "未领取基本养老金的，可以继续参保缴费"
        }
    }
}

extension SuspensionRule {
    package var chinese: String {
        switch self {
        case .monthOfFiling: "申报当月（当月已核定的，自次月）"
        case .monthAfterFiling: "申报次月"
        }
    }
}

extension WageChangeRule {
    package var chinese: String {
        switch self {
        case .anyTime: "可以随时变更"
        case .notWithinBaseYear: "缴费年度内不变更"
        }
    }
}

extension LateFeeStart {
    package var chinese: String {
        switch self {
        case .dayAfterDue: "缴费截止日的次日"
        case .dueDay: "缴费截止日"
        case .secondMonthAfterPeriod: "费款所属期后第二个月的第一天"
        }
    }
}

extension LateFeeLiability {
    package var chinese: String {
        switch self {
        case .employer: "滞纳金由用人单位承担"
        case .payer: "滞纳金由缴费人承担"
        }
    }
}

extension LateFeeEnd {
    package var chinese: String {
        switch self {
        case .paymentDay: "缴费当日"
        case .dayBeforePayment: "缴费的前一日"
        }
    }
}

extension DayCount {
    package var chinese: String {
        switch self {
        case .bothEnds: "首尾两天都计算"
        case .oneEnd: "首尾只计一天"
        }
    }
}

extension PartYears {
    package var chinese: String {
        switch self {
        case .wholeYears: "按已满周岁"
        case .linearTenth: "在相邻两岁之间按比例折算，保留一位小数"
        }
    }
}

extension InterestMethod {
    package var chinese: String {
        switch self {
        case .yearly: "年度计算法"
        case .monthProduct: "月积数法"
        }
    }
}

extension BeforePublication {
    package var chinese: String {
        switch self {
        case .lastPublished: "暂按最近一次公布的数值，公布后重新计算"
        case .wait: "公布后计算"
        }
    }
}

extension IndexMonths {
    package var chinese: String {
        switch self {
        case .monthsDue: "应缴费月数"
        case .monthsPaid: "实际缴费月数"
        }
    }
}

extension WageSeries {
    package var chinese: String {
        switch self {
        case .employees: "职工平均工资"
        case .all: "全口径城镇单位就业人员平均工资"
        }
    }
}

extension PolicyCatalogue {
    private static let choices: [any PolicyChoice.Type] = [
        RegionScope.self, Collector.self, WayState.self, ClassChangeRule.self, FirstPeriodRule.self,
        LastPeriodRule.self, PastAgeRule.self, SuspensionRule.self, WageChangeRule.self, LateFeeStart.self,
        LateFeeEnd.self,
        DayCount.self, LateFeeLiability.self, PartYears.self, InterestMethod.self, BeforePublication.self,
        IndexMonths.self,
        WageSeries.self,
    ]

    private static let chineseWords = Dictionary(choices.flatMap { $0.readings }) { first, _ in first }

    /// How a rule's word is read; the word itself where no rule knows it.
    package static func chinese(of word: String) -> String { chineseWords[word] ?? word }
}

extension PolicyChoice {
    fileprivate static var readings: [(String, String)] { allCases.map { ($0.rawValue, $0.chinese) } }
}
