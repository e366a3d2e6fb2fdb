import Database
import TestSupport
import Testing

@Suite struct ConcurrencyTests {
    @Test(arguments: Engine.allCases)
    func `transactions that read and write the same row run again until all count`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await makeLedger(in: database)
            try await database.transaction { tx in try tx.run("INSERT INTO ledger VALUES (1, 'cash', 0)") }
            try await withThrowingTaskGroup { group in
                for _ in 1...40 {
                    group.addTask {
                        try await database.transaction { tx in
                            let amount = try tx.one("SELECT amount FROM ledger WHERE id = 1") { row in try row[0] as Int
                            }
                            try tx.run("UPDATE ledger SET amount = \(amount + 1) WHERE id = 1")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let amount = try await database.read { tx in
                try tx.one("SELECT amount FROM ledger") { row in try row[0] as Int }
            }
            #expect(amount == 40)
        }
    }

    @Test(arguments: Engine.allCases)
    func `each job is claimed once`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await makeLedger(in: database)
            try await database.transaction { tx in
                try tx.load(into: "ledger", columns: ["id", "account", "amount"]) { rows in
                    for id in 1...50 { try rows.append(id, "job \(id)", 0) }
                }
            }
            let claimed = try await withThrowingTaskGroup(of: Int?.self) { group in
                for _ in 1...60 {
                    group.addTask {
                        try await database.transaction(.bulk) { tx in
                            try tx.first(
                                """
                                UPDATE ledger SET amount = 1 WHERE amount = 0 AND id =
                                    (SELECT id FROM ledger WHERE amount = 0 ORDER BY id LIMIT 1 {skip_locked})
                                RETURNING id
                                """
                            ) { row in try row[0] as Int }
                        }
                    }
                }
                return try await group.reduce(into: [Int]()) { claimed, job in if let job { claimed.append(job) } }
            }
            #expect(claimed.sorted() == Array(1...50))
        }
    }

    @Test(arguments: Engine.allCases)
    func `a read sees one state of the database from beginning to end`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await makeLedger(in: database)
            try await withThrowingTaskGroup { group in
                group.addTask {
                    for id in 1...50 {
                        try await database.transaction { tx in
                            try tx.run("INSERT INTO ledger VALUES (\(id), \("account \(id)"), 0)")
                        }
                    }
                }
                for _ in 1...50 {
                    group.addTask {
                        let (before, after) = try await database.read { tx in
                            func count() throws -> Int { try tx.one("SELECT count(*) FROM ledger") { try $0[0] } }
                            return (try count(), try count())
                        }
                        #expect(before == after)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a closed database refuses`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            await database.close()
            #expect(await kindOfError { try await makeLedger(in: database) } == .busy)
        }
    }

    @Test func `after the server closed the connections the next transaction connects anew`() async throws {
        try await withDatabase(on: .postgreSQL) { database in
            try await makeLedger(in: database)
            let kind = await kindOfError {
                try await database.transaction(.bulk) { tx in
                    _ = try tx.run(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE datname = current_database() AND backend_type = 'client backend'
                        """)
                }
            }
            #expect(kind == .connectionLost)
            for _ in 1...8 { #expect(try await ledgerCount(in: database) == 0) }
        }
    }
}
