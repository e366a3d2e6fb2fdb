/// A row of a result, valid until the closure that it was given to returns.
///
///     let names = try tx.all("SELECT id, name FROM person WHERE employer = \(employer)") { row in
///         (try row[0] as PersonId, try row[1] as String)
///     }
package struct Row {
    package let source: any RowSource

    @inlinable
    package init(_ source: any RowSource) {
        self.source = source
    }

    /// The value of a column, counted from 0; one that may be missing is read as an optional.
    @inlinable
    package subscript<Value: ColumnDecodable>(column: Int) -> Value {
        get throws(DatabaseError) { try Value.decode(column, of: source) }
    }

    @inlinable
    package func isNull(_ column: Int) -> Bool { source.isNull(column) }

    @inlinable
    package func integer(_ column: Int) throws(DatabaseError) -> Int64 { try source.integer(column) }

    /// Adds a text's bytes to others, for lists that need no string of each.
    @inlinable
    package func appendText(_ column: Int, to bytes: inout [UInt8]) throws(DatabaseError) {
        bytes.append(contentsOf: try source.utf8(column))
    }

    /// Reads the columns one after the other, for rows of many.
    @inlinable
    package var columns: Columns { Columns(row: self) }

    package struct Columns {
        @usableFromInline let row: Row
        @usableFromInline var position = 0

        @inlinable
        init(row: Row) {
            self.row = row
        }

        @inlinable
        package mutating func next<Value: ColumnDecodable>() throws(DatabaseError) -> Value {
            defer { position += 1 }
            return try row[position]
        }
    }
}

/// A driver's current row. Each call refuses a missing value and one of another type.
package protocol RowSource: AnyObject {
    func isNull(_ column: Int) -> Bool
    func integer(_ column: Int) throws(DatabaseError) -> Int64
    func boolean(_ column: Int) throws(DatabaseError) -> Bool
    func text(_ column: Int) throws(DatabaseError) -> String
    /// A text's bytes, valid until the next row.
    func utf8(_ column: Int) throws(DatabaseError) -> UnsafeRawBufferPointer
    func bytes(_ column: Int) throws(DatabaseError) -> [UInt8]
}
