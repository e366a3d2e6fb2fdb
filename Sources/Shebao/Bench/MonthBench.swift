import ArgumentParser
import Basics
import Casework
import Database
import Exchange
import Foundation
import Office
import Policy
import Records
import Storage
import Synchronization

/// The monthly assessment of a generated city beside the bare loading of its finished rows into the same tables, with the same
/// keys and as many connections, cut in the same ranges.
///
/// A round assesses one month, and loads the rows of a month that was assessed before as those of another; the order changes
/// from round to round, as the tables grow. The bare rows are removed after each, and the audit must find the rest in order.
struct MonthBench {
    private let deployment: Deployment
    private let region: Region
    private let people: Int
    private let connections: Int
    private let months: [Month]

    private static let businessDay = Day(year: 2026, month: 11, day: 20)!

    init(_ command: BenchCommand, _ database: StoreAddress) async throws {
        let clock = WallClock(businessDay: Self.businessDay)
        deployment = try await Deployment(
            database: try database.open(), keysFolder: "\(command.data)/keys",
            shelf: try command.policyFiles.shelf(withDemonstration: true),
            authority: Deployment.Authority(
                name: "演示市社会保险经办中心（演示）", sealOwner: "演示市社会保险经办中心", sealPurpose: "演示专用章", notice: ""),
            publicAddress: "", clock: clock, partners: NobodyAnswers())
        guard try await !DemonstrationCity.exists(in: deployment.database) else {
            throw ValidationError("The database is not empty.")
        }
        region = Region(rawValue: "beijing")
        people = command.people
        connections = deployment.database.engine == .sqlite ? 1 : 4
        // One to warm up, and two a round.
        let covered = 1 + 2 * command.rounds
        let first = Self.businessDay.month.adding(months: -covered)
        months = (0..<covered).map { first.adding(months: $0) }
        let city = GeneratedCity(
            people: command.people, seed: command.seed, in: region, covered: covered, billed: 0, on: Self.businessDay)
        _ = try await city.write(
            to: deployment.database, under: deployment.desk.shelf, chain: deployment.desk.chain, lanes: connections)
        if deployment.database.engine == .postgreSQL {
            try await deployment.database.transaction(.bulk) { tx in try tx.run("ANALYZE") }
        }
    }

    func run(rounds: Int) async throws -> [Figure] {
        var (assessed, loaded): ([Double], [Double]) = ([], [])
        var source = try await assess(months[0])
        let peak = try ProcessMemory.peakMegabytes()
        for round in 0..<rounds {
            let (first, second) = (months[1 + 2 * round], months[2 + 2 * round])
            let isBareFirst = round % 2 == 1
            if isBareFirst { loaded.append(try await loadBare(source.run, as: first, round)) }
            let next = try await assess(isBareFirst ? second : first)
            assessed.append(next.took)
            if !isBareFirst { loaded.append(try await loadBare(source.run, as: second, round)) }
            source = next
        }
        try await prove()
        let (run, bare) = (assessed.median, loaded.median)
        return [
            Figure("month: people", Double(people), ""),
            Figure("month: its finished rows loaded", bare / 1_000, "s"),
            Figure("month: assessed and written", run / 1_000, "s"),
            Figure("month: assessed beside loaded", run / bare, "×", .atMost(2)),
            Figure("month: contributions a second", 1_000 * Double(source.rows) / run, "rows/s"),
            Figure("month: memory of our process", peak, "MB", .atMost(512)),
        ]
    }

    private struct Assessed {
        let run: CaseId
        let rows: Int
        let took: Double
    }

    private func assess(_ period: Month) async throws -> Assessed {
        let (took, result) = try await milliseconds {
            try await MonthRun(deployment.desk, in: region, of: period, connections: connections).run()
        }
        guard result.refusedCount == 0 else {
            throw ValidationError("Some employers could not be assessed: \(result.refused[0].sentence)")
        }
        let rows = try await deployment.database.read { tx in
            try tx.one("SELECT count(*) FROM contribution_row WHERE period = \(period)") { row in try row[0] as Int }
        }
        return Assessed(run: result.id, rows: rows, took: took)
    }

    private func prove() async throws {
        let desk = deployment.desk
        let report = try await Audit(desk.database, chain: desk.chain, shelf: desk.shelf).run()
        guard report.isClean else {
            throw ValidationError(
                report.summary + report.findings.prefix(10).map { "\n\($0.table) \($0.key): \($0.sentence)" }.joined())
        }
        await desk.database.close()
    }
}

// MARK: By themselves

extension MonthBench {
    /// Added to keys for each round, so that the bare rows can be told and removed.
    private static let bareKeys: Int64 = 1_000_000_000_000
    /// So many ranges are held before they are loaded.
    private static let rangesAtOnce = 16

    /// Loads the rows that a run has made as those of another month.
    ///
    /// - Returns: how long the loading took, without the reading.
    private func loadBare(_ run: CaseId, as period: Month, _ round: Int) async throws -> Double {
        let ranges = try await deployment.database.read { tx in try tx.monthRuns.ranges(of: run) }
        var took = 0.0
        for start in stride(from: 0, to: ranges.count, by: Self.rangesAtOnce) {
            let parcels = try await ranges[start..<min(start + Self.rangesAtOnce, ranges.count)].asyncMap { range in
                try await deployment.database.read { tx in
                    try BareParcel(
                        range, as: period, keys: Int64(round + 1) * Self.bareKeys, chain: 1_000 * (round + 1), tx)
                }
            }
            let (batch, _) = try await milliseconds {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for lane in 0..<connections {
                        group.addTask {
                            for index in stride(from: lane, to: parcels.count, by: connections) {
                                try await deployment.database.transaction(.bulk) { tx in
                                    try parcels[index].load(tx)
                                }
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            took += batch
        }
        // The chains go on from the plans of the runs.
        try await removeBare()
        return took
    }

    private func removeBare() async throws {
        try await deployment.database.transaction(.bulk) { tx in
            let key = Self.bareKeys
            try tx.run("DELETE FROM ledger_posting WHERE entry_id >= \(key)")
            try tx.run("DELETE FROM ledger_entry WHERE id >= \(key)")
            try tx.run("DELETE FROM contribution_row WHERE plan_id >= \(key)")
            try tx.run("DELETE FROM plan_line WHERE plan_id >= \(key)")
            try tx.run("DELETE FROM contribution_plan WHERE id >= \(key)")
            try tx.run("DELETE FROM outbox WHERE id >= \(key)")
            try tx.run("DELETE FROM to_do WHERE id >= \(key)")
            try tx.run("DELETE FROM medical_inquiry WHERE asked_on = '0000-00-00'")
        }
    }
}

extension Sequence {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}

/// The rows of one range of a run, in memory, as those of another month.
private struct BareParcel: Sendable {
    private struct Table: Sendable {
        let name: StaticString
        let columns: [StaticString]
        var rows: [[ColumnValue]] = []
    }

    private var tables: [Table] = []
    private let range: MonthRuns.Range
    private let month: ColumnValue
    private let text: String
    /// Added to the keys of plans, entries, letters and to-dos.
    private let keys: Int64
    /// Added to the positions in the chains of plans.
    private let chain: Int

    private var endOfPlans: Int64 { range.firstPlan + Int64(range.employerCount) }
    private var plans: SQL { "plan_id >= \(range.firstPlan) AND plan_id < \(endOfPlans)" }

    init(_ range: MonthRuns.Range, as period: Month, keys: Int64, chain: Int, _ tx: Transaction) throws {
        self.range = range
        (month, text) = (.integer(Int64(period.yyyymm)), period.description)
        (self.keys, self.chain) = (keys, chain)
        try readPlans(tx)
        try readRows(tx)
        try readBooks(tx)
        try readLetters(tx)
        try readToDos(tx)
    }

    private func key(_ value: ColumnValue) -> ColumnValue {
        guard case .integer(let number) = value else { return value }
        return .integer(number + keys)
    }

    private func marked(_ value: ColumnValue) -> ColumnValue {
        guard case .text(let text) = value else { return value }
        return .text("\(keys)-\(text)")
    }

    private mutating func readPlans(_ tx: Transaction) throws {
        let (own, chain, month) = (self, chain, month)
        try read(
            "contribution_plan",
            [
                "id", "number", "region", "employer_id", "period", "sequence", "kind", "made_on", "made_at",
                "payable_in", "due_on", "people", "unit_fen", "person_fen", "policy_version", "rests_on_unverified",
                "case_id", "injury_class", "chain_position", "digest", "link",
            ], "ittiiittiitiiitbiiiyy",
            """
            SELECT id, number, region, employer_id, period, sequence, kind, made_on, made_at, payable_in, due_on, people,
                unit_fen, person_fen, policy_version, rests_on_unverified, case_id, injury_class, chain_position, digest,
                link
            FROM contribution_plan WHERE id >= \(range.firstPlan) AND id < \(endOfPlans) ORDER BY id
            """, tx
        ) { row in
            row[0] = own.key(row[0])
            row[1] = own.marked(row[1])
            row[4] = month
            guard case .integer(let position) = row[18] else { return }
            row[18] = .integer(position + Int64(chain))
        }
    }

    private mutating func readRows(_ tx: Transaction) throws {
        let (own, month) = (self, month)
        try read(
            "plan_line", ["plan_id", "line", "people", "unit_fen", "person_fen", "account_fen"], "iiiiii",
            """
            SELECT plan_id, line, people, unit_fen, person_fen, account_fen FROM plan_line WHERE \(plans)
            ORDER BY plan_id, line
            """, tx
        ) { row in row[0] = own.key(row[0]) }
        try read(
            "contribution_row",
            [
                "person_id", "plan_id", "payer_scope", "base_fen", "unit_fen", "person_fen", "account_fen", "period",
                "line", "kind", "sequence",
            ], "iiiiiiiiiii",
            """
            SELECT person_id, plan_id, payer_scope, base_fen, unit_fen, person_fen, account_fen, period, line, kind, sequence
            FROM contribution_row WHERE \(plans) ORDER BY plan_id, person_id, line
            """, tx
        ) { row in
            row[1] = own.key(row[1])
            row[7] = month
        }
    }

    private mutating func readBooks(_ tx: Transaction) throws {
        let own = self
        let entries: SQL = "SELECT id FROM ledger_entry WHERE \(plans)"
        try read(
            "ledger_entry",
            ["id", "kind", "region", "employer_id", "line", "share", "plan_id", "booked_on", "case_id"], "ittiititi",
            """
            SELECT id, kind, region, employer_id, line, share, plan_id, booked_on, case_id FROM ledger_entry
            WHERE \(plans) ORDER BY id
            """, tx
        ) { row in
            row[0] = own.key(row[0])
            row[6] = own.key(row[6])
        }
        try read(
            "ledger_posting", ["entry_id", "account", "amount_fen"], "iti",
            "SELECT entry_id, account, amount_fen FROM ledger_posting WHERE entry_id IN (\(entries)) ORDER BY entry_id",
            tx
        ) { row in row[0] = own.key(row[0]) }
    }

    private mutating func readLetters(_ tx: Transaction) throws {
        let own = self
        let letters = range.firstLetter + Int64(range.employerCount)
        try read(
            "outbox",
            [
                "id", "partner", "kind", "idempotency_key", "body", "case_id", "status", "attempts",
                "next_attempt_at", "created_at",
            ], "itttti" + "tiii",
            """
            SELECT id, partner, kind, idempotency_key, body, case_id, status, attempts, next_attempt_at, created_at
            FROM outbox WHERE id >= \(range.firstLetter) AND id < \(letters) ORDER BY id
            """, tx
        ) { row in
            row[0] = own.key(row[0])
            row[3] = own.marked(row[3])
        }
    }

    private mutating func readToDos(_ tx: Transaction) throws {
        let (own, month, text) = (self, month, text)
        let toDos = range.firstToDo + Int64(range.employerCount)
        try read(
            "to_do",
            [
                "id", "party", "party_id", "kind", "subject", "sentence", "due_on", "matter", "answers", "raised_at",
            ], "itittttt" + "ti",
            """
            SELECT id, party, party_id, kind, subject, sentence, due_on, matter, answers, raised_at FROM to_do
            WHERE id >= \(range.firstToDo) AND id < \(toDos) ORDER BY id
            """, tx
        ) { row in
            row[0] = own.key(row[0])
            row[4] = .text("\(text)-1-bare")
        }
        try read(
            "medical_inquiry", ["employer_id", "period", "region", "asked_on"], "iitt",
            """
            SELECT employer_id, period, region, '0000-00-00' FROM contribution_plan
            WHERE id >= \(range.firstPlan) AND id < \(endOfPlans) ORDER BY id
            """, tx
        ) { row in row[1] = month }
    }

    /// - Parameter kinds: a letter for each column: an integer, a text, a boolean, bytes (`y`).
    private mutating func read(
        _ name: StaticString, _ columns: [StaticString], _ kinds: String, _ query: SQL, _ tx: Transaction,
        _ change: (inout [ColumnValue]) -> Void
    ) throws {
        let kinds = Array(kinds)
        precondition(kinds.count == columns.count, "\(name) has a kind for each column")
        var table = Table(name: name, columns: columns)
        try tx.each(query) { row in
            var values = try kinds.enumerated().map { index, kind -> ColumnValue in
                switch kind {
                case "i": (try row[index] as Int64?).columnValue
                case "b": (try row[index] as Bool?).columnValue
                case "y": (try row[index] as [UInt8]).columnValue
                default: (try row[index] as String?).columnValue
                }
            }
            change(&values)
            table.rows.append(values)
        }
        tables.append(table)
    }

    func load(_ tx: Transaction) throws {
        for table in tables {
            try tx.load(into: table.name, columns: table.columns) { rows in
                for row in table.rows {
                    for value in row { rows.sink.write(value) }
                    try rows.sink.endRow()
                }
            }
        }
    }
}
