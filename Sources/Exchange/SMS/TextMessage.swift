import Casework

/// One text message to one phone.
package struct TextMessage: PartnerRequest {
    package typealias Answer = TextMessageAnswer
    package static let endpoint = Endpoint(.sms, "message", "短信", to: .partner)

    package enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        /// A one-time code; it is sent before all others.
        case code
        case notice, reminder
    }

    package let phone: String
    package let text: String
    package let kind: Kind

    package init(phone: String, text: String, kind: Kind) {
        self.phone = phone
        self.text = text
        self.kind = kind
    }

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["phone"].mobilePhone(phone)
        try path["text"].plain(text, upTo: 500)
    }
}
