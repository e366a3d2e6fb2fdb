import Basics
import Database
import TestSupport
import Testing

@Suite struct BulkTests {
    @Test(arguments: Engine.allCases)
    func `a hundred thousand rows go in and come out unchanged`(on engine: Engine) async throws {
        let count = 100_037
        try await withDatabase(on: engine) { database in
            try await makeRows(in: database)
            let loaded = try await database.transaction(.bulk) { tx in
                try tx.load(into: "item", columns: ["id", "line", "name", "amount", "body", "flag"]) { rows in
                    for id in 1...count {
                        try rows.append(
                            id, Int16(id % 100), id % 7 == 0 ? nil : "王\(id)", Money(fen: -Int64(id)),
                            [UInt8(id & 255), 0],
                            id % 2 == 0)
                    }
                }
            }
            #expect(loaded == count)
            for way in Way.allCases {
                let matching = try await database.read { tx in
                    var (next, matching) = (1, 0)
                    try way.read(tx, "SELECT id, line, name, amount, body, flag FROM item WHERE id > \(0) ORDER BY id")
                    { row in
                        let name: String? = try row[2]
                        let isRight =
                            try row[0] == next && row[1] == Int16(next % 100)
                            && name == (next % 7 == 0 ? nil : "王\(next)") && row[3] == Money(fen: -Int64(next))
                            && row[4] == [UInt8(next & 255), 0] && row[5] == (next % 2 == 0)
                        matching += isRight ? 1 : 0
                        next += 1
                    }
                    return matching
                }
                #expect(matching == count)
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a load that meets a duplicate keeps nothing`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await makeLedger(in: database)
            let kind = await kindOfError {
                try await database.transaction { tx in
                    _ = try tx.load(into: "ledger", columns: ["id", "account", "amount"]) { rows in
                        for id in 1...500 { try rows.append(id, "account \(id % 400)", 0) }
                    }
                }
            }
            #expect(kind == .uniqueViolation)
            #expect(try await ledgerCount(in: database) == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a row with too few values is refused`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await makeLedger(in: database)
            let kind = await kindOfError {
                try await database.transaction { tx in
                    _ = try tx.load(into: "ledger", columns: ["id", "account", "amount"]) { rows in
                        try rows.append(1, "a")
                    }
                }
            }
            #expect(kind == .misuse)
            #expect(try await ledgerCount(in: database) == 0)
        }
    }

    @Test(arguments: Engine.allCases, Way.allCases)
    func `a stream can be broken off, and the connection goes on`(on engine: Engine, by way: Way) async throws {
        struct Enough: Error {}
        try await withDatabase(on: engine) { database in
            await #expect(throws: Enough.self) {
                try await database.read { tx in
                    try way.read(tx, numbers) { row in if try row[0] == 1_000 { throw Enough() } }
                }
            }
            let seven = try await database.read { tx in try tx.one("SELECT 7") { row in try row[0] as Int } }
            #expect(seven == 7)
        }
    }

    @Test(arguments: Engine.allCases)
    func `no other statement runs inside a stream`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            let kind = await kindOfError {
                try await database.read { tx in try tx.each(numbers) { _ in _ = try tx.run("SELECT 1") } }
            }
            #expect(kind == .misuse)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a bulk read takes parameters of every kind`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await makeRows(in: database)
            let found = try await database.transaction { tx in
                try tx.run("INSERT INTO item VALUES (1, 2, \("O'Neil\\"), 4, \([UInt8(7)]), \(true))")
                var found = 0
                try tx.copyOut(
                    """
                    SELECT id FROM item WHERE name = \("O'Neil\\") AND body = \([UInt8(7)]) AND flag = \(true)
                        AND amount = \(Money(fen: 4)) AND id IN \(list: [1])
                    """
                ) { row in found += try row[0] }
                return found
            }
            #expect(found == 1)
        }
    }

    private func makeRows(in database: Database) async throws {
        try await database.transaction { tx in
            try tx.run(
                """
                CREATE TABLE item (
                    id {i64} NOT NULL PRIMARY KEY, line {i16} NOT NULL, name TEXT, amount {i64} NOT NULL, body {bytes},
                    flag {bool} NOT NULL
                ) {strict}
                """)
        }
    }
}

/// The two ways to read a stream.
enum Way: CaseIterable {
    case each, copyOut

    func read(_ tx: Transaction, _ sql: SQL, _ body: (Row) throws -> Void) throws {
        switch self {
        case .each: try tx.each(sql, body)
        case .copyOut: try tx.copyOut(sql, body)
        }
    }
}

private let numbers: SQL =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT CAST(i AS BIGINT) FROM n"
