import Basics
import Database
import Testing

@Suite struct SQLTests {
    @Test func `an interpolated value becomes a parameter, never text`() {
        let name = "x'); DROP TABLE person; --"
        let sql: SQL = "INSERT INTO person (name, born) VALUES (\(name), \(Day("1990-01-01")!))"
        #expect(Dialect.postgreSQL.text(of: sql) == "INSERT INTO person (name, born) VALUES ($1, $2)")
        #expect(Dialect.sqlite.text(of: sql) == "INSERT INTO person (name, born) VALUES (?, ?)")
        #expect(sql.parameters == [.text(name), .text("1990-01-01")])
    }

    @Test func `a statement spliced into another brings its parameters along`() {
        let part: SQL = "b = \(2) AND c = \(3)"
        let sql: SQL = "SELECT 1 WHERE a = \(1) AND \(part) AND d = \(4)"
        #expect(Dialect.postgreSQL.text(of: sql) == "SELECT 1 WHERE a = $1 AND b = $2 AND c = $3 AND d = $4")
        #expect(sql.parameters == [.integer(1), .integer(2), .integer(3), .integer(4)])
    }

    @Test func `lists of five to eight values have the same text`() {
        func statement(_ values: [Int]) -> SQL { "SELECT 1 WHERE 1 IN \(list: values)" }
        #expect(statement([1, 2, 3, 4, 5]).key == statement([1, 2, 3, 4, 5, 6, 7, 8]).key)
        #expect(statement([1, 2, 3, 4]).key != statement([1, 2, 3, 4, 5]).key)
        #expect(statement([1, 2, 3, 4, 5]).parameters.suffix(4) == Array(repeating: .integer(5), count: 4))
    }

    @Test func `a call site has the same key each time`() {
        func statement(_ value: Int) -> SQL { "SELECT a FROM t WHERE b = \(value)" }
        #expect(statement(1).key == statement(2).key)
    }

    @Test func `the words in braces mean what each engine calls them`() {
        let sql: SQL = "CREATE TABLE t (a {i64}, b {bytes}, c '{}') {strict}"
        #expect(Dialect.postgreSQL.text(of: sql) == "CREATE TABLE t (a BIGINT, b BYTEA, c '{}') ")
        #expect(Dialect.sqlite.text(of: sql) == "CREATE TABLE t (a INTEGER, b BLOB, c '{}') STRICT")
    }

    @Test func `an error shows the statement but not what was in it`() {
        let sql: SQL = "SELECT 1 WHERE name = \("张三")"
        #expect(sql.statement == "SELECT 1 WHERE name = ?")
    }
}
