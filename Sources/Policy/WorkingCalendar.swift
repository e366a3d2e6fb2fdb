package import Basics

/// Holidays and make-up working days that one year's notice names.
package struct CalendarYear: Hashable, Sendable {
    /// Days off.
    package let off: Set<Day>
    /// Weekend days that are worked.
    package let work: Set<Day>
}

/// The official calendar of working days: Monday to Friday, but for what the State Council's yearly notices say.
///
/// Past the last year with a notice, Monday to Friday counts, and every day that rests on it is called provisional.
package struct WorkingCalendar: Hashable, Sendable {
    package static let key = "calendar.years"

    /// A day that a time limit runs out.
    package struct DueDay: Hashable, Sendable {
        package let day: Day
        /// Whether a notice that is still to come may move it.
        package let isProvisional: Bool
    }

    private let off: Set<Day>
    private let work: Set<Day>
    /// The days for which the notices are known.
    package let published: ClosedRange<Day>?

    package init(years: [CalendarYear], published: ClosedRange<Day>?) {
        self.off = years.reduce(into: []) { $0.formUnion($1.off) }
        self.work = years.reduce(into: []) { $0.formUnion($1.work) }
        self.published = published
    }

    init(_ parameter: Parameter?) {
        var years: [CalendarYear] = []
        var (first, last): (Day?, Day?) = (nil, nil)
        for span in parameter?.spans ?? [] {
            guard case .value(.calendar(let year)) = span.content, let through = span.through else { continue }
            years.append(year)
            first = min(first ?? span.from, span.from)
            last = max(last ?? through, through)
        }
        if let first, let last {
            self.init(years: years, published: first...last)
        } else {
            self.init(years: years, published: nil)
        }
    }

    package func isWorkingDay(_ day: Day) -> Bool {
        if work.contains(day) { return true }
        return day.weekday <= 5 && !off.contains(day)
    }

    /// The day on which so many working days are over; the day of the event itself does not count.
    package func adding(workingDays: Int, to start: Day) -> DueDay {
        precondition(workingDays >= 0, "time limits run forward")
        var (day, left) = (start, workingDays)
        while left > 0 {
            day = day.adding(days: 1)
            if isWorkingDay(day) { left -= 1 }
        }
        return DueDay(day: day, isProvisional: restsOnGuess(start, day))
    }

    /// The last day of a time limit that begins with an event on a day. A limit in plain days that would end on a day off
    /// ends on the next working day (民法典第二百零三条).
    package func due(_ limit: TimeLimit, after start: Day) -> DueDay {
        switch limit.unit {
        case .workingDays: return adding(workingDays: limit.amount, to: start)
        case .days:
            var day = start.adding(days: limit.amount)
            while !isWorkingDay(day) { day = day.adding(days: 1) }
            return DueDay(day: day, isProvisional: restsOnGuess(day, day))
        }
    }

    /// Working days after a day, up to and with another; 0 if that is not later.
    package func workingDays(after start: Day, through end: Day) -> Int {
        guard end > start else { return 0 }
        return (1...end.days(since: start)).count { isWorkingDay(start.adding(days: $0)) }
    }

    private func restsOnGuess(_ first: Day, _ last: Day) -> Bool {
        guard let published else { return true }
        return !(published.contains(first) && published.contains(last))
    }
}
