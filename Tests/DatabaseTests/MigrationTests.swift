import Basics
import Database
import TestSupport
import Testing

@Suite struct MigrationTests {
    private let now = Instant(milliseconds: 1_790_000_000_000)
    private let people = Migration(
        1, "people", "CREATE TABLE person (id {i64} NOT NULL PRIMARY KEY, name TEXT NOT NULL) {strict};")
    private let births = Migration(
        2, "births", "ALTER TABLE person ADD COLUMN born TEXT; CREATE INDEX person_born ON person (born)",
        sqlite: "CREATE INDEX person_own ON person (name)", postgreSQL: "CREATE INDEX person_own ON person (name)")

    @Test(arguments: Engine.allCases)
    func `steps are applied in order, each once`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await database.migrate([people], at: now)
            try await database.migrate([people, births], at: now)
            try await database.migrate([people, births], at: now)
            let steps = try await database.transaction { tx in
                try tx.run("INSERT INTO person (id, name, born) VALUES (1, '王五', '1990-01-01')")
                return try tx.all("SELECT number FROM schema_migration ORDER BY number") { row in try row[0] as Int }
            }
            #expect(steps == [1, 2])
        }
    }

    @Test(arguments: Engine.allCases)
    func `programs that start together apply each step once`(on engine: Engine) async throws {
        try await withDatabaseAddress(on: engine) { address in
            try await withThrowingTaskGroup { group in
                for _ in 1...4 {
                    group.addTask {
                        let database = try address.open()
                        try await database.migrate([people, births], at: now)
                        await database.close()
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a changed step is refused with a sentence`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await database.migrate([people], at: now)
            let fault = await #expect(throws: MigrationFault.self) {
                try await database.migrate([Migration(1, "people", "CREATE TABLE person (id {i64})")], at: now)
            }
            #expect(fault?.description == "数据库升级第 1 步（people）与本程序所载内容不一致：已发布的升级步骤不得改动，请核对程序版本。")
        }
    }

    @Test(arguments: Engine.allCases)
    func `a step of a newer program is refused with a sentence`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await database.migrate([people, births], at: now)
            let fault = await #expect(throws: MigrationFault.self) { try await database.migrate([people], at: now) }
            #expect(fault?.description == "数据库已升级到第 2 步（births），本程序不认识这一步：请使用更新版本的程序。")
        }
    }

    @Test(arguments: Engine.allCases)
    func `a step that fails leaves nothing behind`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            let broken = Migration(2, "broken", "CREATE TABLE half (id {i64}); INSERT INTO nowhere VALUES (1)")
            await #expect(throws: DatabaseError.self) { try await database.migrate([people, broken], at: now) }
            #expect(
                await kindOfError { try await database.read { tx in _ = try tx.run("SELECT 1 FROM half") } } == .syntax)
            try await database.migrate([people, births], at: now)
        }
    }
}
