import ArgumentParser
import Basics
import Cryptography
import Database
import Office
import Records
import Storage

/// A generated city: what writing it costs beside inserting its finished rows into the same tables with the same keys, and what its
/// audit costs beside reading once all that it checks.
struct CityBench {
    private let command: BenchCommand
    private let shelf: PolicyShelf
    private let chain: TrailChain

    private static let lanes = 4
    private static let businessDay = Day(year: 2026, month: 11, day: 20)!

    init(_ command: BenchCommand) throws {
        self.command = command
        shelf = try command.policyFiles.shelf(withDemonstration: true)
        chain = TrailChain(AuthenticationKey(randomBytes(32))!)
    }

    func run(_ address: StoreAddress, copy copyAddress: StoreAddress) async throws -> [Figure] {
        let database = try address.open()
        try await database.migrate(Schema.migrations, at: WallClock().now)
        let city = GeneratedCity(
            people: command.people, seed: command.seed, in: Region(rawValue: "beijing"), covered: 12, billed: 12,
            on: Self.businessDay)
        let (generated, written) = try await milliseconds {
            try await city.write(to: database, under: shelf, chain: chain, lanes: Self.lanes)
        }
        let memory = try ProcessMemory.peakMegabytes()
        try await database.settle()
        let copied = try await insertAgain(from: database, into: copyAddress)
        let (audited, report) = try await milliseconds {
            try await Audit(database, chain: chain, shelf: shelf).run()
        }
        guard report.isClean else { throw ValidationError(report.summary) }
        let (read, _) = try await milliseconds { try await readOnce(database) }
        await database.close()
        return [
            Figure("city: \(written.people) people, contributions", Double(written.rows) / 1e6, "million"),
            Figure("city: its finished rows inserted", copied / 1_000, "s"),
            Figure("city: generated", generated / 1_000, "s"),
            Figure("city: generated beside inserted", generated / copied, "×", .atMost(3)),
            Figure("city: memory of generating", memory, "MB", .atMost(512)),
            Figure("city: read once", read / 1_000, "s"), Figure("city: audited", audited / 1_000, "s"),
            Figure("city: audited beside read", audited / read, "×", .atMost(5)),
            Figure("city: memory of all", try ProcessMemory.peakMegabytes(), "MB"),
        ]
    }

    /// As much as the audit looks at, by the engine's fastest way, every value of it decoded.
    private func readOnce(_ database: Database) async throws {
        try await database.read { tx in
            var values = 0
            for table in CityTables.all {
                try tx.copyOut(table.select) { row in try table.read(row) { _ in values += 1 } }
            }
            precondition(values > 0, "a city has rows")
        }
    }
}

// MARK: Finished rows

extension CityBench {
    /// Inserts all rows into another empty database, as many beside each other as the generator writes.
    ///
    /// - Returns: the milliseconds of the insertions, without those of reading the rows.
    private func insertAgain(from database: Database, into address: StoreAddress) async throws -> Double {
        let copy = try address.open()
        try await copy.migrate(Schema.migrations, at: WallClock().now)
        try await FinishedRows.copyGround(from: database, to: copy, under: shelf)
        let spent = try await FinishedRows.insert(CityTables.all, from: database, into: copy, lanes: Self.lanes)
        await copy.close()
        return spent
    }
}
