/// A moment in UTC, in whole milliseconds since 1970: for events, sessions, leases and signatures.
///
/// Rules, deadlines and dates on papers use ``Day``; the two clocks are never derived from each other inside a rule.
package struct Instant: Hashable, Comparable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    package func adding(seconds: Int) -> Instant { Instant(milliseconds: milliseconds + Int64(seconds) * 1_000) }

    /// The date and time of day that a clock on a Chinese wall shows (UTC+8, no summer time since 1991).
    package var shanghai: (day: Day, hour: Int, minute: Int, second: Int) {
        let seconds = Int((milliseconds + 8 * 3_600_000) / 1_000)
        let (days, rest) = (seconds / 86_400, seconds % 86_400)
        return (Day(daysSinceEpoch: Int32(days)), rest / 3_600, rest / 60 % 60, rest % 60)
    }
}

extension Instant {
    /// `2026年11月21日 09:05`, for people, with the business day on which it was.
    package func chinese(on businessDay: Day) -> String {
        "\(businessDay.chinese) \(description.dropFirst(11).prefix(5))"
    }
}

extension Instant: CustomStringConvertible {
    /// `2026-11-21 09:05:03`, Shanghai time.
    package var description: String {
        let (day, hour, minute, second) = shanghai
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(day) \(two(hour)):\(two(minute)):\(two(second))"
    }
}
