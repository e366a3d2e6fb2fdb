import Basics
import Database
import Foundation

/// Databases as migrations leave them, made once for each engine and copied for every test.
actor Templates {
    static let shared = Templates()

    enum Template: Sendable {
        /// What is in the file.
        case file(Data)
        /// The name of a database that nobody is connected to.
        case database(String)
    }

    private struct Key: Hashable {
        let engine: Engine
        let migrations: [String]
    }

    private var made: [Key: Task<Template, any Error>] = [:]

    func template(on engine: Engine, by migrations: [Migration]) async throws -> Template {
        let key = Key(engine: engine, migrations: migrations.map(\.name))
        let task = made[key] ?? Task { try await Self.make(on: engine, by: migrations) }
        made[key] = task
        return try await task.value
    }

    private static func make(on engine: Engine, by migrations: [Migration]) async throws -> Template {
        switch engine {
        case .sqlite:
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            let path = folder.path + "/template.db"
            try await migrate(.sqlite(path: path), by: migrations)
            return .file(try Data(contentsOf: URL(filePath: path)))
        case .postgreSQL:
            let server = try PrivatePostgreSQL.shared.get()
            let name = try server.createDatabase()
            try await migrate(.postgreSQL(conninfo: server.conninfo(name)), by: migrations)
            return .database(name)
        }
    }

    /// Closing the last connection to a file leaves nothing in its log.
    private static func migrate(_ address: DatabaseAddress, by migrations: [Migration]) async throws {
        let database = try address.open()
        try await database.migrate(migrations, at: Instant(milliseconds: 0))
        await database.close()
    }
}
