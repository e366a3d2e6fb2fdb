package import Casework
package import Office
package import Records

/// Who asks, as far as the session tells.
package struct Visitor: Hashable, Sendable {
    package enum Role: String, Hashable, Sendable, CaseIterable {
        /// Not logged in.
        case anybody
        /// The password was right, the code is still to come: may see what anybody may, and the page of the code.
        case awaitingCode
        /// An operator of an employer.
        case employer
        /// An operator who keeps the others.
        case employerAdministrator
        /// An operator who sees the employer's people.
        case employerStaff
        /// An operator who sees what the employer owes and pays.
        case employerContributions
        /// An operator who takes the employer's papers.
        case employerPapers
        /// An operator who keeps what is registered of the employer.
        case employerUnitData
        case individual
        /// Acts for a unit that is not on record yet.
        case unit
        /// Takes in at the counter.
        case teller
        /// Decides what others took in.
        case reviewer
        case policyStaff
        case auditor
        /// Keeps the logins.
        case administrator

        /// Everybody who has logged in.
        package static let loggedIn = Set(allCases).subtracting([.anybody, .awaitingCode])
        /// Everybody who works for the agency.
        package static let staff = loggedIn.subtracting(operators.union([.individual, .unit]))
        /// Everybody who acts for an employer.
        package static let operators: Set<Role> = [
            .employer, .employerAdministrator, .employerStaff, .employerContributions, .employerPapers,
            .employerUnitData,
        ]

        /// What an operator is besides, by a right.
        package init(_ right: OperatorRight) {
            switch right {
            case .administration: self = .employerAdministrator
            case .staff: self = .employerStaff
            case .contributions: self = .employerContributions
            case .papers: self = .employerPapers
            case .unitData: self = .employerUnitData
            }
        }

        package init(_ role: LoginRole) {
            switch role {
            case .employerOperator: self = .employer
            case .individual: self = .individual
            case .unitOperator: self = .unit
            case .teller: self = .teller
            case .reviewer: self = .reviewer
            case .policyStaff: self = .policyStaff
            case .auditor: self = .auditor
            case .administrator: self = .administrator
            }
        }
    }

    package let roles: Set<Role>
    /// What forms are bound to: the session's key, or for somebody who is not logged in the key of the visit.
    package let sessionKey: String
    /// Who it is; `nil` before they have logged in.
    package let principal: Principal?

    /// Somebody who has logged in.
    package init(_ principal: Principal, sessionKey: String) {
        let rights = principal.role == .employerOperator ? principal.rights : []
        self.init(
            roles: Set([Role(principal.role)] + rights.map { Role($0) }), sessionKey: sessionKey,
            principal: principal)
    }

    package static func anybody(sessionKey: String) -> Visitor {
        Visitor(roles: [.anybody], sessionKey: sessionKey, principal: nil)
    }

    package static func awaitingCode(sessionKey: String) -> Visitor {
        Visitor(roles: [.anybody, .awaitingCode], sessionKey: sessionKey, principal: nil)
    }

    private init(roles: Set<Role>, sessionKey: String, principal: Principal?) {
        self.roles = roles
        self.sessionKey = sessionKey
        self.principal = principal
    }

    package var isLoggedIn: Bool { principal != nil }
    /// How the page's head names the visitor; empty for somebody who has not logged in.
    package var name: String { principal?.name ?? "" }
    /// Whether a menu shows them what asks for this right.
    package func holds(_ right: OperatorRight) -> Bool { principal?.holds(right) ?? true }
    /// For whom the visitor acts.
    package var employer: EmployerId? { principal?.employer }
    /// Who the visitor is.
    package var person: PersonId? { principal?.person }
}
