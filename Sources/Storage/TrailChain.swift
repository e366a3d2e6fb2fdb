package import Basics
package import Casework
package import Cryptography
import Foundation
package import Records

/// Binds each event of a case, and each plan of an employer, to the one before with a key that is not in the database; an
/// edit behind the program's back is found, and the row named.
package struct TrailChain: Sendable {
    private let key: AuthenticationKey

    package init(_ key: AuthenticationKey) {
        self.key = key
    }

    package func link(_ event: CaseEvent, of id: CaseId, after head: [UInt8]) throws -> Cases.Linked {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(event.detail), as: UTF8.self)
        return Cases.Linked(event: event, detailText: text, link: link(event, detail: text, of: id, after: head))
    }

    /// The link that an event as stored ought to have.
    package func link(_ event: CaseEvent, detail: String, of id: CaseId, after head: [UInt8]) -> [UInt8] {
        let fields = [
            "case", id.description, "\(event.sequence)", event.act.rawValue, event.actor.role.rawValue,
            event.actor.login.map(String.init) ?? "", event.actor.name, "\(event.at.milliseconds)",
            event.on.description, detail,
        ]
        return key.code(for: head + TrailChain.framed(fields))
    }

    /// - Parameter digest: of the plan's rows and ledger entries.
    package func planLink(
        number: String, employer: EmployerId, position: Int, digest: [UInt8], after link: [UInt8]
    ) -> [UInt8] {
        key.code(for: link + TrailChain.framed(["plan", number, employer.description, "\(position)"]) + digest)
    }

    package func paperLink(number: String, content: String, issuedOn: Day) -> [UInt8] {
        key.code(for: TrailChain.framed(["paper", number, content, issuedOn.description]))
    }

    /// Each field with its length before it, so that no two lists of fields read alike.
    private static func framed(_ fields: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for field in fields {
            withUnsafeBytes(of: UInt32(field.utf8.count).littleEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: field.utf8)
        }
        return bytes
    }
}
