package import Basics
internal import FoundationEssentials

/// The public keys of a deployment, past and present, as it publishes them to whoever wants to check a paper.
///
///     { "keys": [ { "id": "5f0c91d2", "use": "code", "algorithm": "SM2-SM3", "publicKey": "04…",
///                   "validFrom": "2026-11-21" },
///                 { "id": "88a1…", "use": "seal", "algorithm": "ECDSA-P256-SHA256", "publicKey": "04…",
///                   "certificates": ["-----BEGIN CERTIFICATE-----…"], "validFrom": "2026-11-21",
///                   "validThrough": "2027-11-20" } ] }
package struct PublishedKeys: Hashable, Sendable, Codable {
    package var keys: [PublishedKey]

    package init(_ keys: [PublishedKey] = []) {
        self.keys = keys
    }

    /// Reads the file; `nil` if it is no such file or larger than 1 MB.
    package init?(json: [UInt8]) {
        guard json.count <= 1_000_000, let read = try? JSONDecoder().decode(PublishedKeys.self, from: Data(json)) else {
            return nil
        }
        self = read
    }

    package var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try! encoder.encode(self))
    }

    package func key(_ id: KeyId, _ use: PublishedKey.Use) -> PublishedKey? {
        keys.first { $0.id == id && $0.use == use }
    }
}

package struct PublishedKey: Hashable, Sendable, Codable {
    package enum Use: String, Hashable, Sendable, Codable, CaseIterable {
        /// QR codes of papers.
        case code
        /// Seals of documents.
        case seal
    }

    package enum Algorithm: String, Hashable, Sendable, Codable {
        case sm2 = "SM2-SM3"
        case p256 = "ECDSA-P256-SHA256"
    }

    package let id: KeyId
    package let use: Use
    package let algorithm: Algorithm
    /// The uncompressed point in hexadecimal.
    package let publicKey: String
    /// PEM, the key's own first, then its issuers'; only for seals.
    package let certificates: [String]?
    package let validFrom: Day
    /// The last day on which it signed; absent for the present key.
    package internal(set) var validThrough: Day?

    /// Whether papers of that day can bear its signature: not after it was retired. A paper is dated by its decision and
    /// signed when it is first asked for, so that a key may be younger than its papers.
    package func signs(papersOf day: Day) -> Bool {
        validThrough.map { day <= $0 } ?? true
    }
}
