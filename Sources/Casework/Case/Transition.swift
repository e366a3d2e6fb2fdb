/// What may happen next: one table of status, act and role. What is not in it does not happen.
package struct Transition: Hashable, Sendable {
    package let from: CaseState.Status
    package let act: CaseEvent.Act
    package let roles: Set<Actor.Role>
    package let to: CaseState.Status

    private init(
        _ from: CaseState.Status, _ act: CaseEvent.Act, _ roles: Set<Actor.Role>, to: CaseState.Status
    ) {
        self.from = from
        self.act = act
        self.roles = roles
        self.to = to
    }

    package static let table: [Transition] = [
        Transition(.submitted, .ask, [.system], to: .awaitingPartner),
        Transition(.submitted, .accept, [.teller, .system], to: .accepted),
        Transition(.submitted, .return, [.teller, .system], to: .returned),
        Transition(.submitted, .refuse, [.teller, .system], to: .refused),
        Transition(.submitted, .withdraw, [.applicant, .teller], to: .withdrawn),

        Transition(.awaitingPartner, .answer, [.system], to: .submitted),
        Transition(.awaitingPartner, .withdraw, [.applicant, .teller], to: .withdrawn),

        Transition(.accepted, .supplement, [.applicant, .teller], to: .accepted),
        Transition(.accepted, .endorse, [.reviewer], to: .accepted),
        Transition(.accepted, .confirmByPhone, [.teller, .reviewer], to: .accepted),
        Transition(.accepted, .return, [.reviewer], to: .returned),
        Transition(.accepted, .refuse, [.reviewer], to: .refused),
        Transition(.accepted, .approve, [.reviewer, .system], to: .approved),
        Transition(.accepted, .withdraw, [.applicant, .teller], to: .withdrawn),
        // What it was to bring about has come about otherwise.
        Transition(.accepted, .lapse, [.system], to: .lapsed),

        Transition(.returned, .supplement, [.applicant, .teller], to: .submitted),
        Transition(.returned, .withdraw, [.applicant, .teller], to: .withdrawn),
        Transition(.returned, .lapse, [.system], to: .lapsed),

        Transition(.refused, .issue, [.system], to: .refused),
        // Taken in anew and looked at by others, as if it had just come in.
        Transition(.refused, .appeal, [.applicant, .teller], to: .submitted),

        Transition(.approved, .takeEffect, [.system], to: .effective),

        Transition(.effective, .issue, [.system], to: .effective),
        Transition(.effective, .synchronise, [.system, .partner], to: .effective),
        Transition(.effective, .reverse, [.reviewer], to: .reversed),
        // A partner may answer what it was told before, or of the reversal itself.
        Transition(.reversed, .synchronise, [.system, .partner], to: .reversed),
    ]

    private static let byStart: [Start: Transition] = Dictionary(
        uniqueKeysWithValues: table.map { (Start(status: $0.from, act: $0.act), $0) })

    private struct Start: Hashable {
        let status: CaseState.Status
        let act: CaseEvent.Act
    }

    package static func next(
        from status: CaseState.Status, _ act: CaseEvent.Act, by role: Actor.Role
    ) -> CaseState.Status? {
        guard let transition = byStart[Start(status: status, act: act)], transition.roles.contains(role) else {
            return nil
        }
        return transition.to
    }

    package static func exists(from status: CaseState.Status, _ act: CaseEvent.Act) -> Bool {
        byStart[Start(status: status, act: act)] != nil
    }
}
