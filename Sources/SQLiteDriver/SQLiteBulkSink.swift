import CSQLite
import Database

/// Inserts a hundred rows with each statement, which is measured twice as fast as one.
final class SQLiteBulkSink: BulkSink {
    private let database: OpaquePointer
    private let head: String
    private let width: Int
    private let rowsPerStatement: Int
    private var pending: [ColumnValue] = []
    private var full: SQLiteStatement?
    private var rowCount = 0

    init(_ database: OpaquePointer, table: StaticString, columns: [StaticString]) {
        self.database = database
        width = columns.count
        // SQLite allows 32,766 parameters in a statement.
        rowsPerStatement = min(100, 32_766 / width)
        head = "INSERT INTO \(table) (\(columns.map(\.description).joined(separator: ", "))) VALUES "
        pending.reserveCapacity(rowsPerStatement * width)
    }

    deinit {
        full?.finalize()
    }

    func write(_ value: ColumnValue) {
        pending.append(value)
    }

    func endRow() throws(DatabaseError) {
        rowCount += 1
        guard pending.count < rowsPerStatement * width else {
            if full == nil { full = try statement(rows: rowsPerStatement) }
            try insert(with: full!)
            return
        }
        guard pending.count % width == 0 else {
            throw DatabaseError(.misuse, "row \(rowCount) has not \(width) values", statement: head)
        }
    }

    /// Inserts what is left and returns how many rows there were.
    func finish() throws(DatabaseError) -> Int {
        if !pending.isEmpty {
            let rest = try statement(rows: pending.count / width)
            defer { rest.finalize() }
            try insert(with: rest)
        }
        return rowCount
    }

    private func statement(rows: Int) throws(DatabaseError) -> SQLiteStatement {
        let row = "(" + Array(repeating: "?", count: width).joined(separator: ",") + ")"
        let text = head + Array(repeating: row, count: rows).joined(separator: ",")
        return try SQLiteStatement(database, text, isKept: false)
    }

    private func insert(with statement: SQLiteStatement) throws(DatabaseError) {
        guard pending.count % width == 0, pending.count <= rowsPerStatement * width else {
            throw DatabaseError(.misuse, "row \(rowCount) has not \(width) values", statement: head)
        }
        defer { statement.reset() }
        for index in pending.indices {
            try statement.bind(pending[index], at: Int32(index + 1))
        }
        _ = try statement.step()
        pending.removeAll(keepingCapacity: true)
    }
}
