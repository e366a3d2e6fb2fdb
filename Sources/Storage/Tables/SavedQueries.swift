package import Basics
package import Database
import Foundation

extension Transaction {
    package var savedQueries: SavedQueries { SavedQueries(tx: self) }
}

package typealias SavedQueryId = ID<SavedQuery>

/// A query that a login keeps under a name of its own.
package struct SavedQuery: Hashable, Sendable {
    package let id: SavedQueryId
    package let name: String
    package let query: StaffQuery
    package let updatedAt: Instant
}

/// The queries that logins have saved. Each function asks whose they are: another login's is not there.
package struct SavedQueries {
    let tx: Transaction

    /// Of what kind its keys are taken.
    package static let keys = "savedQuery"
    /// As many as one login keeps.
    package static let limit = 30

    private static let select: SQL = "SELECT id, name, query, updated_at FROM saved_query"

    private static func read(_ row: Row) throws(DatabaseError) -> SavedQuery {
        let text: String = try row[2]
        guard let fields = try? JSONDecoder().decode([String: String].self, from: Data(text.utf8)) else {
            throw DatabaseError(.other, "a saved query cannot be read", statement: "saved_query")
        }
        return SavedQuery(
            id: try row[0], name: try row[1], query: StaffQuery.read(fields).query, updatedAt: try row[3])
    }

    /// By name.
    package func of(_ login: Int64) throws -> [SavedQuery] {
        try tx.all("\(Self.select) WHERE login_id = \(login) ORDER BY name LIMIT \(Self.limit)", Self.read)
    }

    package func with(_ id: SavedQueryId, of login: Int64) throws -> SavedQuery? {
        try tx.first("\(Self.select) WHERE id = \(id) AND login_id = \(login)", Self.read)
    }

    package enum Keeping: Hashable, Sendable {
        case kept(SavedQueryId)
        case nameTaken
        case tooMany
    }

    package func keep(
        _ query: StaffQuery, as name: String, key: SavedQueryId, of login: Int64, at now: Instant
    ) throws -> Keeping {
        let count: Int = try tx.one("SELECT count(*) FROM saved_query WHERE login_id = \(login)") { row in try row[0] }
        guard count < Self.limit else { return .tooMany }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let text = String(decoding: try encoder.encode(query.fields), as: UTF8.self)
        let rows = try tx.run(
            """
            INSERT INTO saved_query (id, login_id, name, query, updated_at)
            VALUES (\(key), \(login), \(name), \(text), \(now)) ON CONFLICT (login_id, name) DO NOTHING
            """)
        return rows == 0 ? .nameTaken : .kept(key)
    }

    /// Whether it was there and the name was free.
    package func rename(_ id: SavedQueryId, to name: String, of login: Int64, at now: Instant) throws -> Bool {
        try tx.run(
            """
            UPDATE saved_query SET name = \(name), updated_at = \(now) WHERE id = \(id) AND login_id = \(login)
                AND NOT EXISTS (
                    SELECT 1 FROM saved_query o WHERE o.login_id = \(login) AND o.name = \(name) AND o.id <> \(id))
            """) > 0
    }

    package func delete(_ id: SavedQueryId, of login: Int64) throws {
        try tx.run("DELETE FROM saved_query WHERE id = \(id) AND login_id = \(login)")
    }
}
