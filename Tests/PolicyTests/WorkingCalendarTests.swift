import Basics
import Policy
import TestSupport
import Testing

struct WorkingCalendarTests {
    let calendar: WorkingCalendar

    init() throws {
        calendar = try PolicyFolder.book().region(Region(rawValue: "beijing"), askedBy: "测试").calendar
    }

    @Test(arguments: [
        ("2026-02-13", true), ("2026-02-14", true), ("2026-02-15", false), ("2026-02-23", false),
        ("2026-02-24", true), ("2026-02-28", true), ("2026-03-01", false), ("2007-04-28", true),
        ("2020-01-31", false), ("2020-02-03", true), ("2022-12-31", false), ("2018-12-29", true),
    ])
    func `holidays are off and make-up days are worked`(text: String, isWorkingDay: Bool) throws {
        #expect(calendar.isWorkingDay(try #require(Day(text))) == isWorkingDay)
    }

    @Test(arguments: [
        // Over the spring festival of 2026: the 14th is a worked Saturday, the 15th to the 23rd are off.
        ("2026-02-12", 1, "2026-02-13"), ("2026-02-12", 2, "2026-02-14"), ("2026-02-12", 3, "2026-02-24"),
        ("2026-02-12", 10, "2026-03-04"), ("2026-11-20", 10, "2026-12-04"), ("2026-11-20", 0, "2026-11-20"),
    ])
    func `a time limit runs over working days and does not count its first day`(
        start: String, days: Int, due: String
    ) throws {
        let found = calendar.adding(workingDays: days, to: try #require(Day(start)))
        #expect(found.day == Day(due))
        #expect(!found.isProvisional)
    }

    @Test func `past the last published year Monday to Friday counts and the day is provisional`() throws {
        let found = calendar.adding(workingDays: 10, to: try #require(Day("2026-12-28")))
        #expect(found.day == Day("2027-01-11"))
        #expect(found.isProvisional)
    }

    @Test func `a limit in plain days that ends on a day off ends on the next working day`() throws {
        let found = calendar.due(TimeLimit(30, .days), after: try #require(Day("2026-09-03")))
        #expect(found.day == Day("2026-10-08"))
        #expect(!found.isProvisional)
    }

    @Test func `working days between two days are those that a limit would take`() throws {
        let start = try #require(Day("2026-01-15"))
        for count in 0...60 {
            let end = calendar.adding(workingDays: count, to: start).day
            #expect(calendar.workingDays(after: start, through: end) == count)
        }
    }
}
