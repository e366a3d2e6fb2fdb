import Basics
import Casework
import Cryptography
import Database
import Matters
package import Storage

/// A file as it came, one of the pages of a material.
package struct UploadedPage: Sendable {
    let fileName: String
    let mediaType: String
    let bytes: [UInt8]

    package init(fileName: String, mediaType: String, bytes: [UInt8]) {
        self.fileName = fileName
        self.mediaType = mediaType
        self.bytes = bytes
    }
}

extension Desk {
    /// How many files a material may have: a certificate of several pages, scanned one by one.
    package static let pagesLimit = 10

    /// Adds a file, or puts it in place of what was there.
    package func attach(
        _ key: String, fileName: String, mediaType: String, bytes: [UInt8], to id: DraftId, by principal: Principal
    ) async throws {
        try await attach(
            key, [UploadedPage(fileName: fileName, mediaType: mediaType, bytes: bytes)], to: id, by: principal)
    }

    /// Adds the pages of a material, in their order, or puts them in place of those that were there.
    package func attach(
        _ key: String, _ pages: [UploadedPage], to id: DraftId, by principal: Principal
    ) async throws {
        let stored = pages.prefix(Self.pagesLimit).map { page in
            (
                page,
                Material(
                    key: key, fileName: String(page.fileName.prefix(120)), byteCount: page.bytes.count,
                    digest: Digest.sha256.of(page.bytes).hex)
            )
        }
        let now = clock.now
        try await database.transaction { tx in
            for (page, material) in stored {
                try tx.materials.store(page.bytes, digest: material.digest, mediaType: page.mediaType, at: now)
            }
        }
        let materials = stored.map(\.1)
        try await change(id, by: principal) { application, type in
            guard type.card.materials.contains(where: { $0.key == key }) else { return }
            application.materials.removeAll { $0.key == key }
            application.materials += materials
        }
    }

    /// Notes which materials the teller has compared with their originals; of the others, that they have not.
    package func noteOriginals(_ keys: Set<String>, of id: DraftId, by principal: Principal) async throws {
        guard principal.role == .teller else { throw DeskRefusal.objection(.notYours) }
        try await change(id, by: principal) { application, _ in
            for index in application.materials.indices {
                let isSeen = keys.contains(application.materials[index].key)
                application.materials[index].originalSeenBy = isSeen ? principal.name : nil
            }
        }
    }
}
