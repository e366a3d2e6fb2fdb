/// The statements of one transaction. It lives inside the closure given to ``Database/transaction(_:)`` or
/// ``Database/read(_:)``, on the connection's own thread, and cannot leave it.
///
/// After the first ``DatabaseError`` the transaction is lost on both engines: later statements throw, and it rolls back even
/// if the closure returns. Write `ON CONFLICT` where a conflict is expected.
package struct Transaction {
    let state: State
    @usableFromInline var connection: any Connection { state.connection }

    init(_ connection: any Connection, faults: FaultInjection?) {
        state = State(connection, faults)
    }

    final class State {
        let connection: any Connection
        let faults: FaultInjection?
        var failure: DatabaseError?
        var isStreaming = false
        /// Whether no statement has come through yet.
        var isUntouched = true

        init(_ connection: any Connection, _ faults: FaultInjection?) {
            self.connection = connection
            self.faults = faults
        }
    }
}

extension Transaction {
    /// Runs a change and returns the number of rows that it touched.
    @discardableResult
    package func run(_ sql: SQL) throws(DatabaseError) -> Int {
        try call { () throws(DatabaseError) in try connection.run(sql) }
    }

    /// All rows, in order.
    package func all<Value>(_ sql: SQL, _ read: (Row) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        try query(sql) { row in
            values.append(try read(row))
            return true
        }
        return values
    }

    /// The first row, or nil if there is none.
    package func first<Value>(_ sql: SQL, _ read: (Row) throws -> Value) throws -> Value? {
        var value: Value?
        try query(sql) { row in
            value = try read(row)
            return false
        }
        return value
    }

    /// The only row; none or several are an error.
    package func one<Value>(_ sql: SQL, _ read: (Row) throws -> Value) throws -> Value {
        let rows = try all(sql, read)
        guard rows.count == 1 else {
            throw DatabaseError(.notOneRow, "one row expected, \(rows.count) found", statement: sql.statement)
        }
        return rows[0]
    }

    /// Every row of a short result, one at a time.
    package func visit(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        try query(sql) { row in
            try body(row)
            return true
        }
    }

    /// Every row of several short results, one result after the other: one round trip for all of them on PostgreSQL.
    ///
    /// - Parameter body: is told to which of the queries the row belongs.
    package func visit(_ queries: [SQL], _ body: (Int, Row) throws -> Void) throws {
        try watched { try connection.query(queries, body) }
    }

    /// Every row, one at a time, without holding all. No other statement may run until it ends.
    package func each(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        try stream { try connection.stream(sql, body) }
    }

    /// As ``each(_:_:)`` by `COPY` on PostgreSQL, for a million rows and more.
    package func copyOut(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        try stream { try connection.copyOut(sql, body) }
    }

    /// Inserts many rows: `COPY` on PostgreSQL, a hundred rows a statement on SQLite. Returns their number.
    /// No other statement may run until it ends.
    ///
    ///     try tx.load(into: "ledger_entry", columns: ["person_id", "period", "amount"]) { rows in
    ///         for entry in entries { try rows.append(entry.person, entry.period, entry.amount) }
    ///     }
    @discardableResult
    package func load(
        into table: StaticString, columns: [StaticString], _ body: (BulkRows) throws -> Void
    ) throws -> Int {
        try stream { try connection.load(into: table, columns: columns, body) }
    }
}

extension Transaction {
    /// Loads many rows while the schema's triggers stand aside, as in a transaction of the kind ``TransactionKind/loading``:
    /// whoever asks for it keeps beside the rows what the triggers would have kept. It costs the connection its prepared
    /// statements, so that it is not for a few.
    package func withTriggersAside(_ body: () throws -> Void) throws {
        try call { () throws(DatabaseError) in try connection.setTriggersAside(true) }
        try body()
        try call { () throws(DatabaseError) in try connection.setTriggersAside(false) }
    }

    func runScript(_ sql: SQL) throws(DatabaseError) {
        try call { () throws(DatabaseError) in try connection.runScript(sql) }
    }

    func lockMigrations() throws(DatabaseError) {
        try call { () throws(DatabaseError) in try connection.lockMigrations() }
    }

    func commit() throws(DatabaseError) {
        if let failure = state.failure { throw failure }
        try call { () throws(DatabaseError) in try connection.commit() }
    }

    private func call<Value>(_ body: () throws(DatabaseError) -> Value) throws(DatabaseError) -> Value {
        try enter()
        do {
            let value = try body()
            state.isUntouched = false
            return value
        } catch {
            state.failure = error
            throw error
        }
    }

    private func query(_ sql: SQL, _ body: (Row) throws -> Bool) throws {
        try watched { try connection.query(sql, body) }
    }

    private func watched(_ query: () throws -> Void) throws {
        try enter()
        do {
            try query()
            state.isUntouched = false
        } catch {
            state.failure = state.failure ?? error as? DatabaseError
            throw error
        }
    }

    private func stream<Value>(_ body: () throws -> Value) throws -> Value {
        try enter()
        state.isStreaming = true
        defer { state.isStreaming = false }
        do {
            let value = try body()
            state.isUntouched = false
            return value
        } catch {
            // What the stream left half done cannot be committed, whoever threw.
            state.failure =
                error as? DatabaseError ?? DatabaseError(.other, "a stream was broken off by \(type(of: error))")
            throw error
        }
    }

    private func enter() throws(DatabaseError) {
        if let failure = state.failure {
            throw DatabaseError(.misuse, "the transaction had failed already: \(failure.message)")
        }
        if state.isStreaming { throw DatabaseError(.misuse, "a statement inside a stream of the same transaction") }
        do {
            try state.faults?.pass()
        } catch {
            state.failure = error
            throw error
        }
    }
}

extension SQL {
    /// The text for an error message.
    package var statement: String {
        String(decoding: source.map { $0 == SQL.placeholder ? UInt8(ascii: "?") : $0 }, as: UTF8.self)
    }
}
