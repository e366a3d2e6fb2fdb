import Database
import TestSupport
import Testing

/// The rules by which one text means the same on both engines.
@Suite struct PortableSQLTests {
    @Test(arguments: Engine.allCases)
    func `whole numbers and texts are computed alike`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            let statements: [(SQL, Int)] = [
                ("SELECT (\(716_200) * \(800) + 5000) / 10000", 57_296),
                ("SELECT -7 / 2", -3),
                ("SELECT -7 % 2", -1),
                ("SELECT length(\("𠮷野家"))", 3),
                ("SELECT CAST(sum(column1) AS BIGINT) FROM (VALUES (1), (2)) AS v", 3),
                ("SELECT CASE WHEN 'Abc' LIKE 'a%' THEN 1 ELSE 0 END", 0),
                ("SELECT CASE WHEN '李' < '王' THEN 1 ELSE 0 END", 1),
            ]
            for (sql, expected) in statements {
                let number = try await database.read { tx in try tx.one(sql) { row in try row[0] as Int } }
                #expect(number == expected, "\(sql.statement)")
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `parameters go where they stand, not in order of first appearance`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            let inner: SQL = "SELECT \(10) AS a, \(20) AS b"
            let row = try await database.read { tx in
                try tx.one("SELECT b, a, \(30) FROM (\(inner)) AS v WHERE a < \(15)") { row in
                    [try row[0], try row[1], try row[2]] as [Int]
                }
            }
            #expect(row == [20, 10, 30])
        }
    }

    @Test(arguments: Engine.allCases)
    func `an empty list contains nothing`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await makeLedger(in: database)
            let counts = try await database.transaction { tx in
                try tx.run("INSERT INTO ledger VALUES (1, 'cash', 0), (2, 'fund', 0), (3, 'fees', 0)")
                return try [
                    "id IN \(list: [Int]())", "id NOT IN \(list: [Int]())", "account IN \(list: [String]())",
                    "id IN \(list: [1, 2, 9])", "account NOT IN \(list: ["cash"])",
                ].map { (condition: SQL) in
                    try tx.one("SELECT count(*) FROM ledger WHERE \(condition)") { row in try row[0] as Int }
                }
            }
            #expect(counts == [0, 3, 0, 2, 2])
        }
    }

    @Test(arguments: Engine.allCases)
    func `an expected conflict is settled in the statement`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            try await makeLedger(in: database)
            let amounts = try await database.transaction { tx in
                func add(_ amount: Int) throws -> Int {
                    try tx.one(
                        """
                        INSERT INTO ledger (id, account, amount) VALUES (1, 'cash', \(amount))
                        ON CONFLICT (id) DO UPDATE SET amount = ledger.amount + excluded.amount RETURNING amount
                        """
                    ) { row in try row[0] }
                }
                return [try add(5), try add(7)]
            }
            #expect(amounts == [5, 12])
            let changed = try await database.transaction { tx in
                [
                    try tx.run("INSERT INTO ledger VALUES (1, 'cash', 0) ON CONFLICT DO NOTHING"),
                    try tx.run("UPDATE ledger SET amount = 0 WHERE id = 9"),
                    try tx.run("UPDATE ledger SET amount = 0"),
                ]
            }
            #expect(changed == [0, 0, 1])
        }
    }

    @Test(arguments: Engine.allCases)
    func `many rows are changed by one statement, a missing value among them`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            let found = try await database.transaction { tx in
                try tx.run("CREATE TABLE person (id {i64} NOT NULL, name TEXT, born TEXT) {strict}")
                try tx.run("INSERT INTO person VALUES (1, 'a', 'x'), (2, 'b', 'x'), (3, 'c', 'x'), (4, 'd', 'x')")
                let rows = [(1, "A"), (2, nil), (3, "C")].map { id, name in
                    [id.columnValue, name.columnValue, "1990-01-01".columnValue]
                }
                let changed = try tx.run(
                    """
                    UPDATE person SET name = v.column2, born = v.column3 FROM (\(rows: rows)) AS v
                    WHERE id = v.column1 AND id < \(4)
                    """)
                let names = try tx.all("SELECT coalesce(name, '-') || born FROM person ORDER BY id") { row in
                    try row[0] as String
                }
                return ["\(changed)"] + names
            }
            #expect(found == ["3", "A1990-01-01", "-1990-01-01", "C1990-01-01", "dx"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `pages follow a key of several columns, missing values last`(on engine: Engine) async throws {
        try await withDatabase(on: engine) { database in
            let names = try await database.transaction { tx in
                try tx.run("CREATE TABLE person (name TEXT NOT NULL, id {i64} NOT NULL, born TEXT) {strict}")
                try tx.run("INSERT INTO person VALUES ('b', 1, NULL), ('a', 2, '1990-01-01'), ('a', 1, '1991-01-01')")
                let page = try tx.all(
                    "SELECT name || id FROM person WHERE (name, id) > (\("a"), \(1)) ORDER BY name, id LIMIT \(5)"
                ) { row in try row[0] as String }
                let byBirth = try tx.all("SELECT name || id FROM person ORDER BY born NULLS LAST") { row in
                    try row[0] as String
                }
                return [page, byBirth]
            }
            #expect(names == [["a2", "b1"], ["a2", "a1", "b1"]])
        }
    }

    @Test func `a SQLite file is for its owner only`() async throws {
        try await withDatabaseAddress(on: .sqlite) { address in
            let database = try address.open()
            try await makeLedger(in: database)
            guard case .sqlite(let path) = address else { return }
            let modes = try [path, path + "-wal", path + "-shm"].map(permissions)
            #expect(modes == [0o600, 0o600, 0o600])
            await database.close()
        }
    }
}
