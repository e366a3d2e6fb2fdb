package import Casework

/// One kind of message, whose form is the schema `contracts/<contract>.schema.json`.
package protocol PartnerMessage: Codable, Hashable, Sendable {
    /// The schema's path under `contracts/` without its ending: `tax/bill`.
    static var contract: String { get }

    /// What the types of the fields don't say yet: lengths, forms, sums. Both who writes and who reads a message asks it.
    func check(_ path: FieldPath) throws(MalformedMessage)
}

/// A message that somebody sends on their own; the receiver answers in the same breath.
package protocol PartnerRequest: PartnerMessage {
    associatedtype Answer: PartnerMessage

    static var endpoint: Endpoint { get }
}

extension PartnerRequest {
    package static var contract: String { "\(endpoint.partner.rawValue)/\(endpoint.message)" }
}

/// Where a message is posted to.
package struct Endpoint: Hashable, Sendable {
    package enum Receiver: Hashable, Sendable {
        case platform, partner
    }

    package let partner: Partner
    /// The message's name in its partner's folder: `bill`.
    package let message: String
    /// As people read it, and as the schema is titled: `缴费计划`.
    package let title: String
    package let receiver: Receiver

    package init(_ partner: Partner, _ message: String, _ title: String, to receiver: Receiver) {
        self.partner = partner
        self.message = message
        self.title = title
        self.receiver = receiver
    }

    /// The path on the receiver's server: `/exchange/tax/bill`. A message flows one way only, so no signed request is of
    /// any use against who sent it.
    package var path: String { "/exchange/\(partner.rawValue)/\(message)" }

    package static let method = "POST"
}
