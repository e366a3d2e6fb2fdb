/// Answer of a receiver that has not taken a message in. Only `busy` is worth sending again unchanged.
package struct Problem: PartnerMessage {
    package static let contract = "common/problem"

    package enum Code: String, Hashable, Sendable, CaseIterable, Codable {
        case malformed, unsigned, staleTimestamp, wrongSignature, keyReused, unknownEndpoint, busy

        /// The HTTP status that it goes with.
        package var status: Int {
            switch self {
            case .malformed: 400
            case .unsigned, .staleTimestamp, .wrongSignature: 401
            case .unknownEndpoint: 404
            case .keyReused: 409
            case .busy: 503
            }
        }
    }

    package let code: Code
    /// In Chinese.
    package let sentence: String
    /// Path of the wrong field of a malformed message.
    package let field: String?

    package init(_ code: Code, _ sentence: String, field: String? = nil) {
        self.code = code
        self.sentence = sentence
        self.field = field
    }

    package init(_ malformed: MalformedMessage) {
        self.init(
            .malformed, malformed.sentence,
            field: malformed.field.isEmpty ? nil : String(malformed.field.unicodeScalars.prefix(120)))
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["sentence"].plain(sentence, upTo: 200)
        if let field { try path["field"].plain(field, upTo: 120) }
    }
}
