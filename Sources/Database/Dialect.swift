/// The two database engines. One SQL text serves both.
package enum Engine: String, CaseIterable, Sendable {
    case sqlite = "SQLite"
    case postgreSQL = "PostgreSQL"
}

/// What the few words in braces stand for, engine by engine, and how a parameter is written.
///
/// | word | PostgreSQL | SQLite |
/// |---|---|---|
/// | `{i64}` `{i32}` `{i16}` | `BIGINT` `INTEGER` `SMALLINT` | `INTEGER` |
/// | `{bool}` | `BOOLEAN` | `INTEGER` |
/// | `{bytes}` | `BYTEA` | `BLOB` |
/// | `{json}` | `JSONB` | `TEXT` |
/// | `{joined}(text, between)`, the texts of a group in one | `string_agg` | `group_concat` |
/// | `{strict}` at the end of `CREATE TABLE` | nothing | `STRICT` |
/// | `{clustered}` likewise, rows kept in the order of the primary key | nothing | `STRICT, WITHOUT ROWID` |
/// | `{skip_locked}` at the end of a claiming `SELECT` | `FOR UPDATE SKIP LOCKED` | nothing: one writer |
package struct Dialect: Sendable {
    /// How a parameter is written: on SQLite without its number, which it would look up among all those before.
    let parameter: @Sendable (_ number: Int) -> String
    let words: [(name: StaticString, meaning: StaticString)]

    package static let postgreSQL = Dialect(
        parameter: { "$\($0)" },
        words: [
            ("{i64}", "BIGINT"), ("{i32}", "INTEGER"), ("{i16}", "SMALLINT"), ("{bool}", "BOOLEAN"),
            ("{bytes}", "BYTEA"), ("{json}", "JSONB"), ("{strict}", ""), ("{clustered}", ""),
            ("{joined}", "string_agg"), ("{skip_locked}", "FOR UPDATE SKIP LOCKED"),
        ])

    package static let sqlite = Dialect(
        parameter: { _ in "?" },
        words: [
            ("{i64}", "INTEGER"), ("{i32}", "INTEGER"), ("{i16}", "INTEGER"), ("{bool}", "INTEGER"),
            ("{bytes}", "BLOB"), ("{json}", "TEXT"), ("{strict}", "STRICT"), ("{clustered}", "STRICT, WITHOUT ROWID"),
            ("{joined}", "group_concat"), ("{skip_locked}", ""),
        ])

    /// The statement's text as this engine reads it. Done once for each prepared statement.
    package func text(of sql: SQL) -> String {
        var pieces = pieces(of: sql)[...]
        var text = pieces.removeFirst()
        for (index, piece) in pieces.enumerated() { text += parameter(index + 1) + piece }
        return text
    }

    /// The text before, between and after the parameters.
    package func pieces(of sql: SQL) -> [String] {
        sql.source.split(separator: SQL.placeholder, omittingEmptySubsequences: false).map(translate)
    }

    private func translate(_ source: ArraySlice<UInt8>) -> String {
        var text: [UInt8] = []
        var rest = source
        while let byte = rest.first {
            if byte == UInt8(ascii: "{"), let word = word(atStartOf: rest) {
                text.append(contentsOf: word.meaning.description.utf8)
                rest.removeFirst(word.name.utf8CodeUnitCount)
            } else {
                text.append(byte)
                rest.removeFirst()
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private func word(atStartOf text: ArraySlice<UInt8>) -> (name: StaticString, meaning: StaticString)? {
        words.first {
            text.starts(with: UnsafeBufferPointer(start: $0.name.utf8Start, count: $0.name.utf8CodeUnitCount))
        }
    }
}
