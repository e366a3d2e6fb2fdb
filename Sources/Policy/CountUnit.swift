import Basics

/// Of what a whole number is. A file says it, the key declares it, and whoever reads the number sees it.
package enum CountUnit: String, Hashable, Sendable, CaseIterable {
    case days
    case months
    /// The first, the second… month of something: `第13个月`.
    case monthInOrder
    /// 1 to 12: `7月`.
    case monthOfYear
    case dayOfMonth
    case hourOfDay
    /// A month of a year, `yyyymm`.
    case yearMonth
    /// How many decimals a number has.
    case decimals
    case times
    /// A class of work-injury risk.
    case riskClass

    package func shown(_ number: Int) -> String {
        switch self {
        case .days: "\(number)天"
        case .months: "\(number)个月"
        case .monthInOrder: "第\(number)个月"
        case .monthOfYear: "\(number)月"
        case .dayOfMonth: "\(number)日"
        case .hourOfDay: "\(number)点"
        case .yearMonth: Month(yyyymm: number)?.chinese ?? "\(number)"
        case .decimals: "\(number)位"
        case .times: "\(number)倍"
        case .riskClass: "\(number)类"
        }
    }

    /// What can be meant at all.
    fileprivate var range: ClosedRange<Int> {
        switch self {
        case .days: 0...3_660
        case .months: 0...1_200
        case .monthInOrder: 1...1_200
        case .monthOfYear: 1...12
        case .dayOfMonth: 1...31
        case .hourOfDay: 0...23
        case .yearMonth: 190_001...209_912
        case .decimals: 0...6
        case .times: 1...1_000
        case .riskClass: 1...99
        }
    }
}

/// What the whole numbers of a key may be.
struct CountRule: Hashable, Sendable {
    let unit: CountUnit
    /// Whether something is divided by it.
    let isDivisor: Bool

    /// What is wrong with a number, with what would be right; `nil` for one that can be meant.
    func objection(to number: Int) -> (what: String, remedy: String)? {
        let range = isDivisor ? max(1, unit.range.lowerBound)...unit.range.upperBound : unit.range
        if unit == .yearMonth, Month(yyyymm: number) == nil || !range.contains(number) {
            return ("“\(number)”不是月份。", "请写作六位数字，如199210。")
        }
        guard !range.contains(number) else { return nil }
        return ("“\(number)”超出了范围。", "应为\(range.lowerBound)至\(range.upperBound)。")
    }
}
