package import Basics
import Foundation

/// The two clocks of the office. Nothing below it reads a clock; tests and the simulation set it.
package protocol OfficeClock: Sendable {
    /// For events, sessions, leases and signatures.
    var now: Instant { get }
    /// The business day: for rules, deadlines and dates on papers.
    var today: Day { get }
}

/// The clock on the wall; the business day may be set apart from it, so that a demonstration can stand in any month.
package struct WallClock: OfficeClock {
    private let businessDay: Day?

    package init(businessDay: Day? = nil) {
        self.businessDay = businessDay
    }

    package var now: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }
    package var today: Day { businessDay ?? now.shanghai.day }
}
