import ArgumentParser
import Basics
import Cryptography
import Database
import Foundation
import Office
import Records
import Storage

/// A generated city: what writing it costs beside inserting its finished rows into the same tables with the same keys, and what its
/// audit costs beside reading once all that it checks.
struct CityBench {
    private let command: BenchCommand
    private let shelf: PolicyShelf
    private let chain: TrailChain

    /// Rows that one connection inserts at once.
    private static let rowsAtOnce = 50_000
    private static let lanes = 4
    private static let businessDay = Day(year: 2026, month: 11, day: 20)!

    init(_ command: BenchCommand) throws {
        self.command = command
        shelf = try PolicyShelf(files: try PolicyFiles.read(command.policy), withDemonstration: true)
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
        let memory = try peakMegabytes()
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
            Figure("city: memory of all", try peakMegabytes(), "MB"),
        ]
    }

    /// What was resident at most since the process began.
    private func peakMegabytes() throws -> Double {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        guard let kilobytes = status.firstMatch(of: /VmHWM:\s+([0-9]+) kB/).flatMap({ Double($0.1) }) else {
            throw ValidationError("The system does not tell how much memory the process has used.")
        }
        return kilobytes / 1_024
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
    /// Rows of one table, value by value.
    private struct Rows: Sendable {
        let table: CityTables.Table
        var values: [ColumnValue] = []

        func load(_ tx: Transaction) throws {
            let width = table.columns.count
            try tx.load(into: table.name, columns: table.columns) { rows in
                for (index, value) in values.enumerated() {
                    rows.sink.write(value)
                    if index % width == width - 1 { try rows.sink.endRow() }
                }
            }
        }
    }

    /// Inserts all rows into another empty database, as many beside each other as the generator writes.
    ///
    /// - Returns: the milliseconds of the insertions, without those of reading the rows.
    private func insertAgain(from database: Database, into address: StoreAddress) async throws -> Double {
        let copy = try address.open()
        try await copy.migrate(Schema.migrations, at: WallClock().now)
        try await copyGround(from: database, to: copy)
        var spent = 0.0
        for table in CityTables.all {
            let spans = try await spans(of: table, in: database)
            for start in stride(from: 0, to: spans.count, by: Self.lanes) {
                let rows = try await read(table, spans[start..<min(start + Self.lanes, spans.count)], from: database)
                spent += try await milliseconds { try await insert(rows, into: copy) }.took
            }
        }
        await copy.close()
        return spent
    }

    private func insert(_ rows: [Rows], into copy: Database) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for rows in rows {
                group.addTask { try await copy.transaction(.loading) { tx in try rows.load(tx) } }
            }
            try await group.waitForAll()
        }
    }

    private func read(
        _ table: CityTables.Table, _ spans: ArraySlice<Range<Int64>>, from database: Database
    ) async throws -> [Rows] {
        try await withThrowingTaskGroup(of: Rows.self) { group in
            for span in spans {
                group.addTask {
                    try await database.read { tx in
                        var rows = Rows(table: table)
                        try tx.each(
                            """
                            \(table.select) WHERE \(name: table.key) >= \(span.lowerBound)
                                AND \(name: table.key) < \(span.upperBound) ORDER BY \(name: table.key)
                            """
                        ) { row in try table.read(row) { rows.values.append($0) } }
                        return rows
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// Spans of the leading key with about as many rows each as are inserted at once.
    private func spans(of table: CityTables.Table, in database: Database) async throws -> [Range<Int64>] {
        try await database.read { tx in
            try tx.one(
                """
                SELECT count(*), coalesce(min(\(name: table.key)), 0), coalesce(max(\(name: table.key)), 0)
                FROM \(name: table.name)
                """
            ) { row in
                let (count, first, last): (Int, Int64, Int64) = (try row[0], try row[1], try row[2])
                let step = max(Int64(Self.rowsAtOnce) * (last - first + 1) / Int64(max(count, 1)), 1)
                return stride(from: first, through: last, by: Int64.Stride(step)).map { $0..<$0 + step }
            }
        }
    }

    /// The few rows that the others refer to.
    private func copyGround(from database: Database, to copy: Database) async throws {
        let branches = try await database.read { tx in try tx.branches.all() }
        try await copy.transaction { [shelf] tx in
            // Those above others first.
            for branch in branches.sorted(by: { ($0.parent == nil ? 0 : 1) < ($1.parent == nil ? 0 : 1) }) {
                try tx.branches.register(branch)
            }
            try shelf.keep(at: WallClock().now, tx)
        }
    }
}
