import CPostgreSQL
import Database

extension PostgreSQLConnection {
    func load(into table: StaticString, columns: [StaticString], _ body: (BulkRows) throws -> Void) throws -> Int {
        try beginNow()
        let list = columns.map(\.description).joined(separator: ", ")
        let types = try columnTypes(of: "SELECT \(list) FROM \(table)")
        let text = "COPY \(table) (\(list)) FROM STDIN (FORMAT binary)"
        try execute(text)
        let sink = CopySink(handle, types: types, text)
        do {
            try body(BulkRows(sink))
            try sink.finish()
        } catch {
            PQputCopyEnd(handle, "given up")
            while let result = PQgetResult(handle) { PQclear(result) }
            throw error
        }
        return try endOfCopy(text)
    }

    /// `COPY` takes no parameters, so they are written into its text, quoted by libpq.
    func copyOut(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        try beginNow()
        let types = try columnTypes(of: Dialect.postgreSQL.text(of: sql), sql.parameters.map(\.kind))
        let text = "COPY (\(try textWithValues(sql))) TO STDOUT (FORMAT binary)"
        let started = PQexec(handle, text)
        defer { PQclear(started) }
        // Errors show the text without the values.
        try check(started, sql.statement)
        do {
            try readCopy(types, body)
        } catch {
            cancel()
            throw error
        }
        _ = try endOfCopy(sql.statement)
    }

    private func readCopy(_ types: [Oid], _ body: (Row) throws -> Void) throws {
        let source = CopyRow(types: types)
        let row = Row(source)
        // The first message begins with a signature of 11 bytes, flags and the length of an extension, both 4 bytes.
        var start = 19
        var message: UnsafeMutablePointer<CChar>?
        while true {
            let length = PQgetCopyData(handle, &message, 0)
            guard length > 0, let message else { return }
            defer { PQfreemem(message) }
            let data = UnsafeRawBufferPointer(start: message, count: Int(length))
            guard data.count > start else {
                start = 0
                continue
            }
            if source.read(data, from: start) { try body(row) }
            start = 0
        }
    }

    private func endOfCopy(_ text: String) throws(DatabaseError) -> Int {
        var rows = 0
        var failure: DatabaseError?
        while let result = PQgetResult(handle) {
            defer { PQclear(result) }
            do throws(DatabaseError) {
                try check(result, text)
                rows = Int(String(cString: PQcmdTuples(result))) ?? rows
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return rows
    }
}

/// Encodes rows for `COPY … FROM STDIN` and sends them in pieces of 64 KB.
final class CopySink: BulkSink {
    private let handle: OpaquePointer
    private let types: [Oid]
    private let text: String
    private var buffer: [UInt8] = []
    private var column = 0
    private var rowCount = 0
    private var failure: DatabaseError?

    private static let pieceSize = 64 * 1_024

    init(_ handle: OpaquePointer, types: [Oid], _ text: String) {
        self.handle = handle
        self.types = types
        self.text = text
        buffer.reserveCapacity(CopySink.pieceSize + 4_096)
        buffer.append(contentsOf: "PGCOPY\n".utf8)
        buffer.append(contentsOf: [0xFF, 0x0D, 0x0A, 0x00] + [UInt8](repeating: 0, count: 8))
        beginRow()
    }

    func write(_ value: ColumnValue) {
        defer { column += 1 }
        guard column < types.count else { return }
        switch value {
        case .null: append(Int32(-1))
        case .integer(let number): write(number, types[column])
        case .boolean(let flag):
            expect(types[column] == PostgreSQLType.bool)
            append(Int32(1))
            buffer.append(flag ? 1 : 0)
        case .text(let text): write(text, types[column])
        case .bytes(let bytes):
            expect(types[column] == PostgreSQLType.bytea)
            append(Int32(bytes.count))
            buffer.append(contentsOf: bytes)
        }
    }

    func endRow() throws(DatabaseError) {
        rowCount += 1
        if column != types.count {
            throw DatabaseError(.misuse, "row \(rowCount) has not \(types.count) values", statement: text)
        }
        if let failure { throw failure }
        if buffer.count >= CopySink.pieceSize { try send() }
        beginRow()
    }

    func finish() throws(DatabaseError) {
        // In place of the row begun last, the end mark.
        buffer.removeLast(2)
        append(Int16(-1))
        try send()
        if PQputCopyEnd(handle, nil) != 1 { throw .postgreSQL(nil, handle, text) }
    }

    private func beginRow() {
        column = 0
        append(Int16(types.count))
    }

    private func send() throws(DatabaseError) {
        let sent = buffer.withUnsafeBytes {
            PQputCopyData(handle, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count))
        }
        if sent != 1 { throw .postgreSQL(nil, handle, text) }
        buffer.removeAll(keepingCapacity: true)
    }

    private func write(_ number: Int64, _ type: Oid) {
        switch type {
        case PostgreSQLType.int8:
            append(Int32(8))
            append(number)
        case PostgreSQLType.int4:
            expect(Int32(exactly: number) != nil)
            append(Int32(4))
            append(Int32(truncatingIfNeeded: number))
        default:
            expect(type == PostgreSQLType.int2 && Int16(exactly: number) != nil)
            append(Int32(2))
            append(Int16(truncatingIfNeeded: number))
        }
    }

    private func write(_ text: String, _ type: Oid) {
        let isJSON = type == PostgreSQLType.jsonb
        let utf8 = text.utf8
        expect((isJSON || PostgreSQLType.isText(type)) && !utf8.contains(0))
        append(Int32(utf8.count + (isJSON ? 1 : 0)))
        if isJSON { buffer.append(1) }
        buffer.append(contentsOf: utf8)
    }

    private func expect(_ condition: Bool) {
        if condition || failure != nil { return }
        failure = DatabaseError(
            .invalidValue, "row \(rowCount + 1): column \(column) cannot hold the value", statement: text)
    }

    private func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.bigEndian) { buffer.append(contentsOf: $0) }
    }
}

extension PostgreSQLConnection {
    private func textWithValues(_ sql: SQL) throws(DatabaseError) -> String {
        var pieces = Dialect.postgreSQL.pieces(of: sql)[...]
        var text = pieces.removeFirst()
        for (value, piece) in zip(sql.parameters, pieces) {
            text += try literal(value) + piece
        }
        return text
    }

    private func literal(_ value: ColumnValue) throws(DatabaseError) -> String {
        switch value {
        case .integer(let number): return "CAST('\(number)' AS BIGINT)"
        case .boolean(let flag): return flag ? "TRUE" : "FALSE"
        case .null(let kind):
            return switch kind {
            case .integer: "CAST(NULL AS BIGINT)"
            case .boolean: "CAST(NULL AS BOOLEAN)"
            case .bytes: "CAST(NULL AS BYTEA)"
            case .text: "NULL"
            }
        case .bytes(let bytes):
            let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            return "CAST('\\x\(digits)' AS BYTEA)"
        case .text(let text):
            if text.utf8.contains(0) { throw DatabaseError(.invalidValue, "a text contains U+0000") }
            guard let quoted = PQescapeLiteral(handle, text, text.utf8.count) else {
                throw DatabaseError(.invalidValue, "a text that cannot be quoted")
            }
            defer { PQfreemem(quoted) }
            return String(cString: quoted)
        }
    }
}
