package import Basics
package import Database
import Foundation
import Storage

/// The two clocks of the office. Nothing below it reads a clock; tests and the simulation set it.
package protocol OfficeClock: Sendable {
    /// For events, sessions, leases and signatures.
    var now: Instant { get }
    /// The business day: for rules, deadlines and dates on papers.
    var today: Day { get }
    /// The business day of a moment that is past.
    func day(of moment: Instant) -> Day
}

extension OfficeClock {
    package func day(of moment: Instant) -> Day { moment.shanghai.day }

    /// A moment that is past, for people: on its business day, so that one page does not stand on two days.
    package func shown(_ moment: Instant) -> String { moment.chinese(on: day(of: moment)) }

    /// The day of a moment to come, counted from the business day.
    package func dayAhead(of moment: Instant) -> Day {
        today.adding(days: moment.shanghai.day.days(since: now.shanghai.day))
    }
}

/// The clock on the wall; the business day may be set apart from it, so that a demonstration can stand in any month.
///
/// What is recorded keeps its true instant. On which business day it was is known from when each day was set.
package struct WallClock: OfficeClock {
    private let businessDay: Day?
    private let settings: [BusinessDays.Setting]

    package init(businessDay: Day? = nil) {
        self.init(businessDay: businessDay, settings: [])
    }

    private init(businessDay: Day?, settings: [BusinessDays.Setting]) {
        self.businessDay = businessDay
        self.settings = settings
    }

    package var now: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }
    package var today: Day { businessDay ?? now.shanghai.day }

    /// By the setting that held then. What was before the first, or is later than now, is on the day that it says itself: it belongs to
    /// the past of a demonstration, which is made up beforehand.
    package func day(of moment: Instant) -> Day { moment <= now ? settings.day(of: moment) : moment.shanghai.day }

    /// The same clock, with the days that were set in this database before; from now on its own holds.
    package func kept(in database: Database) async throws -> WallClock {
        let now = now
        let settings = try await database.transaction { [businessDay] tx in
            try tx.businessDays.set(businessDay, from: now)
            return try tx.businessDays.all()
        }
        return WallClock(businessDay: businessDay, settings: settings)
    }
}
