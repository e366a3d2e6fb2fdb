import Database
import Office
import Records
import Storage

/// The finished rows of some tables, inserted by themselves into another database with the same tables and keys: what a measured
/// piece of work is set beside.
struct FinishedRows: Sendable {
    private let table: FinishedTable
    private var values: [ColumnValue] = []

    /// Rows that one connection inserts at once.
    private static let rowsAtOnce = 50_000

    /// - Parameters:
    ///   - tables: each after those that it refers to.
    ///   - last: of a table the last key whose rows do not count; without one all do.
    /// - Returns: the milliseconds of the insertions, without those of reading the rows.
    static func insert(
        _ tables: [FinishedTable], after last: (FinishedTable) -> Int64? = { _ in nil }, from database: Database,
        into copy: Database, lanes: Int
    ) async throws -> Double {
        var spent = 0.0
        for table in tables {
            let spans = try await spans(of: table, after: last(table), in: database)
            for start in stride(from: 0, to: spans.count, by: lanes) {
                let rows = try await read(table, spans[start..<min(start + lanes, spans.count)], from: database)
                spent += try await milliseconds { try await insert(rows, into: copy) }.took
            }
        }
        return spent
    }

    /// The few rows that the others refer to.
    static func copyGround(from database: Database, to copy: Database, under shelf: PolicyShelf) async throws {
        let branches = try await database.read { tx in try tx.branches.all() }
        try await copy.transaction { tx in
            // Those above others first.
            for branch in branches.sorted(by: { ($0.parent == nil ? 0 : 1) < ($1.parent == nil ? 0 : 1) }) {
                try tx.branches.register(branch)
            }
            try shelf.keep(at: WallClock().now, tx)
        }
    }

    private static func insert(_ rows: [FinishedRows], into copy: Database) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for rows in rows {
                group.addTask { try await copy.transaction(.loading) { tx in try rows.load(tx) } }
            }
            try await group.waitForAll()
        }
    }

    private func load(_ tx: Transaction) throws {
        let width = table.columns.count
        try tx.load(into: table.name, columns: table.columns) { rows in
            for (index, value) in values.enumerated() {
                rows.sink.write(value)
                if index % width == width - 1 { try rows.sink.endRow() }
            }
        }
    }

    private static func read(
        _ table: FinishedTable, _ spans: ArraySlice<Range<Int64>>, from database: Database
    ) async throws -> [FinishedRows] {
        try await withThrowingTaskGroup(of: FinishedRows.self) { group in
            for span in spans {
                group.addTask {
                    try await database.read { tx in
                        var rows = FinishedRows(table: table)
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
    private static func spans(
        of table: FinishedTable, after last: Int64?, in database: Database
    ) async throws -> [Range<Int64>] {
        try await database.read { tx in
            try tx.one(
                """
                SELECT count(*), coalesce(min(\(name: table.key)), 0), coalesce(max(\(name: table.key)), 0)
                FROM \(name: table.name) WHERE \(name: table.key) > \(last ?? Int64.min)
                """
            ) { row in
                let (count, first, last): (Int, Int64, Int64) = (try row[0], try row[1], try row[2])
                let step = max(Int64(rowsAtOnce) * (last - first + 1) / Int64(max(count, 1)), 1)
                return stride(from: first, through: last, by: Int64.Stride(step)).map { $0..<$0 + step }
            }
        }
    }
}

/// A table of which finished rows are copied, with its columns by what they hold.
struct FinishedTable: Sendable {
    let name: StaticString
    /// Leads the key; neighbours by it lie beside each other.
    let key: StaticString
    private let integers: [StaticString]
    private let texts: [StaticString]
    private let flags: [StaticString]
    private let blobs: [StaticString]

    init(
        _ name: StaticString, by key: StaticString = "id", integers: [StaticString], texts: [StaticString] = [],
        flags: [StaticString] = [], blobs: [StaticString] = []
    ) {
        self.name = name
        self.key = key
        self.integers = integers
        self.texts = texts
        self.flags = flags
        self.blobs = blobs
    }

    var columns: [StaticString] { integers + texts + flags + blobs }

    var select: SQL {
        let list = columns.dropFirst().reduce("\(name: columns[0])" as SQL) { "\($0), \(name: $1)" }
        return "SELECT \(list) FROM \(name: name)"
    }

    /// Gives each value of a row, in the order of the columns.
    @inline(__always)
    func read(_ row: Row, _ take: (ColumnValue) -> Void) throws {
        var index = 0
        func next(_ kind: ColumnKind, _ value: (Int) throws -> ColumnValue) throws {
            take(row.isNull(index) ? .null(kind) : try value(index))
            index += 1
        }
        for _ in integers { try next(.integer) { .integer(try row.integer($0)) } }
        for _ in texts { try next(.text) { .text(try row[$0]) } }
        for _ in flags { try next(.boolean) { .boolean(try row[$0]) } }
        for _ in blobs { try next(.bytes) { .bytes(try row[$0]) } }
    }
}
