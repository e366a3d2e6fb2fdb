import CPostgreSQL
import Database

/// A row in PostgreSQL's binary form: numbers big-endian in the width of their type.
protocol BinaryRow: RowSource {
    var types: [Oid] { get }
    /// nil if the value is missing.
    func field(_ column: Int) -> UnsafeRawBufferPointer?
}

extension BinaryRow {
    func isNull(_ column: Int) -> Bool { field(column) == nil }

    func integer(_ column: Int) throws(DatabaseError) -> Int64 {
        let bytes = try value(column)
        switch types[column] {
        case PostgreSQLType.int8: return Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
        case PostgreSQLType.int4: return Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
        case PostgreSQLType.int2: return Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
        default: throw anotherType(column)
        }
    }

    func boolean(_ column: Int) throws(DatabaseError) -> Bool {
        let bytes = try value(column)
        guard types[column] == PostgreSQLType.bool else { throw anotherType(column) }
        return bytes[0] != 0
    }

    func text(_ column: Int) throws(DatabaseError) -> String {
        String(decoding: try utf8(column), as: UTF8.self)
    }

    func utf8(_ column: Int) throws(DatabaseError) -> UnsafeRawBufferPointer {
        let bytes = try value(column)
        if PostgreSQLType.isText(types[column]) { return bytes }
        // A version number comes before the text.
        if types[column] == PostgreSQLType.jsonb { return UnsafeRawBufferPointer(rebasing: bytes.dropFirst()) }
        throw anotherType(column)
    }

    func bytes(_ column: Int) throws(DatabaseError) -> [UInt8] {
        let bytes = try value(column)
        guard types[column] == PostgreSQLType.bytea else { throw anotherType(column) }
        return [UInt8](bytes)
    }

    private func value(_ column: Int) throws(DatabaseError) -> UnsafeRawBufferPointer {
        guard let bytes = field(column) else { throw .decoding("column \(column) is missing") }
        return bytes
    }

    private func anotherType(_ column: Int) -> DatabaseError {
        .decoding("column \(column) is of another type (\(types[column]))")
    }
}

/// A row of a result that libpq holds.
final class ResultRow: BinaryRow {
    private let result: OpaquePointer?
    let types: [Oid]
    var index: Int32 = 0

    init(_ result: OpaquePointer?) {
        self.result = result
        types = (0..<PQnfields(result)).map { PQftype(result, $0) }
    }

    func field(_ column: Int) -> UnsafeRawBufferPointer? {
        precondition(types.indices.contains(column), "the row has no column \(column)")
        if PQgetisnull(result, index, Int32(column)) != 0 { return nil }
        return UnsafeRawBufferPointer(
            start: PQgetvalue(result, index, Int32(column)), count: Int(PQgetlength(result, index, Int32(column))))
    }
}

/// A row of a `COPY … TO STDOUT` stream: the number of columns, then length and bytes of each.
final class CopyRow: BinaryRow {
    let types: [Oid]
    private var fields: [UnsafeRawBufferPointer?] = []

    init(types: [Oid]) {
        self.types = types
    }

    /// False at the end mark.
    func read(_ data: UnsafeRawBufferPointer, from start: Int) -> Bool {
        fields.removeAll(keepingCapacity: true)
        let count = Int16(bigEndian: data.loadUnaligned(fromByteOffset: start, as: Int16.self))
        if count < 0 { return false }
        var offset = start + 2
        for _ in 0..<count {
            let length = Int(Int32(bigEndian: data.loadUnaligned(fromByteOffset: offset, as: Int32.self)))
            offset += 4
            fields.append(length < 0 ? nil : UnsafeRawBufferPointer(rebasing: data[offset..<offset + length]))
            offset += max(0, length)
        }
        return true
    }

    func field(_ column: Int) -> UnsafeRawBufferPointer? { fields[column] }
}
