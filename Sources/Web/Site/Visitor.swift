package import Records

/// Who asks, as far as the session tells.
package struct Visitor: Hashable, Sendable {
    package enum Role: String, Hashable, Sendable, CaseIterable {
        /// Not logged in.
        case anybody
        /// An operator of an employer.
        case employer
        case individual
        /// Takes in at the counter.
        case teller
        /// Decides what others took in.
        case reviewer

        /// Everybody who has logged in.
        package static let loggedIn = Set(allCases).subtracting([.anybody])
    }

    package let roles: Set<Role>
    /// What forms are bound to: the session's key, or for somebody who is not logged in the key of the visit.
    package let sessionKey: String
    /// How the page's head names the visitor.
    package let name: String
    /// For whom the visitor acts.
    package let employer: EmployerId?
    /// Who the visitor is.
    package let person: PersonId?

    package init(
        roles: Set<Role>, sessionKey: String, name: String, employer: EmployerId? = nil, person: PersonId? = nil
    ) {
        self.roles = roles
        self.sessionKey = sessionKey
        self.name = name
        self.employer = employer
        self.person = person
    }

    package static func anybody(sessionKey: String) -> Visitor {
        Visitor(roles: [.anybody], sessionKey: sessionKey, name: "")
    }

    package var isLoggedIn: Bool { !roles.contains(.anybody) }
}
