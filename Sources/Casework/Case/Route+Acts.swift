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

extension CaseState {
    /// Whether nobody had to look at it, nor a partner to answer, before it took effect.
    package var wasDecidedAtOnce: Bool {
        route.decidesAtOnce
            && !events.contains { event in
                event.act == .ask
                    || [.accept, .return, .approve, .appeal].contains(event.act) && event.actor.role != .system
            }
    }
}
