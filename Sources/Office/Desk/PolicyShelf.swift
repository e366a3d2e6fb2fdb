package import Basics
package import Database
import Foundation
package import Policy
import Storage
import Synchronization

/// The policy in force, and every version that anything was ever computed by.
package final class PolicyShelf: Sendable {
    private struct Content: Codable {
        struct File: Codable {
            let path: String
            let text: String
        }

        let files: [File]
        let withDemonstration: Bool
    }

    package let current: PolicyBook
    private let content: String
    private let earlier = Mutex<[String: PolicyBook]>([:])

    /// - Throws: everything that is wrong in the files.
    package init(files: [PolicyFile], withDemonstration: Bool) throws {
        self.current = try PolicyBook(files: files, withDemonstration: withDemonstration)
        let content = Content(
            files: files.map { Content.File(path: $0.path, text: $0.text) }, withDemonstration: withDemonstration)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        self.content = String(decoding: try encoder.encode(content), as: UTF8.self)
    }

    package var version: String { current.version.digest }

    /// Keeps the text of the version in force before anything is computed by it.
    package func keep(in database: Database, at now: Instant) async throws {
        let (version, content) = (version, content)
        try await database.transaction { tx in try tx.keepPolicyVersion(version, content: content, at: now) }
    }

    /// A version by its digest: the one in force, or one that the database kept.
    package func book(of version: String, _ tx: Transaction) throws -> PolicyBook {
        if version == self.version { return current }
        if let known = earlier.withLock({ $0[version] }) { return known }
        guard let text = try tx.policyContent(of: version) else {
            throw DeskRefusal.invalid("政策版本\(version.prefix(12))没有留存，无法说明当时的计算依据。")
        }
        let content = try JSONDecoder().decode(Content.self, from: Data(text.utf8))
        let book = try PolicyBook(
            files: content.files.map { PolicyFile(path: $0.path, text: $0.text) },
            withDemonstration: content.withDemonstration)
        earlier.withLock { $0[version] = book }
        return book
    }
}
