package import Database
import Foundation
import PostgreSQLDriver
import SQLiteDriver

/// Runs `body` on a fresh, empty database of the engine, and throws the database away.
///
///     @Test(arguments: Engine.allCases)
///     func `a plan is kept`(on engine: Engine) async throws {
///         try await withDatabase(on: engine) { database in … }
///     }
package func withDatabase<Value: Sendable>(
    on engine: Engine, faults: FaultInjection? = nil, _ body: (Database) async throws -> Value
) async throws -> Value {
    try await withDatabaseAddress(on: engine) { address in
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

/// As ``withDatabase(on:faults:_:)`` for tests that open the same database several times.
package func withDatabaseAddress<Value: Sendable>(
    on engine: Engine, _ body: (DatabaseAddress) async throws -> Value
) async throws -> Value {
    switch engine {
    case .sqlite:
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        return try await body(.sqlite(path: folder.path + "/test.db"))
    case .postgreSQL:
        let server = try PrivatePostgreSQL.shared.get()
        return try await Turnstile.databases.pass {
            let name = try server.createDatabase()
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
