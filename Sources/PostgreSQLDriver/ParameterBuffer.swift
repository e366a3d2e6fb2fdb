import CPostgreSQL
import Database

/// Parameters as libpq takes them: all bytes one after the other, and where each begins. Used again for each statement.
final class ParameterBuffer {
    private var bytes: [UInt8] = []
    private var starts: [Int] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []
    private var pointers: [UnsafePointer<CChar>?] = []

    func fill(_ values: [ColumnValue]) throws(DatabaseError) {
        bytes.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        for value in values { try append(value) }
    }

    func withPointers<Value>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>) -> Value
    ) -> Value {
        bytes.withUnsafeBytes { all in
            pointers.removeAll(keepingCapacity: true)
            for start in starts {
                pointers.append(
                    start < 0 ? nil : all.baseAddress.map { ($0 + start).assumingMemoryBound(to: CChar.self) })
            }
            return body(pointers, lengths, formats)
        }
    }

    private func append(_ value: ColumnValue) throws(DatabaseError) {
        let start = bytes.count
        switch value {
        case .integer(let number): withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
        case .boolean(let flag): bytes.append(flag ? 1 : 0)
        case .bytes(let blob): bytes.append(contentsOf: blob)
        case .text(let text):
            // As text, whose type the server infers (TEXT, JSONB): it ends with a zero byte, so it may contain none.
            bytes.append(contentsOf: text.utf8)
            if bytes[start...].contains(0) { throw DatabaseError(.invalidValue, "a text contains U+0000") }
        case .null: break
        }
        lengths.append(Int32(bytes.count - start))
        if case .null = value { starts.append(-1) } else { starts.append(start) }
        if case .text = value { formats.append(0) } else { formats.append(1) }
        // Also so that an empty value has an address.
        bytes.append(0)
    }
}

extension ColumnKind {
    /// Integers are always 64 bits wide, as on SQLite, and the server narrows them where a column is narrower.
    var parameterType: Oid {
        switch self {
        case .integer: PostgreSQLType.int8
        case .boolean: PostgreSQLType.bool
        case .bytes: PostgreSQLType.bytea
        case .text: PostgreSQLType.inferred
        }
    }
}
