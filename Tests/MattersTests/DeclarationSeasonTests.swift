import Basics
import Matters
import Policy
import Testing

struct DeclarationSeasonTests {
    /// Of a city whose season and base year begin and end in these months.
    private func season(_ first: Int, _ last: Int, baseYear: Int, on today: String) throws -> DeclarationSeason {
        func month(_ key: String, _ month: Int) -> String {
            "  \(key): {name: 甲, kind: count, unit: monthOfYear, "
                + "values: [{from: 2020-01-01, value: \(month), source: T, state: unverified}]}\n"
        }
        let text =
            "topic: 试验\nheldThrough: open\nsources:\n  T: {title: 试验}\nparameters:\n"
            + month("wage.declaration.firstMonth", first) + month("wage.declaration.lastMonth", last)
            + month("contribution.baseYearFirstMonth", baseYear)
        let book = try PolicyBook(files: [PolicyFile(path: "testville/a.yaml", text: text)], requiring: [])
        return try DeclarationSeason(
            on: #require(Day(today)), under: book.region(Region(rawValue: "testville"), askedBy: "测试"))
    }

    @Test(arguments: [
        ("2026-05-31", "2026-06", "2026-07", "2026-07", false), ("2026-06-01", "2026-06", "2026-07", "2026-07", true),
        ("2026-07-31", "2026-06", "2026-07", "2026-07", true), ("2026-08-01", "2027-06", "2027-07", "2027-07", false),
    ])
    func `a season within a year is that of today or the next to come`(
        today: String, opens: String, closes: String, baseYear: String, isOpen: Bool
    ) throws {
        let season = try season(6, 7, baseYear: 7, on: today)
        #expect(season.opens == Month(opens) && season.closes == Month(closes) && season.baseYear == Month(baseYear))
        #expect(season.isOpen(on: Day(today)!) == isOpen)
    }

    @Test(arguments: [
        ("2026-10-31", "2026-11", "2027-01", false), ("2026-12-15", "2026-11", "2027-01", true),
        ("2027-01-31", "2026-11", "2027-01", true), ("2027-02-01", "2027-11", "2028-01", false),
    ])
    func `a season over the turn of the year begins in the year before`(
        today: String, opens: String, closes: String, isOpen: Bool
    ) throws {
        let season = try season(11, 1, baseYear: 1, on: today)
        #expect(season.opens == Month(opens) && season.closes == Month(closes))
        #expect(season.baseYear == season.closes)
        #expect(season.isOpen(on: Day(today)!) == isOpen)
    }
}
