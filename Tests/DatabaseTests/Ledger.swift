import Database

/// A small table that most tests here work on.
func makeLedger(in database: Database) async throws {
    try await database.transaction { tx in
        try tx.run(
            """
            CREATE TABLE ledger (
                id {i64} NOT NULL PRIMARY KEY,
                account TEXT NOT NULL UNIQUE,
                amount {i64} NOT NULL CHECK (amount >= 0)
            ) {strict}
            """)
    }
}

func ledgerCount(in database: Database) async throws -> Int {
    try await database.read { tx in try tx.one("SELECT count(*) FROM ledger") { row in try row[0] } }
}

/// The kind of the database error that `body` throws, if it throws one.
func kindOfError(_ body: () async throws -> Void) async -> DatabaseError.Kind? {
    do {
        try await body()
        return nil
    } catch {
        return (error as? DatabaseError)?.kind
    }
}
