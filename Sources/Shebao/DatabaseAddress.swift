import ArgumentParser
import Database
import PostgreSQLDriver
import SQLiteDriver

/// Where the database is: `sqlite:PATH` or `postgres:CONNINFO`.
enum DatabaseAddress: ExpressibleByArgument {
    case sqlite(path: String)
    case postgreSQL(connectionInfo: String)

    init?(argument: String) {
        guard let colon = argument.firstIndex(of: ":") else { return nil }
        let rest = String(argument[argument.index(after: colon)...])
        switch argument[..<colon] {
        case "sqlite" where !rest.isEmpty: self = .sqlite(path: rest)
        case "postgres" where !rest.isEmpty: self = .postgreSQL(connectionInfo: rest)
        default: return nil
        }
    }

    func open() throws -> Database {
        switch self {
        case .sqlite(let path): try Database.sqlite(path: path)
        case .postgreSQL(let connectionInfo): try Database.postgreSQL(connectionInfo)
        }
    }
}
