package import Database
import Foundation
import PostgreSQLDriver
import SQLiteDriver

/// Runs `body` on a fresh database of the engine, and throws the database away.
///
/// It is empty, or as migrations leave it: they run once for each engine, and every test gets a copy of what they made.
///
///     @Test(arguments: Engine.allCases)
///     func `a plan is kept`(on engine: Engine) async throws {
///         try await withDatabase(on: engine) { database in … }
///     }
package func withDatabase<Value: Sendable>(
    on engine: Engine, migratedBy migrations: [Migration] = [], faults: FaultInjection? = nil,
    _ body: (Database) async throws -> Value
) async throws -> Value {
    try await withDatabaseAddress(on: engine, migratedBy: migrations) { address in
        let database = try address.open(faults: faults)
        do {
            let value = try await body(database)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }
}

/// As ``withDatabase(on:migratedBy:faults:_:)`` for tests that open the same database several times.
package func withDatabaseAddress<Value: Sendable>(
    on engine: Engine, migratedBy migrations: [Migration] = [], _ body: (DatabaseAddress) async throws -> Value
) async throws -> Value {
    let template = migrations.isEmpty ? nil : try await Templates.shared.template(on: engine, by: migrations)
    switch engine {
    case .sqlite:
        return try await Turnstile.files.pass {
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            let path = folder.path + "/test.db"
            if case .file(let content) = template { try content.write(to: URL(filePath: path)) }
            return try await body(.sqlite(path: path))
        }
    case .postgreSQL:
        let server = try PrivatePostgreSQL.shared.get()
        return try await Turnstile.databases.pass {
            var original: String?
            if case .database(let name) = template { original = name }
            let name = try server.createDatabase(copying: original)
            defer { server.dropDatabase(name) }
            return try await body(.postgreSQL(conninfo: server.conninfo(name)))
        }
    }
}

package enum DatabaseAddress: Sendable {
    case sqlite(path: String)
    case postgreSQL(conninfo: String)

    package func open(faults: FaultInjection? = nil) throws(DatabaseError) -> Database {
        switch self {
        case .sqlite(let path): try .sqlite(path: path, faults: faults)
        case .postgreSQL(let conninfo): try .postgreSQL(conninfo, connections: 4, faults: faults)
        }
    }
}

/// A new folder of mode 700 under `/tmp`.
package struct TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        var template = Array("/tmp/shebao-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw TestSupportFault("no temporary folder can be made under /tmp") }
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    package func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// Why the tests' surroundings could not be made, in a sentence that says what to do.
package struct TestSupportFault: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// The access bits of a file: `0o600`.
package func permissions(of path: String) throws -> Int {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? 0
}
