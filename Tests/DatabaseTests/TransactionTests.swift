import Database
import TestSupport
import Testing

@Suite struct TransactionTests {
    @Test(arguments: Engine.allCases)
    func `what a transaction wrote is there after it`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await database.transaction { tx in
                try tx.run("CREATE TABLE person (id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)")
                try tx.run("INSERT INTO person (id, name) VALUES (\(1), \("𠮷野")), (\(2), \("王五"))")
            }
            let names = try await database.read { tx in
                try tx.all("SELECT name FROM person WHERE id IN \(list: [1, 2, 3]) ORDER BY id") { row in
                    try row[0] as String
                }
            }
            #expect(names == ["𠮷野", "王五"])
        }
    }
}
