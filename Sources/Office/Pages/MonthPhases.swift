package import Basics
package import Policy

/// From when to when a month's business is done in a region, each phase by itself: policy gives their days month by month, so that
/// any of them can be moved alone.
package struct MonthPhases: Sendable {
    static let purpose = "办理日期查询"

    package struct Phase: Sendable {
        /// What tells it from the others: the key of the parameter that gives its day.
        package let key: String
        package let name: String
        /// When it is, in words, with what that rests on; or why nobody knows.
        package let found: Result<Found, PolicyGap>
    }

    package struct Found: Sendable {
        package let day: Day
        /// The hour of that day, where policy gives one.
        package let hour: Int?
        package let citations: [Citation]

        package var text: String { day.chinese + (hour.map { "\($0)时" } ?? "") }
        package var isVerified: Bool { citations.allSatisfy(\.isVerified) }
    }

    /// Those that the region's policy tells of; empty where it tells of none in the month.
    package let phases: [Phase]

    package init(_ policy: RegionPolicy, in period: Month) {
        let days: [(String, PolicyKey<Int>, PolicyKey<Int>?)] = [
            ("申报开始", .declarationOpensOnDay, nil), ("申报截止", .declarationClosesOnDay, nil),
            ("扣款数据提取截止", .deductionClosesOnDay, .deductionClosesAtHour), ("柜台办理开始", .counterOpensOnDay, nil),
            ("柜台办理截止", .counterClosesOnDay, nil),
        ]
        phases =
            days.compactMap { name, day, hour in
                let key = day.name
                return MonthPhases.told { () throws(PolicyGap) in
                    let day = try policy.value(day, on: period.firstDay, askedBy: Self.purpose)
                    guard let hour else { return MonthPhases.found(period, day.value, nil, [day.citation]) }
                    let cutOff = try policy.value(hour, on: period.firstDay, askedBy: Self.purpose)
                    return MonthPhases.found(period, day.value, cutOff.value, [day.citation, cutOff.citation])
                }.map { Phase(key: key, name: name, found: $0) }
            } + [MonthPhases.lateFee(policy, period)].compactMap(\.self)
    }

    private static func found(_ period: Month, _ day: Int, _ hour: Int?, _ citations: [Citation]) -> Found {
        let day = min(period.lastDay, period.firstDay.adding(days: day - 1))
        return Found(day: day, hour: hour, citations: citations)
    }

    /// The first day that counts, where a measure has moved it; else it follows from the last day of payment.
    private static func lateFee(_ policy: RegionPolicy, _ period: Month) -> Phase? {
        let relief = try? policy.relief(
            named: ReliefTerm.lateFeeKey, for: [:], on: period.firstDay, askedBy: purpose)
        guard let relief, case .deferred(let last?) = relief.value else { return nil }
        let first = last.adding(days: 1)
        return Phase(
            key: ReliefTerm.lateFeeKey, name: "滞纳金起算",
            found: .success(Found(day: first, hour: nil, citations: [relief.citation])))
    }

    /// - Returns: `nil` where policy does not tell of it in this month: before the first that it tells, and after it has ended.
    private static func told(
        _ look: () throws(PolicyGap) -> Found
    ) -> Result<Found, PolicyGap>? {
        do throws(PolicyGap) {
            return .success(try look())
        } catch {
            switch error.cause {
            case .absent: return .failure(error)
            default: return nil
            }
        }
    }
}
