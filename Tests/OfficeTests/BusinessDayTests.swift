import Basics
import Database
import Office
import Storage
import TestSupport
import Testing

@Suite struct `The business day of a moment` {
    private func instant(_ day: String, hour: Int) -> Instant {
        Instant(milliseconds: (Int64(Day(day)!.daysSinceEpoch) * 24 + Int64(hour) - 8) * 3_600_000)
    }

    @Test(arguments: Engine.allCases)
    func `is the one that was set at the time, and the clock's own where none was`(on engine: Engine) async throws {
        try await withDatabase(on: engine, migratedBy: Schema.migrations) { database in
            let settings = try await database.transaction { tx in
                let days = tx.businessDays
                // Nothing is written where nobody sets a day.
                try days.set(nil, from: instant("2026-11-21", hour: 7))
                try days.set(Day("2026-11-20"), from: instant("2026-11-22", hour: 9))
                try days.set(Day("2026-11-20"), from: instant("2026-11-22", hour: 10))
                try days.set(Day("2026-12-05"), from: instant("2026-11-23", hour: 9))
                try days.set(nil, from: instant("2026-11-24", hour: 9))
                return try days.all()
            }
            #expect(settings.map(\.day) == [Day("2026-11-20"), Day("2026-12-05"), nil])
            for (moment, day) in [
                (instant("2026-11-22", hour: 8), "2026-11-22"), (instant("2026-11-22", hour: 9), "2026-11-20"),
                (instant("2026-11-22", hour: 23), "2026-11-20"), (instant("2026-11-23", hour: 10), "2026-12-05"),
                (instant("2026-11-24", hour: 10), "2026-11-24"),
            ] {
                #expect(settings.day(of: moment) == Day(day), "\(moment)")
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `is what a demonstration shows of what is done in it`(on engine: Engine) async throws {
        try await withDatabase(on: engine, migratedBy: Schema.migrations) { database in
            let day = try #require(Day("2031-05-06"))
            let clock = try await WallClock(businessDay: day).kept(in: database)
            #expect(clock.today == day && clock.day(of: clock.now) == day)
            #expect(clock.shown(clock.now).hasPrefix("2031年5月6日 "))
            let yesterday = clock.now.adding(seconds: -86_400)
            #expect(clock.day(of: yesterday) == yesterday.shanghai.day, "before a day was set")
        }
    }
}
