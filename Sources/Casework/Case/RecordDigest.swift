/// What a case wrote into one table for a person or an enrolment, as its trail keeps it: whoever changes a row behind the
/// platform's back would have to change the trail too.
package struct RecordDigest: Hashable, Sendable, Codable {
    package enum Part: String, Hashable, Sendable, CaseIterable, Codable {
        /// Of a person.
        case person, identity, document
        /// Of an enrolment. `coverageEnd` is by itself, as an enrolment that is taken back changes it and nothing else.
        case enrolment, contract, wage, coverage, coverageEnd
        /// What happened to an enrolment since, and until when it stands.
        case changes

        package var isOfPerson: Bool { self == .person || self == .identity || self == .document }

        /// Whether a later case may change it, and then binds it anew.
        package var mayChange: Bool {
            switch self {
            case .person, .identity, .document, .enrolment, .contract: false
            case .wage, .coverage, .coverageEnd, .changes: true
            }
        }
    }

    package let part: Part
    /// The key of the person or of the enrolment.
    package let id: Int64
    /// In hexadecimal.
    package let digest: String

    /// - Parameter rows: the columns of each row, as text; in any order.
    package init(_ part: Part, of id: Int64, rows: [[String]]) {
        self.part = part
        self.id = id
        var writer = DigestWriter()
        writer.put(part.rawValue)
        writer.put(id)
        writer.put(rows.sorted { $0.lexicographicallyPrecedes($1) }) { writer, row in
            writer.put(row) { writer, column in writer.put(column) }
        }
        digest = writer.finish()
    }
}
