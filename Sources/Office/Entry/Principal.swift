package import Basics
package import Casework
package import Records

/// Who a full session is: what every page and every act asks before it loads or does anything.
package struct Principal: Hashable, Sendable {
    package let login: Int64
    /// As the head of a page and the trail of a case name them.
    package let name: String
    package let role: LoginRole
    /// For whom an operator acts.
    package let employer: EmployerId?
    /// Who an individual is.
    package let person: PersonId?
    /// The credit code of a unit that is not on record yet.
    package let unit: String?
    /// The agency branch that a member of the staff belongs to.
    package let branch: String?
    /// Of the employer or of the branch; an individual belongs to none.
    package let region: Region?
    /// What an operator may do for the employer, as its rows say it; of other roles it says nothing.
    package let rights: Set<OperatorRight>

    package init(
        login: Int64, name: String, role: LoginRole, employer: EmployerId? = nil, person: PersonId? = nil,
        unit: String? = nil, branch: String? = nil, region: Region? = nil, rights: Set<OperatorRight> = .all
    ) {
        self.login = login
        self.name = name
        self.role = role
        self.employer = employer
        self.person = person
        self.unit = unit
        self.branch = branch
        self.region = region
        self.rights = rights
    }

    /// Whether they are not kept from something by the limits of an operator.
    package func holds(_ right: OperatorRight) -> Bool { role != .employerOperator || rights.contains(right) }

    /// As the events of a case keep them; `nil` for roles that take no part in cases.
    package var actor: Actor? {
        role.actorRole.map { Actor(role: $0, login: login, name: name) }
    }
}

/// What a login is for.
package enum LoginRole: String, Hashable, Sendable, CaseIterable, Codable {
    case employerOperator, individual
    /// Acts for a unit that is not on record, until it is.
    case unitOperator
    case teller, reviewer, policyStaff, auditor, administrator

    package var chinese: String {
        switch self {
        case .employerOperator: "单位经办人"
        case .individual: "个人"
        case .unitOperator: "单位经办人（单位尚未参保登记）"
        case .teller: "综合柜员"
        case .reviewer: "审核人员"
        case .policyStaff: "政策管理人员"
        case .auditor: "稽核人员"
        case .administrator: "系统管理员"
        }
    }

    /// The entry whose pages they see.
    package enum Portal: String, Hashable, Sendable, CaseIterable {
        case employer, individual, unit, agency
    }

    package var portal: Portal {
        switch self {
        case .employerOperator: .employer
        case .individual: .individual
        case .unitOperator: .unit
        case .teller, .reviewer, .policyStaff, .auditor, .administrator: .agency
        }
    }

    /// As what they act in a case; `nil` for those who only look, write policy or keep logins.
    package var actorRole: Actor.Role? {
        switch self {
        case .employerOperator, .individual, .unitOperator: .applicant
        case .teller: .teller
        case .reviewer: .reviewer
        case .policyStaff, .auditor, .administrator: nil
        }
    }

    /// Whose logins they may make. An individual's and an operator's are made at the counter, against their papers; nobody
    /// makes their own kind but the administrator.
    package var mayCreate: Set<LoginRole> {
        switch self {
        case .administrator: Set(LoginRole.allCases).subtracting([.unitOperator])
        case .teller: [.employerOperator, .individual]
        case .employerOperator, .individual, .unitOperator, .reviewer, .policyStaff, .auditor: []
        }
    }
}
