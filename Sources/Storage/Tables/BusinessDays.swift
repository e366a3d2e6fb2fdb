package import Basics
package import Database

extension Transaction {
    package var businessDays: BusinessDays { BusinessDays(tx: self) }
}

/// The business days that were set apart from the clock, as a demonstration does; empty wherever nobody ever has.
package struct BusinessDays {
    let tx: Transaction

    package struct Setting: Hashable, Sendable {
        package let from: Instant
        /// `nil` where the day on the clock holds again.
        package let day: Day?
    }

    /// In the order of time; by it the day of a moment is found.
    package func all() throws -> [Setting] {
        try tx.all("SELECT from_instant, day FROM business_day ORDER BY from_instant") { row throws(DatabaseError) in
            Setting(from: try row[0], day: try row[1])
        }
    }

    /// From now on this day holds; what holds already is not written again.
    package func set(_ day: Day?, from instant: Instant) throws {
        guard try all().last?.day != day else { return }
        try tx.run("INSERT INTO business_day (from_instant, day) VALUES (\(instant), \(day))")
    }
}

extension [BusinessDays.Setting] {
    /// On which business day a moment was that is past.
    package func day(of moment: Instant) -> Day { last { $0.from <= moment }?.day ?? moment.shanghai.day }
}
