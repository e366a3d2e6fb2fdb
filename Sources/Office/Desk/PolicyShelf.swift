package import Basics
package import Database
import Foundation
package import Policy
import Storage
import Synchronization

/// The policy in force, and every version that anything was ever computed by.
///
/// What ships is the base; what was published since lies over it as rows. Whoever computes something asks for the policy in
/// force within their transaction, so that they see what was published before them and nothing that came after. A shelf is
/// for one database.
package final class PolicyShelf: Sendable {
    private struct Content: Codable {
        struct File: Codable {
            let path: String
            let text: String
        }

        struct Change: Codable {
            let number: Int64
            let region: String?
            let text: String
            let author: String
            let approver: String
            let from: String
            let through: String?
            let publishedAt: Int64
        }

        let files: [File]
        let withDemonstration: Bool
        /// `nil` in what was kept before anything could be published.
        let publications: [Change]?
    }

    private struct InForce {
        var book: PolicyBook
        /// The number of the latest publication in it.
        var number: Int64
    }

    private let files: [PolicyFile]
    private let withDemonstration: Bool
    private let latest: Mutex<InForce>
    private let earlier = Mutex<[String: PolicyBook]>([:])

    /// - Throws: everything that is wrong in the files.
    package init(files: [PolicyFile], withDemonstration: Bool) throws {
        self.files = files
        self.withDemonstration = withDemonstration
        let book = try PolicyBook(files: files, withDemonstration: withDemonstration)
        latest = Mutex(InForce(book: book, number: 0))
    }

    /// The policy that was in force when it was last looked up: for pages. What is computed asks ``inForce(_:)``.
    package var current: PolicyBook { latest.withLock(\.book) }

    /// The policy in force as the transaction sees it.
    package func inForce(_ tx: Transaction) throws -> PolicyBook {
        let number = try tx.publications.latestNumber()
        let known = latest.withLock { $0 }
        if known.number == number { return known.book }
        let book = try book(with: try tx.publications.published())
        latest.withLock { if $0.number < number { $0 = InForce(book: book, number: number) } }
        return book
    }

    /// The base with some publications over it.
    ///
    /// - Throws: everything that is wrong in them, together with the base.
    package func book(with publications: [Publication]) throws -> PolicyBook {
        try PolicyBook(files: files, publications: publications, withDemonstration: withDemonstration)
    }

    /// The policy as it would be with a text laid over what is published.
    ///
    /// - Throws: everything that is wrong in the text.
    package func book(with text: PublicationText, in region: Region, _ tx: Transaction) throws -> PolicyBook {
        let published = try tx.publications.published()
        return try book(
            with: published + [
                Publication(
                    number: (published.last?.number ?? 0) + 1, region: region, text: text.text, author: "起草",
                    approver: "审批", from: text.from, through: text.through, publishedAt: Instant(milliseconds: 0))
            ])
    }

    /// Looks up what has been published meanwhile: at the start, and for the pages of a program that computes nothing.
    package func catchUp(with database: Database) async throws {
        try await database.read { [self] tx in _ = try inForce(tx) }
    }

    /// Keeps the text of the version in force before anything is computed by it.
    ///
    /// - Returns: its digest.
    @discardableResult
    package func keep(at now: Instant, _ tx: Transaction) throws -> String {
        let book = try inForce(tx)
        let version = book.version.digest
        if try tx.policyContent(of: version) == nil {
            try tx.keepPolicyVersion(version, content: try content(with: try tx.publications.published()), at: now)
        }
        return version
    }

    private func content(with publications: [Publication]) throws -> String {
        let content = Content(
            files: files.map { Content.File(path: $0.path, text: $0.text) }, withDemonstration: withDemonstration,
            publications: publications.map {
                Content.Change(
                    number: $0.number, region: $0.region?.rawValue, text: $0.text, author: $0.author,
                    approver: $0.approver, from: $0.from.description, through: $0.through?.description,
                    publishedAt: $0.publishedAt.milliseconds)
            })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(content), as: UTF8.self)
    }

    /// A version by its digest: the one in force, or one that the database kept.
    package func book(of version: String, _ tx: Transaction) throws -> PolicyBook {
        if version == current.version.digest { return current }
        if let known = earlier.withLock({ $0[version] }) { return known }
        guard let text = try tx.policyContent(of: version) else {
            throw DeskRefusal.invalid("政策版本\(version.prefix(12))没有留存，无法说明当时的计算依据。")
        }
        let content = try JSONDecoder().decode(Content.self, from: Data(text.utf8))
        let book = try PolicyBook(
            files: content.files.map { PolicyFile(path: $0.path, text: $0.text) },
            publications: (content.publications ?? []).map(Self.publication),
            withDemonstration: content.withDemonstration)
        earlier.withLock { $0[version] = book }
        return book
    }

    private static func publication(_ change: Content.Change) throws -> Publication {
        guard let from = Day(change.from), let through = change.through.map({ Day($0) }) ?? .some(nil) else {
            throw DeskRefusal.invalid("留存的政策发布内容日期无法识别。")
        }
        return Publication(
            number: change.number, region: change.region.map(Region.init(rawValue:)), text: change.text,
            author: change.author, approver: change.approver, from: from, through: through,
            publishedAt: Instant(milliseconds: change.publishedAt))
    }
}
