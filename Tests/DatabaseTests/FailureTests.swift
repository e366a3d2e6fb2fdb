import Database
import TestSupport
import Testing

@Suite struct FailureTests {
    @Test(arguments: Engine.allCases)
    func `each broken constraint is named by its kind`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await makeLedger(in: database)
            try await database.transaction { tx in
                try tx.run("CREATE TABLE entry (ledger {i64} NOT NULL REFERENCES ledger (id)) {strict}")
                try tx.run("INSERT INTO ledger VALUES (1, 'cash', 0)")
            }
            func kind(_ sql: SQL) async -> DatabaseError.Kind? {
                await kindOfError { _ = try await database.transaction { tx in try tx.run(sql) } }
            }
            #expect(await kind("INSERT INTO ledger VALUES (1, 'fund', 0)") == .uniqueViolation)
            #expect(await kind("INSERT INTO ledger VALUES (2, 'cash', 0)") == .uniqueViolation)
            #expect(await kind("INSERT INTO ledger VALUES (2, NULL, 0)") == .notNull)
            #expect(await kind("INSERT INTO ledger VALUES (2, 'fund', -1)") == .check)
            #expect(await kind("INSERT INTO entry VALUES (9)") == .foreignKey)
            #expect(await kind("INSERT INTO ledger VALUES (2, 'fund', 'abc')") == .invalidValue)
            #expect(await kind("INSERT INTO nowhere VALUES (1)") == .syntax)
            #expect(await kind("SELEC 1") == .syntax)
            #expect(await kind("INSERT INTO ledger VALUES (2, \"fund\", 0)") == .syntax)
        }
    }

    @Test(arguments: Engine.allCases)
    func `an error does not tell the values`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await makeLedger(in: database)
            for statement in [
                "INSERT INTO ledger VALUES (1, \("张三"), -1)",
                "INSERT INTO ledger VALUES (CAST(\("张三") AS BIGINT), 'a', -1)",
            ] as [SQL] {
                do {
                    try await database.transaction { tx in try tx.run(statement) }
                    Issue.record("the statement must fail")
                } catch {
                    #expect(!"\(error)".contains("张三"))
                }
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `nothing of a transaction that throws is kept`(on engine: Engine) async throws {
        struct Refused: Error {}
        try await withDatabase(on: engine) { database in
            try await makeLedger(in: database)
            await #expect(throws: Refused.self) {
                try await database.transaction { tx in
                    try tx.run("INSERT INTO ledger VALUES (1, 'cash', 0)")
                    throw Refused()
                }
            }
            #expect(try await ledgerCount(in: database) == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `after an error nothing else runs and nothing is kept, even if the error is caught`(
        on engine: Engine
    ) async throws {
        try await withDatabase(on: engine) { database in
            try await makeLedger(in: database)
            let kind = await kindOfError {
                try await database.transaction { tx in
                    try tx.run("INSERT INTO ledger VALUES (1, 'cash', 0)")
                    #expect(throws: DatabaseError.self) { try tx.run("INSERT INTO ledger VALUES (1, 'cash', 0)") }
                    let later = #expect(throws: DatabaseError.self) {
                        try tx.run("INSERT INTO ledger VALUES (2, 'b', 0)")
                    }
                    #expect(later?.kind == .misuse)
                }
            }
            #expect(kind == .uniqueViolation)
            #expect(try await ledgerCount(in: database) == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a broken deferred key fails the commit and keeps nothing`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await makeLedger(in: database)
            let kind = await kindOfError {
                try await database.transaction { tx in
                    try tx.run(
                        """
                        CREATE TABLE entry (
                            ledger {i64} NOT NULL REFERENCES ledger (id) DEFERRABLE INITIALLY DEFERRED
                        ) {strict}
                        """)
                    try tx.run("INSERT INTO entry VALUES (9)")
                    try tx.run("INSERT INTO ledger VALUES (1, 'cash', 0)")
                }
            }
            #expect(kind == .foreignKey)
            #expect(try await ledgerCount(in: database) == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a read changes nothing`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await makeLedger(in: database)
            await #expect(throws: DatabaseError.self) {
                try await database.read { tx in try tx.run("INSERT INTO ledger VALUES (1, 'cash', 0)") }
            }
            #expect(try await ledgerCount(in: database) == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `whichever call fails, all of the transaction is there or nothing`(on engine: Engine) async throws {
        let faults = FaultInjection()
        try await withDatabase(on: engine, faults: faults) { database in
            faults.fail(call: nil)
            try await makeLedger(in: database)
            var failures = 0
            for call in 1... {
                faults.fail(call: call)
                let kind = await kindOfError {
                    try await database.transaction { tx in
                        try tx.run("INSERT INTO ledger VALUES (1, 'cash', 5)")
                        try tx.run("UPDATE ledger SET amount = amount + 1")
                        try tx.load(into: "ledger", columns: ["id", "account", "amount"]) { rows in
                            try rows.append(2, "fund", 5)
                        }
                    }
                }
                faults.fail(call: nil)
                if kind == nil { break }
                #expect(kind == .injected)
                #expect(try await ledgerCount(in: database) == 0)
                failures += 1
            }
            #expect(failures == 4)
            #expect(try await ledgerCount(in: database) == 2)
        }
    }
}
