package import Basics

/// A numbered step of the schema. Once released it is never changed: what must change is a new one.
package struct Migration: Sendable {
    package let number: Int
    package let name: String
    let shared: SQL
    let own: [Engine: SQL]

    /// - Parameters:
    ///   - shared: statements for both engines, with the words of ``Dialect``.
    ///   - sqlite: what only SQLite runs after them, such as triggers; `postgreSQL` likewise.
    package init(_ number: Int, _ name: String, _ shared: SQL, sqlite: SQL? = nil, postgreSQL: SQL? = nil) {
        self.number = number
        self.name = name
        self.shared = shared
        self.own = [Engine.sqlite: sqlite, .postgreSQL: postgreSQL].compactMapValues(\.self)
        precondition(
            ([shared] + own.values).allSatisfy(\.parameters.isEmpty), "a migration is text without parameters")
    }

    /// FNV-1a of all texts, the same on both engines: finds accidents, not attacks.
    var digest: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for text in [shared.source, own[.sqlite]?.source ?? [], own[.postgreSQL]?.source ?? []] {
            for byte in text + [0] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        return String(hash, radix: 16)
    }
}

/// Why the schema of a database does not fit this program; for whoever starts it.
package struct MigrationFault: Error, Hashable, CustomStringConvertible {
    package let description: String
}

extension Database {
    /// Brings the schema up to date: each missing step in one transaction, in order. Processes that start together wait for
    /// each other.
    package func migrate(_ migrations: [Migration], at now: Instant) async throws {
        precondition(migrations.indices.allSatisfy { migrations[$0].number == $0 + 1 }, "migrations count from 1")
        try await transaction(.bulk) { tx in
            try tx.lockMigrations()
            try tx.runScript(Database.journal)
            try Database.check(migrations, against: try tx.appliedMigrations())
        }
        for migration in migrations {
            try await transaction(.bulk) { [engine] tx in
                try tx.lockMigrations()
                if try tx.appliedMigrations().contains(where: { $0.number == migration.number }) { return }
                if !migration.shared.source.isEmpty { try tx.runScript(migration.shared) }
                if let own = migration.own[engine] { try tx.runScript(own) }
                try tx.run(
                    """
                    INSERT INTO schema_migration (number, name, digest, applied_at)
                    VALUES (\(migration.number), \(migration.name), \(migration.digest), \(now))
                    """)
            }
        }
    }

    private static let journal: SQL = """
        CREATE TABLE IF NOT EXISTS schema_migration (
            number {i64} NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            digest TEXT NOT NULL,
            applied_at {i64} NOT NULL
        ) {strict}
        """

    private static func check(_ migrations: [Migration], against applied: [AppliedMigration]) throws(MigrationFault) {
        for step in applied {
            guard let migration = migrations.first(where: { $0.number == step.number }) else {
                throw MigrationFault(
                    description: "数据库已升级到第 \(step.number) 步（\(step.name)），本程序不认识这一步：请使用更新版本的程序。")
            }
            guard migration.digest == step.digest else {
                throw MigrationFault(
                    description: "数据库升级第 \(step.number) 步（\(step.name)）与本程序所载内容不一致：已发布的升级步骤不得改动，请核对程序版本。")
            }
        }
    }
}

private struct AppliedMigration {
    let number: Int
    let name: String
    let digest: String
}

extension Transaction {
    fileprivate func appliedMigrations() throws -> [AppliedMigration] {
        try all("SELECT number, name, digest FROM schema_migration ORDER BY number") { row in
            AppliedMigration(number: try row[0], name: try row[1], digest: try row[2])
        }
    }
}
