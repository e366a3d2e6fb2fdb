import Basics
import Database
import TestSupport
import Testing

enum Line: Int16, ColumnCodable { case pension = 110, injury = 410 }

@Suite struct ValueTests {
    @Test(arguments: Engine.allCases)
    func `every type comes back as it went in`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await makeValues(in: database)
            let id = ID<Line>(.max)
            let bytes: [UInt8] = [0, 1, 255, 0]
            try await database.transaction { tx in
                try tx.run(
                    """
                    INSERT INTO value VALUES (\(id), \(Money(fen: -1)), \(Day("2026-02-28")!), \(Month("2026-11")!),
                        \(Instant(milliseconds: 1_790_000_000_123)), \(Line.injury), \(true), \("𠮷㛃䶮𬱖 O'Neil \\ \" %"), \(bytes))
                    """)
                let last = try tx.one("SELECT * FROM value") { row in
                    var columns = row.columns
                    #expect(try columns.next() == id)
                    #expect(try columns.next() == Money(fen: -1))
                    #expect(try columns.next() == Day("2026-02-28"))
                    #expect(try columns.next() == Month("2026-11"))
                    #expect(try columns.next() == Instant(milliseconds: 1_790_000_000_123))
                    #expect(try columns.next() == Line.injury)
                    #expect(try columns.next() == true)
                    return (try columns.next() as String, try columns.next() as [UInt8])
                }
                #expect(last.0 == "𠮷㛃䶮𬱖 O'Neil \\ \" %")
                #expect(last.1 == bytes)
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a missing value is nil, and an empty one is not missing`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await makeValues(in: database)
            try await database.transaction { tx in
                try tx.run("INSERT INTO value (id, name, body) VALUES (\(1), \(""), \([UInt8]()))")
                try tx.run("INSERT INTO value (id, amount, name) VALUES (\(2), \(nil as Money?), \(nil as String?))")
                let rows = try tx.all("SELECT amount, name, body, flag FROM value ORDER BY id") { row in
                    let amount: Money? = try row[0]
                    let name: String? = try row[1]
                    let body: [UInt8]? = try row[2]
                    let flag: Bool? = try row[3]
                    return "\(amount == nil) \(name == nil) \(body == nil) \(flag == nil)"
                }
                #expect(rows == ["true false false true", "true true true true"])
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a text with U+0000 is refused`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await makeLedger(in: database)
            let kind = await kindOfError {
                try await database.transaction { tx in
                    _ = try tx.run("INSERT INTO ledger VALUES (\(1), \("a\0b"), \(1))")
                }
            }
            #expect(kind == .invalidValue)
            #expect(try await ledgerCount(in: database) == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a column read as what it is not is an error`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await makeValues(in: database)
            try await database.transaction { tx in
                try tx.run("INSERT INTO value (id, name, line) VALUES (\(1), \("7"), \(Int16(999)))")
            }
            func kind(_ read: @escaping @Sendable (Row) throws -> Void) async -> DatabaseError.Kind? {
                await kindOfError {
                    try await database.read { tx in _ = try tx.one("SELECT name, amount, line, id FROM value", read) }
                }
            }
            #expect(await kind { row in _ = try row[0] as Int } == .decoding)
            #expect(await kind { row in _ = try row[1] as Money } == .decoding)
            #expect(await kind { row in _ = try row[2] as Line } == .decoding)
            #expect(await kind { row in _ = try row[3] as String } == .decoding)
            #expect(await kind { row in _ = try row[3] as Int } == nil)
        }
    }

    private func makeValues(in database: Database) async throws {
        try await database.transaction { tx in
            try tx.run(
                """
                CREATE TABLE value (
                    id {i64} NOT NULL PRIMARY KEY, amount {i64}, day TEXT, month {i32}, at {i64}, line {i16}, flag {bool},
                    name TEXT, body {bytes}
                ) {strict}
                """)
        }
    }
}
