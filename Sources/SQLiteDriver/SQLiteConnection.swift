import CSQLite
import Database

final class SQLiteConnection: Connection {
    private let handle: OpaquePointer
    private let readOnly: Bool
    private var statements = StatementCache<SQLiteStatement>()
    private(set) var isUsable = true
    private var areTriggersAside = false

    /// Once for the process, before any connection: threads that share nothing but SQLite's count of memory wait for each
    /// other at every allocation.
    private static let isConfigured: Void = {
        _ = shebao_sqlite3_count_no_memory()
    }()

    init(path: String, readOnly: Bool) throws(DatabaseError) {
        Self.isConfigured
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let status = sqlite3_open_v2(path, &opened, flags, nil)
        guard status == SQLITE_OK, let opened else {
            sqlite3_close_v2(opened)
            throw DatabaseError(.other, "cannot open \(path): \(String(cString: sqlite3_errstr(status)))")
        }
        handle = opened
        self.readOnly = readOnly
        do {
            try configure()
        } catch {
            close()
            throw error
        }
    }

    private func configure() throws(DatabaseError) {
        sqlite3_busy_timeout(handle, 5_000)
        // A text in double quotes is a name, never a string, as on PostgreSQL.
        _ = shebao_sqlite3_set_flag(handle, SQLITE_DBCONFIG_DQS_DML, 0)
        _ = shebao_sqlite3_set_flag(handle, SQLITE_DBCONFIG_DQS_DDL, 0)
        _ = shebao_sqlite3_set_flag(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
        // FULL: a commit is on the disk when it returns; NORMAL would lose the last ones with the power.
        try execute(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA foreign_keys = ON;
            PRAGMA case_sensitive_like = ON;
            PRAGMA temp_store = MEMORY;
            PRAGMA cache_size = -32768;
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA trusted_schema = OFF;
            """)
        if readOnly { try execute("PRAGMA query_only = ON") }
    }

    func close() {
        guard isUsable else { return }
        isUsable = false
        for statement in statements.removeAll() { statement.finalize() }
        sqlite3_close_v2(handle)
    }

    deinit {
        close()
    }
}

// MARK: Transactions

extension SQLiteConnection {
    func begin(_ kind: TransactionKind) throws(DatabaseError) {
        setTriggersAside(kind == .loading)
        try execute(kind == .readOnly ? "BEGIN" : "BEGIN IMMEDIATE")
    }

    func setTriggersAside(_ areAside: Bool) {
        guard areAside != areTriggersAside else { return }
        _ = shebao_sqlite3_set_flag(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, areAside ? 0 : 1)
        areTriggersAside = areAside
    }

    func commit() throws(DatabaseError) {
        try execute("COMMIT")
    }

    /// A thousand rows of an index are enough to learn how selective it is.
    func settle() throws(DatabaseError) {
        try execute("PRAGMA analysis_limit = 1000; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)")
    }

    func rollback() {
        // Some errors have rolled back by themselves.
        guard sqlite3_get_autocommit(handle) == 0 else { return }
        if sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) != SQLITE_OK { close() }
    }

    func runScript(_ sql: SQL) throws(DatabaseError) {
        try execute(Dialect.sqlite.text(of: sql))
    }

    /// The writer's lock, which the transaction holds already, keeps other processes out.
    func lockMigrations() {}

    private func execute(_ text: String) throws(DatabaseError) {
        let status = sqlite3_exec(handle, text, nil, nil, nil)
        guard status == SQLITE_OK else { throw .sqlite(status, handle, text) }
    }
}

// MARK: Statements

extension SQLiteConnection {
    func run(_ sql: SQL) throws(DatabaseError) -> Int {
        let statement = try prepare(sql)
        defer { statement.reset() }
        let before = sqlite3_total_changes64(handle)
        while try statement.step() {}
        // The count of the statement itself, without what triggers and cascades changed, if it changed anything.
        return sqlite3_total_changes64(handle) == before ? 0 : Int(sqlite3_changes64(handle))
    }

    func query(_ sql: SQL, _ body: (Row) throws -> Bool) throws {
        let statement = try prepare(sql)
        defer { statement.reset() }
        let row = Row(statement)
        while try statement.step() {
            // Steps to the end even if the rest is not wanted, where stopping would leave a change undone.
            if try !body(row) {
                if !statement.isReadOnly { while try statement.step() {} }
                return
            }
        }
    }

    func query(_ queries: [SQL], _ body: (Int, Row) throws -> Void) throws {
        for (index, sql) in queries.enumerated() { try stream(sql) { try body(index, $0) } }
    }

    func stream(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        let statement = try prepare(sql)
        defer { statement.reset() }
        let row = Row(statement)
        while try statement.step() { try body(row) }
    }

    func copyOut(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        try stream(sql, body)
    }

    func load(into table: StaticString, columns: [StaticString], _ body: (BulkRows) throws -> Void) throws -> Int {
        let sink = SQLiteBulkSink(handle, table: table, columns: columns)
        try body(BulkRows(sink))
        return try sink.finish()
    }

    private func prepare(_ sql: SQL) throws(DatabaseError) -> SQLiteStatement {
        let key = sql.key
        let statement: SQLiteStatement
        if let kept = statements.find(key) {
            statement = kept
        } else {
            statement = try SQLiteStatement(handle, Dialect.sqlite.text(of: sql), isKept: true)
            statements.keep(statement, as: key)?.finalize()
        }
        for (index, value) in sql.parameters.enumerated() {
            try statement.bind(value, at: Int32(index + 1))
        }
        return statement
    }
}
