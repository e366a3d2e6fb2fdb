package import Database
import PostgreSQLDriver
import SQLiteDriver

/// Where the books are kept: `sqlite:PATH` or `postgres:CONNINFO`.
package enum StoreAddress: Hashable, Sendable {
    case sqlite(path: String)
    case postgreSQL(connectionInfo: String)

    /// `nil` if the text is of neither form.
    package init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let rest = String(text[text.index(after: colon)...])
        switch text[..<colon] {
        case "sqlite" where !rest.isEmpty: self = .sqlite(path: rest)
        case "postgres" where !rest.isEmpty: self = .postgreSQL(connectionInfo: rest)
        default: return nil
        }
    }

    package func open() throws -> Database {
        switch self {
        case .sqlite(let path): try Database.sqlite(path: path)
        case .postgreSQL(let connectionInfo): try Database.postgreSQL(connectionInfo)
        }
    }
}
