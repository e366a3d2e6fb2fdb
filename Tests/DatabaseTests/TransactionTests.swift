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

    @Test(arguments: Engine.allCases)
    func `queries that go out together each bring their own rows, in order`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await database.transaction { tx in
                try tx.run("CREATE TABLE person (id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)")
                try tx.run("INSERT INTO person (id, name) VALUES (\(1), \("𠮷野")), (\(2), \("王五"))")
            }
            for isFirst in [true, false] {
                let found = try await database.read { tx in
                    // The beginning of a transaction goes with its first round trip.
                    if !isFirst { try tx.visit("SELECT 1 FROM person") { _ in } }
                    var found: [String] = []
                    let queries: [SQL] = [
                        "SELECT name FROM person WHERE id = \(2)", "SELECT name FROM person WHERE id > \(7)",
                        "SELECT name FROM person WHERE id > \(0) ORDER BY id",
                    ]
                    try tx.visit(queries) { query, row in found.append("\(query) \(try row[0] as String)") }
                    return found
                }
                #expect(found == ["0 王五", "2 𠮷野", "2 王五"])
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `one that fails among them loses the transaction and nothing else`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            let broken: [[SQL]] = [
                ["SELECT 1", "SELECT nothing FROM nowhere", "SELECT 2"],
                ["SELECT 1", "SELECT \("with\u{0}nothing")"],
                ["SELECT 1", "SELECT 1 / \(0)"],
            ]
            for queries in broken.dropLast(engine == .sqlite ? 1 : 0) {
                await #expect(throws: DatabaseError.self) {
                    try await database.read { tx in try tx.visit(queries) { _, _ in } }
                }
            }
            let one = try await database.read { tx in try tx.one("SELECT 1") { row in try row[0] as Int } }
            #expect(one == 1)
        }
    }
}
