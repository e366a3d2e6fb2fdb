package import Basics
import Database
import Matters
import Policy
import Storage

extension Desk {
    /// How many employers are reminded in one transaction.
    private static let remindedAtOnce = 500

    /// Reminds every employer of a region that has not signed its wages of the base year, once a season; out of season what
    /// was to be done is over.
    /// - Returns: how many were reminded now.
    package func remindOfWages(in region: Region) async throws -> Int {
        let (now, today) = (clock.now, clock.today)
        let policy = try shelf.current.region(region, askedBy: "年度缴费工资申报")
        // A region without a season declares no wages by the year.
        guard let season = try? DeclarationSeason(on: today, under: policy) else { return 0 }
        let kind = WageReminder.kind
        guard season.isOpen(on: today) else {
            try await database.transaction { tx in try tx.wageYears.closeReminders(of: kind, at: now) }
            return 0
        }
        var reminded = 0
        while true {
            try await ids.prepare()
            let count: Int = try await database.transaction { [self] tx in
                let employers = try tx.wageYears.unreminded(
                    in: region, of: season.baseYear, kind: kind, limit: Self.remindedAtOnce)
                for employer in employers {
                    try tx.toDos.raise(WageReminder.toDo(employer, season), as: ids.next(.toDo), at: now)
                }
                return employers.count
            }
            reminded += count
            if count < Self.remindedAtOnce { return reminded }
        }
    }
}
