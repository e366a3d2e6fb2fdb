package import Basics

/// The text of one policy file. The room reads no files itself; who starts it hands the texts over.
package struct PolicyFile: Hashable, Sendable {
    /// Longer texts are refused unread.
    package static let limitBytes = 1_048_576
    /// The name of the files that stand in for what no source tells, in a demonstration only.
    package static let demonstrationName = "demo.yaml"
    /// The folder under every region.
    package static let nationalFolder = "national"

    /// From the policy folder on: `beijing/pension.yaml`, `national/holidays.yaml`.
    package let path: String
    package let text: String

    package init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    /// The folder: a region, or `national`.
    var folder: String { String(path.split(separator: "/").first ?? "") }
    var isDemonstration: Bool { path.hasSuffix("/" + PolicyFile.demonstrationName) }
    var digest: String { SHA256.hexadecimal(text.utf8) }
}

/// A change published at run time: the same YAML, with who wrote it, who approved it, and for which days it speaks.
///
/// From its first to its last day it speaks instead of what lies under it, key by key; after its last day the values
/// under it hold again, so that a temporary measure ends by itself.
package struct Publication: Hashable, Sendable {
    /// The number of its row; publications lie over each other in this order.
    package let number: Int64
    /// The region that it is for; `nil` for all.
    package let region: Region?
    package let text: String
    package let author: String
    package let approver: String
    package let from: Day
    /// The last day; `nil` if it stays.
    package let through: Day?
    package let publishedAt: Instant

    package init(
        number: Int64, region: Region?, text: String, author: String, approver: String, from: Day, through: Day?,
        publishedAt: Instant
    ) {
        self.number = number
        self.region = region
        self.text = text
        self.author = author
        self.approver = approver
        self.from = from
        self.through = through
        self.publishedAt = publishedAt
    }

    var file: PolicyFile {
        PolicyFile(path: "\(region?.rawValue ?? PolicyFile.nationalFolder)/publication-\(number)", text: text)
    }
}

/// Which rules applied: a digest of the base files and of the publications up to a point. Results keep it.
package struct PolicyVersion: Hashable, Sendable, Codable {
    /// SHA-256 in hexadecimal.
    package let digest: String

    package init(digest: String) {
        self.digest = digest
    }

    init(files: [PolicyFile], publications: [Publication]) {
        var hash = SHA256()
        // Every part ends with a byte that no text contains, so that no two lists of parts read alike.
        func add(_ parts: String...) {
            for part in parts {
                hash.update(part.utf8)
                hash.update(CollectionOfOne(0))
            }
        }
        for file in files.sorted(by: { $0.path < $1.path }) {
            add(file.path, file.text)
        }
        for change in publications {
            add(
                "\(change.number)", change.region?.rawValue ?? "", change.text, change.author, change.approver,
                change.from.description, change.through?.description ?? "", "\(change.publishedAt.milliseconds)")
        }
        self.digest = hash.finish().hexadecimal
    }
}

extension PolicyVersion: CustomStringConvertible {
    /// The first 12 digits, enough to tell versions apart on a page.
    package var description: String { String(digest.prefix(12)) }
}
