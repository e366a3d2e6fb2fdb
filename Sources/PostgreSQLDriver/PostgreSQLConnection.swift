import CPostgreSQL
import Database

final class PostgreSQLConnection: Connection {
    let handle: OpaquePointer
    private var isClosed = false
    private var statements = StatementCache<PreparedStatement>()
    private var preparedCount = 0
    private let parameters = ParameterBuffer()
    /// For statements that go out together.
    private var parametersOfMany: [ParameterBuffer] = []
    private var columnTypes: [String: [Oid]] = [:]
    /// What begins the transaction, until its first statement goes with it.
    private var beginning: TransactionKind?
    /// Whether the end of a reading transaction was sent and its answer not taken yet.
    private var isEnding = false
    private var isReading = false

    init(_ conninfo: String) throws(DatabaseError) {
        handle = PQconnectdb(conninfo)
        guard PQstatus(handle) == CONNECTION_OK else {
            let reason = String(cString: PQerrorMessage(handle)).split(separator: "\n").first ?? ""
            PQfinish(handle)
            isClosed = true
            throw DatabaseError(.connectionLost, "cannot connect: \(reason)")
        }
        // Notices are for people at a prompt.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        PQsetClientEncoding(handle, "UTF8")
        // Compiling a statement costs more than any of ours takes.
        try execute("SET jit = off")
        for kind in TransactionKind.allCases { try prepare(kind.name, kind.statement) }
        try prepare(Self.endName, "COMMIT")
    }

    private static let endName = "end"

    var isUsable: Bool { !isClosed && PQstatus(handle) == CONNECTION_OK }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        PQfinish(handle)
    }

    deinit {
        close()
    }
}

// MARK: Transactions

extension PostgreSQLConnection {
    /// Goes out with the first statement, which saves a round trip.
    func begin(_ kind: TransactionKind) throws(DatabaseError) {
        try takeEnd()
        beginning = kind
        if kind == .loading { try setTriggersAside(true) }
    }

    /// The triggers of the schema ask for it; it ends with the transaction.
    func setTriggersAside(_ areAside: Bool) throws(DatabaseError) {
        try beginNow()
        try execute("SET LOCAL shebao.loading = '\(areAside ? "on" : "off")'")
    }

    func settle() throws(DatabaseError) {
        try takeEnd()
        try execute("VACUUM (ANALYZE)")
    }

    /// For what cannot go out together with the beginning.
    func beginNow() throws(DatabaseError) {
        guard let beginning else { return }
        self.beginning = nil
        isReading = beginning == .readOnly
        try execute(beginning.statement)
    }

    func commit() throws(DatabaseError) {
        if beginning != nil {
            beginning = nil
            return
        }
        // A snapshot that was only read has nothing to lose: nobody waits for its end.
        if isReading {
            guard PQsendQueryPrepared(handle, Self.endName, 0, nil, nil, nil, 0) == 1 else {
                throw .postgreSQL(nil, handle, "COMMIT")
            }
            isEnding = true
            return
        }
        do {
            try execute("COMMIT")
        } catch  where error.kind == .connectionLost {
            throw DatabaseError(.commitInDoubt, "the connection was lost during the commit", statement: "COMMIT")
        }
    }

    private func takeEnd() throws(DatabaseError) {
        guard isEnding else { return }
        isEnding = false
        while let result = PQgetResult(handle) {
            defer { PQclear(result) }
            try check(result, "COMMIT")
        }
    }

    func rollback() {
        beginning = nil
        guard !isClosed, PQtransactionStatus(handle) != PQTRANS_IDLE else { return }
        do { try execute("ROLLBACK") } catch { close() }
    }

    func runScript(_ sql: SQL) throws(DatabaseError) {
        try beginNow()
        try execute(Dialect.postgreSQL.text(of: sql))
    }

    /// Any number will do that all processes of the platform share.
    func lockMigrations() throws(DatabaseError) {
        try beginNow()
        try execute("SELECT pg_advisory_xact_lock(5322600101)")
    }

    func execute(_ text: String) throws(DatabaseError) {
        let result = PQexec(handle, text)
        defer { PQclear(result) }
        try check(result, text)
    }
}

// MARK: Statements

extension PostgreSQLConnection {
    func run(_ sql: SQL) throws(DatabaseError) -> Int {
        let result = try execute(sql)
        defer { PQclear(result) }
        return Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    func query(_ queries: [SQL], _ body: (Int, Row) throws -> Void) throws {
        let results = try execute(queries)
        defer { for result in results { PQclear(result) } }
        for (query, result) in results.enumerated() {
            try visit(result) { row in
                try body(query, row)
                return true
            }
        }
    }

    func query(_ sql: SQL, _ body: (Row) throws -> Bool) throws {
        let result = try execute(sql)
        defer { PQclear(result) }
        try visit(result, body)
    }

    private func visit(_ result: OpaquePointer?, _ body: (Row) throws -> Bool) throws {
        let source = ResultRow(result)
        let row = Row(source)
        for index in 0..<PQntuples(result) {
            source.index = index
            if try !body(row) { return }
        }
    }

    func stream(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        try beginNow()
        let statement = try prepare(sql)
        try parameters.fill(sql.parameters)
        let sent = parameters.withPointers { values, lengths, formats in
            PQsendQueryPrepared(handle, statement.name, Int32(sql.parameters.count), values, lengths, formats, 1)
        }
        guard sent == 1, PQsetSingleRowMode(handle) == 1 else { throw lastError(sql) }
        do {
            while let result = PQgetResult(handle) {
                defer { PQclear(result) }
                if PQresultStatus(result) == PGRES_SINGLE_TUPLE {
                    try body(Row(ResultRow(result)))
                } else {
                    try check(result, sql.statement)
                }
            }
        } catch {
            cancel()
            throw error
        }
    }

    private func execute(_ sql: SQL) throws(DatabaseError) -> OpaquePointer? {
        if beginning != nil { return try execute([sql])[0] }
        let statement = try prepare(sql)
        try parameters.fill(sql.parameters)
        let result = parameters.withPointers { values, lengths, formats in
            PQexecPrepared(handle, statement.name, Int32(sql.parameters.count), values, lengths, formats, 1)
        }
        do {
            try check(result, of: sql)
        } catch {
            PQclear(result)
            throw error
        }
        return result
    }

    /// Runs statements in one round trip, what begins the transaction before them if it has not gone out yet:
    /// https://www.postgresql.org/docs/15/libpq-pipeline-mode.html
    ///
    /// - Returns: the results, all good.
    private func execute(_ queries: [SQL]) throws(DatabaseError) -> [OpaquePointer?] {
        var statements: [PreparedStatement] = []
        while parametersOfMany.count < queries.count { parametersOfMany.append(ParameterBuffer()) }
        for (index, sql) in queries.enumerated() {
            statements.append(try prepare(sql))
            try parametersOfMany[index].fill(sql.parameters)
        }
        guard PQenterPipelineMode(handle) == 1 else { throw lastError(queries[0]) }
        let beginning = self.beginning
        self.beginning = nil
        if let beginning { isReading = beginning == .readOnly }
        do {
            try send(beginning, statements, queries)
        } catch {
            // What is under way on it cannot be told apart any more.
            close()
            throw error
        }
        // A null follows the results of each statement, and the sync comes last.
        let results = queries.map { _ in
            let result = PQgetResult(handle)
            PQclear(PQgetResult(handle))
            return result
        }
        PQclear(PQgetResult(handle))
        PQexitPipelineMode(handle)
        do {
            // What follows the first that failed says only that it was not run.
            for (result, sql) in zip(results, queries) { try check(result, of: sql) }
        } catch {
            for result in results { PQclear(result) }
            throw error
        }
        return results
    }

    /// Sends all of a round trip and takes the answer to its beginning.
    private func send(
        _ beginning: TransactionKind?, _ statements: [PreparedStatement], _ queries: [SQL]
    ) throws(DatabaseError) {
        if let beginning, PQsendQueryPrepared(handle, beginning.name, 0, nil, nil, nil, 0) != 1 {
            throw .postgreSQL(nil, handle, beginning.statement)
        }
        for (index, sql) in queries.enumerated() {
            let (name, count) = (statements[index].name, Int32(sql.parameters.count))
            let isSent = parametersOfMany[index].withPointers { values, lengths, formats in
                PQsendQueryPrepared(handle, name, count, values, lengths, formats, 1)
            }
            guard isSent == 1 else { throw lastError(sql) }
        }
        guard PQpipelineSync(handle) == 1 else { throw lastError(queries[0]) }
        guard let beginning else { return }
        let begun = PQgetResult(handle)
        defer { PQclear(begun) }
        guard PQresultStatus(begun) == PGRES_COMMAND_OK else {
            throw .postgreSQL(begun, handle, beginning.statement)
        }
        PQclear(PQgetResult(handle))
    }

    private func check(_ result: OpaquePointer?, of sql: SQL) throws(DatabaseError) {
        do {
            try check(result, sql.statement)
        } catch {
            if error.kind == .serialization { forget(sql) }
            throw error
        }
    }

    /// Breaks off what runs and throws away what has come of it.
    func cancel() {
        if let request = PQgetCancel(handle) {
            var reason = [CChar](repeating: 0, count: 256)
            PQcancel(request, &reason, Int32(reason.count))
            PQfreeCancel(request)
        }
        while let result = PQgetResult(handle) {
            defer { PQclear(result) }
            // Says so again and again until the rows are taken.
            if PQresultStatus(result) == PGRES_COPY_OUT { skipCopy() }
        }
    }

    private func skipCopy() {
        var message: UnsafeMutablePointer<CChar>?
        while PQgetCopyData(handle, &message, 0) > 0 { PQfreemem(message) }
    }
}

// MARK: Prepared statements

struct PreparedStatement {
    let name: String
    let kinds: [ColumnKind]
}

extension PostgreSQLConnection {
    private func prepare(_ sql: SQL) throws(DatabaseError) -> PreparedStatement {
        let key = sql.key
        if let kept = statements.find(key) {
            if kept.kinds.elementsEqual(sql.parameters.lazy.map(\.kind)) { return kept }
            // The same text with parameters of other types is another statement.
            forget(sql)
        }
        preparedCount += 1
        let statement = PreparedStatement(name: "s\(preparedCount)", kinds: sql.parameters.map(\.kind))
        try prepare(statement.name, Dialect.postgreSQL.text(of: sql), statement.kinds)
        if let evicted = statements.keep(statement, as: key) { deallocate(evicted) }
        return statement
    }

    private func prepare(_ name: String, _ text: String, _ kinds: [ColumnKind] = []) throws(DatabaseError) {
        let result = PQprepare(handle, name, text, Int32(kinds.count), kinds.map(\.parameterType))
        defer { PQclear(result) }
        try check(result, text)
    }

    private func forget(_ sql: SQL) {
        if let statement = statements.remove(sql.key) { deallocate(statement) }
    }

    /// Fails where the transaction has failed; the name is not used again in any case.
    private func deallocate(_ statement: PreparedStatement) {
        PQclear(PQexec(handle, "DEALLOCATE \(statement.name)"))
    }

    /// The types of a query's columns, without running it.
    func columnTypes(of text: String, _ kinds: [ColumnKind] = []) throws(DatabaseError) -> [Oid] {
        if let known = columnTypes[text] { return known }
        try prepare("", text, kinds)
        let result = PQdescribePrepared(handle, "")
        defer { PQclear(result) }
        try check(result, text)
        let types = (0..<PQnfields(result)).map { PQftype(result, $0) }
        if columnTypes.count > 100 { columnTypes = [:] }
        columnTypes[text] = types
        return types
    }
}

// MARK: Errors

extension PostgreSQLConnection {
    func check(_ result: OpaquePointer?, _ statement: @autoclosure () -> String) throws(DatabaseError) {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_COPY_IN, PGRES_COPY_OUT: return
        default: throw .postgreSQL(result, handle, statement())
        }
    }

    func lastError(_ sql: SQL) -> DatabaseError {
        .postgreSQL(nil, handle, sql.statement)
    }
}

extension TransactionKind {
    /// That of the prepared statement which begins it.
    fileprivate var name: String {
        switch self {
        case .serializable: "begin"
        case .bulk: "begin-bulk"
        case .loading: "begin-loading"
        case .readOnly: "begin-reading"
        }
    }

    fileprivate var statement: String {
        switch self {
        case .serializable: "BEGIN ISOLATION LEVEL SERIALIZABLE"
        case .bulk, .loading: "BEGIN ISOLATION LEVEL READ COMMITTED"
        case .readOnly: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        }
    }
}
