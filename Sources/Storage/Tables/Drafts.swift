package import Basics
package import Casework
package import Database
import Foundation

extension Transaction {
    package var drafts: Drafts { Drafts(tx: self) }
}

package typealias DraftId = ID<Draft>

/// An application that has not been submitted: its holder changes it at will, and it is deleted when it expires.
package struct Draft: Sendable {
    package let id: DraftId
    package let login: Int64
    /// The case that it supplements; `nil` for a new one.
    package let caseId: CaseId?
    package var application: Application
    /// Sent along with the submission, so that sending twice files once.
    package let token: String
    package let updatedAt: Instant
    package let expiresOn: Day
    /// The draft that waits for this one to be filed first.
    package let waiting: DraftId?

    package init(
        id: DraftId, login: Int64, caseId: CaseId?, application: Application, token: String, updatedAt: Instant,
        expiresOn: Day, waiting: DraftId? = nil
    ) {
        self.id = id
        self.login = login
        self.caseId = caseId
        self.application = application
        self.token = token
        self.updatedAt = updatedAt
        self.expiresOn = expiresOn
        self.waiting = waiting
    }
}

package struct Drafts {
    let tx: Transaction

    private static let select: SQL =
        "SELECT id, login_id, case_id, application, token, updated_at, expires_on, waiting_draft FROM draft"

    private static func read(_ row: Row) throws(DatabaseError) -> Draft {
        let text: String = try row[3]
        guard let application = try? JSONDecoder().decode(Application.self, from: Data(text.utf8)) else {
            throw DatabaseError(.other, "a draft's application cannot be read", statement: "draft")
        }
        return Draft(
            id: try row[0], login: try row[1], caseId: try row[2], application: application, token: try row[4],
            updatedAt: try row[5], expiresOn: try row[6], waiting: try row[7])
    }

    /// A draft is seen by nobody but its holder.
    package func with(_ id: DraftId, of login: Int64) throws -> Draft? {
        try tx.first("\(Self.select) WHERE id = \(id) AND login_id = \(login)", Self.read)
    }

    package func of(_ login: Int64) throws -> [Draft] {
        try tx.all("\(Self.select) WHERE login_id = \(login) ORDER BY id DESC LIMIT 50", Self.read)
    }

    package func save(_ draft: Draft) throws {
        let text = String(decoding: try JSONEncoder().encode(draft.application), as: UTF8.self)
        try tx.run(
            """
            INSERT INTO draft (id, login_id, matter, case_id, application, token, updated_at, expires_on, waiting_draft)
            VALUES (\(draft.id), \(draft.login), \(draft.application.matter), \(draft.caseId), \(text), \(draft.token),
                \(draft.updatedAt), \(draft.expiresOn), \(draft.waiting))
            ON CONFLICT (id) DO UPDATE SET application = excluded.application, updated_at = excluded.updated_at,
                expires_on = excluded.expires_on
            """)
    }

    package func delete(_ id: DraftId) throws {
        try tx.run("DELETE FROM draft WHERE id = \(id)")
    }

    package func deleteExpired(on today: Day) throws -> Int {
        try tx.run("DELETE FROM draft WHERE expires_on < \(today)")
    }

    /// The case that was filed under this token before, if any.
    package func filed(_ token: String, by login: Int64) throws -> CaseId? {
        try tx.first("SELECT case_id FROM submission_key WHERE login_id = \(login) AND token = \(token)") {
            row throws(DatabaseError) in try row[0]
        }
    }

    package func noteFiled(_ token: String, by login: Int64, as caseId: CaseId) throws {
        try tx.run("INSERT INTO submission_key (login_id, token, case_id) VALUES (\(login), \(token), \(caseId))")
    }
}

extension Transaction {
    package var materials: Materials { Materials(tx: self) }
}

/// Uploaded files by the digest of their bytes; who may see one is decided by the draft or case that names it.
package struct Materials {
    let tx: Transaction

    package func store(_ bytes: [UInt8], digest: String, mediaType: String, at now: Instant) throws {
        try tx.run(
            """
            INSERT INTO material (digest, media_type, bytes, uploaded_at)
            VALUES (\(digest), \(mediaType), \(bytes), \(now)) ON CONFLICT (digest) DO NOTHING
            """)
    }

    package struct File: Sendable {
        package let mediaType: String
        package let bytes: [UInt8]
    }

    package func file(_ digest: String) throws -> File? {
        try tx.first("SELECT media_type, bytes FROM material WHERE digest = \(digest)") { row throws(DatabaseError) in
            File(mediaType: try row[0], bytes: try row[1])
        }
    }
}
