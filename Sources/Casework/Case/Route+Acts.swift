package import Policy

extension Route {
    /// The acts that come before approval since the last submission or supplement.
    package var required: [CaseEvent.Act] {
        switch self {
        case .instant, .commitment: []
        case .manual, .deficientAcceptance: [.accept]
        case .joint: [.accept, .endorse]
        case .phoneConfirmation: [.accept, .confirmByPhone]
        }
    }

    /// Whether the rule decides without a person.
    package var decidesAtOnce: Bool {
        self == .instant || self == .commitment
    }
}
