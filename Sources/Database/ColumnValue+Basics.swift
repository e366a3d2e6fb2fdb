package import Basics

/// Fen, `BIGINT`.
extension Money: ColumnCodable {
    package static var columnKind: ColumnKind { .integer }
    package var columnValue: ColumnValue { .integer(fen) }
    package static func decode(_ column: Int, of row: any RowSource) throws(DatabaseError) -> Money {
        Money(fen: try row.integer(column))
    }
}

/// `BIGINT`.
extension ID: ColumnEncodable, ColumnDecodable {
    package static var columnKind: ColumnKind { .integer }
    package var columnValue: ColumnValue { .integer(value) }
    package static func decode(_ column: Int, of row: any RowSource) throws(DatabaseError) -> ID {
        ID(try row.integer(column))
    }
}

/// `INTEGER`, as `yyyymm`.
extension Month: ColumnCodable {
    package static var columnKind: ColumnKind { .integer }
    package var columnValue: ColumnValue { .integer(Int64(yyyymm)) }
    package static func decode(_ column: Int, of row: any RowSource) throws(DatabaseError) -> Month {
        guard let month = Month(yyyymm: Int(try row.integer(column))) else {
            throw .decoding("column \(column) is no month yyyymm")
        }
        return month
    }
}

/// Milliseconds, `BIGINT`.
extension Instant: ColumnCodable {
    package static var columnKind: ColumnKind { .integer }
    package var columnValue: ColumnValue { .integer(milliseconds) }
    package static func decode(_ column: Int, of row: any RowSource) throws(DatabaseError) -> Instant {
        Instant(milliseconds: try row.integer(column))
    }
}

/// `TEXT`, as `YYYY-MM-DD`: sorts, compares and is read by a person.
extension Day: ColumnCodable {
    package static var columnKind: ColumnKind { .text }
    package var columnValue: ColumnValue { .text(description) }
    package static func decode(_ column: Int, of row: any RowSource) throws(DatabaseError) -> Day {
        guard let day = Day(utf8: try row.utf8(column)) else {
            throw .decoding("column \(column) is no date YYYY-MM-DD")
        }
        return day
    }
}
