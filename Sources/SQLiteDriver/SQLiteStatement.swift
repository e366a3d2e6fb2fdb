import CSQLite
import Database

/// A prepared statement and, while it is stepped, its current row.
final class SQLiteStatement: RowSource {
    let statement: OpaquePointer
    private let database: OpaquePointer
    let isReadOnly: Bool

    init(_ database: OpaquePointer, _ text: String, isKept: Bool) throws(DatabaseError) {
        var prepared: OpaquePointer?
        let flags = isKept ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
        let status = sqlite3_prepare_v3(database, text, -1, flags, &prepared, nil)
        guard status == SQLITE_OK else { throw .sqlite(status, database, text) }
        guard let prepared else { throw DatabaseError(.syntax, "an empty statement") }
        self.database = database
        statement = prepared
        isReadOnly = sqlite3_stmt_readonly(prepared) != 0
    }

    func finalize() {
        sqlite3_finalize(statement)
    }

    /// True if there is a row.
    func step() throws(DatabaseError) -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let status: throw .sqlite(status, database, String(cString: sqlite3_sql(statement)))
        }
    }

    /// Ready for the next run. Parameters stay bound: each run binds all of them again.
    func reset() {
        sqlite3_reset(statement)
    }

    func bind(_ value: ColumnValue, at index: Int32) throws(DatabaseError) {
        let status =
            switch value {
            case .integer(let number): sqlite3_bind_int64(statement, index, number)
            case .boolean(let flag): sqlite3_bind_int64(statement, index, flag ? 1 : 0)
            case .text(""): sqlite3_bind_text64(statement, index, "", 0, transient, UInt8(SQLITE_UTF8))
            case .text(let text): try bind(text, at: index)
            case .bytes([]): sqlite3_bind_zeroblob(statement, index, 0)
            case .bytes(let bytes): sqlite3_bind_blob64(statement, index, bytes, UInt64(bytes.count), transient)
            case .null: sqlite3_bind_null(statement, index)
            }
        guard status == SQLITE_OK else { throw .sqlite(status, database, String(cString: sqlite3_sql(statement))) }
    }

    private func bind(_ text: String, at index: Int32) throws(DatabaseError) -> Int32 {
        var text = text
        let status: Int32? = text.withUTF8 { utf8 in
            if utf8.contains(0) { return nil }
            return utf8.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text64(
                    statement, index, $0.baseAddress, UInt64($0.count), transient, UInt8(SQLITE_UTF8))
            }
        }
        guard let status else { throw DatabaseError(.invalidValue, "a text contains U+0000") }
        return status
    }
}

/// SQLite copies the value before the call returns.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

// MARK: The current row

extension SQLiteStatement {
    func isNull(_ column: Int) -> Bool {
        sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL
    }

    func integer(_ column: Int) throws(DatabaseError) -> Int64 {
        try expect(SQLITE_INTEGER, column)
        return sqlite3_column_int64(statement, Int32(column))
    }

    func boolean(_ column: Int) throws(DatabaseError) -> Bool {
        switch try integer(column) {
        case 0: return false
        case 1: return true
        default: throw .decoding("column \(column) is neither true nor false")
        }
    }

    func text(_ column: Int) throws(DatabaseError) -> String {
        String(decoding: try utf8(column), as: UTF8.self)
    }

    func utf8(_ column: Int) throws(DatabaseError) -> UnsafeRawBufferPointer {
        try expect(SQLITE_TEXT, column)
        // The pointer first: it may convert, and only then is the length right.
        let start = sqlite3_column_text(statement, Int32(column))
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, Int32(column))))
    }

    func bytes(_ column: Int) throws(DatabaseError) -> [UInt8] {
        try expect(SQLITE_BLOB, column)
        let start = sqlite3_column_blob(statement, Int32(column))
        return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, Int32(column)))))
    }

    private func expect(_ type: Int32, _ column: Int) throws(DatabaseError) {
        let found = sqlite3_column_type(statement, Int32(column))
        if found == type { return }
        throw .decoding("column \(column) is \(found == SQLITE_NULL ? "missing" : "of another type")")
    }
}
