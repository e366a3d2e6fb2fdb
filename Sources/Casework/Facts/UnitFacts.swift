package import Basics
package import Records

/// What the register of units (登记管理机关) says of a credit code: the market regulator for what it registers, civil affairs
/// and the other authorities for the rest.
package struct RegisteredUnit: Fact {
    package typealias Value = UnitAnswer
    package let creditCode: String

    package init(_ creditCode: String) { self.creditCode = creditCode }

    /// Who is asked.
    package var register: Partner { Partner.register(of: creditCode) }
}

/// An answer of the register, kept with its time; asked before a case is decided, never inside.
package enum UnitAnswer: Hashable, Sendable {
    case notAsked
    /// Asked, and the register has not answered.
    case silent(since: Instant)
    case found(SharedUnit, at: Instant)
    /// No such code.
    case notFound(at: Instant)

    package var unit: SharedUnit? {
        if case .found(let unit, _) = self { unit } else { nil }
    }
}

/// Shared data of a unit (共享信息), as its register tells them and as they are kept.
package struct SharedUnit: Hashable, Sendable, Codable {
    package let creditCode: String
    package let name: String
    package let kind: UnitKind
    /// The type in the register's own words: `有限责任公司（自然人投资或控股）`.
    package let type: String
    /// The day of registration (成立日期).
    package let registeredOn: Day
    /// The authority that registered it (登记机关).
    package let authority: String
    package let head: Head
    package let address: String
    /// 经营（业务）范围
    package let scope: String?
    /// 国民经济行业代码 by GB/T 4754: `I6510`.
    package let industry: String?
    package let status: Status
    /// 联络员; `nil` where none was filed.
    package let contact: Contact?
    /// Counts the changes of the register's record; an older one never takes the place of a newer one.
    package let revision: Int

    /// 法定代表人或负责人
    package struct Head: Hashable, Sendable, Codable {
        package let name: String
        /// The number of an identity document.
        package let number: String

        package init(name: String, number: String) {
            self.name = name
            self.number = number
        }
    }

    package struct Contact: Hashable, Sendable, Codable {
        package let name: String
        package let phone: String

        package init(name: String, phone: String) {
            self.name = name
            self.phone = phone
        }
    }

    package enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        case active, deregistered, revoked

        package var chinese: String {
            switch self {
            case .active: "存续"
            case .deregistered: "注销"
            case .revoked: "吊销"
            }
        }
    }

    package init(
        creditCode: String, name: String, kind: UnitKind, type: String, registeredOn: Day, authority: String,
        head: Head, address: String, scope: String?, industry: String?, status: Status, contact: Contact?,
        revision: Int
    ) {
        self.creditCode = creditCode
        self.name = name
        self.kind = kind
        self.type = type
        self.registeredOn = registeredOn
        self.authority = authority
        self.head = head
        self.address = address
        self.scope = scope
        self.industry = industry
        self.status = status
        self.contact = contact
        self.revision = revision
    }
}

extension Partner {
    /// Who registers units under this code: by GB 32100 its first character names the registering department, and 9 is the
    /// market regulator.
    package static func register(of creditCode: String) -> Partner {
        creditCode.hasPrefix("9") ? .marketRegulator : .civilAffairs
    }
}
