/// The window that was asked for, if tax has published it.
package enum CollectionWindowAnswer: PartnerMessage {
    case published(CollectionWindow)
    case notPublished

    package static let contract = "tax/collection-window-answer"

    package func check(_ path: FieldPath) throws(MalformedMessage) {
        if case .published(let window) = self { try window.check(path["window"]) }
    }
}

extension CollectionWindowAnswer: Codable {
    private enum CodingKeys: CodingKey {
        case outcome, window
    }

    private enum Outcome: String, Codable {
        case published, notPublished
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let window = try fields.decodeIfPresent(CollectionWindow.self, forKey: .window)
        switch try fields.decode(Outcome.self, forKey: .outcome) {
        case .published: self = .published(try fields.required(window, .window))
        case .notPublished: self = .notPublished
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .published(let window):
            try fields.encode(Outcome.published, forKey: .outcome)
            try fields.encode(window, forKey: .window)
        case .notPublished: try fields.encode(Outcome.notPublished, forKey: .outcome)
        }
    }
}
