package import Basics
package import Records

/// What an applicant sends in: the matter, who applies, the answers as typed and the materials attached.
package struct Application: Hashable, Sendable, Codable {
    package let matter: String
    package let region: Region
    package let applicant: Applicant
    package let channel: Channel
    /// The business day on which it is judged.
    package var filedOn: Day
    package var answers: Answers
    package var materials: [Material]
    /// Who stood at the counter; `nil` for what was filed elsewhere.
    package var identityCheck: IdentityCheck?

    package init(
        matter: String, region: Region, applicant: Applicant, channel: Channel, filedOn: Day, answers: Answers,
        materials: [Material] = [], identityCheck: IdentityCheck? = nil
    ) {
        self.identityCheck = identityCheck
        self.matter = matter
        self.region = region
        self.applicant = applicant
        self.channel = channel
        self.filedOn = filedOn
        self.answers = answers
        self.materials = materials
    }

    /// The typed answer to a field; `nil` where it is empty or not of the field's form.
    @inlinable
    package subscript<Value>(_ field: Field<Value>) -> Value? {
        guard let text = answers[field.key], !text.isEmpty, case .success(let value) = Value.read(text) else {
            return nil
        }
        return value
    }

    /// The same application with what the facts already say in place of what was typed.
    package func with(shared: Answers) -> Application {
        var application = self
        application.answers.merge(shared) { _, shared in shared }
        return application
    }
}

package typealias Answers = [String: String]

/// For whom a case is.
package enum Applicant: Hashable, Sendable, Codable {
    case employer(EmployerId)
    case person(PersonId)
    case partner(Partner)
    /// A unit that is not on record yet, by its credit code.
    case unit(creditCode: String)
    /// A person who is not on record yet, by their citizen number.
    case newcomer(number: String)
    /// The agency itself, which acts for a whole region (依职权): nobody has applied.
    case agency

    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case employer, person, partner, unit, newcomer, agency

        package var chinese: String {
            switch self {
            case .employer: "用人单位"
            case .person: "个人"
            case .partner: "协同部门"
            case .unit: "尚未参保登记的单位"
            case .newcomer: "尚未参保登记的个人"
            case .agency: "社会保险经办机构"
            }
        }

        /// Whether it is an organisation, for which somebody comes and signs.
        package var isOrganisation: Bool { self == .employer || self == .unit }
    }

    package var kind: Kind {
        switch self {
        case .employer: .employer
        case .person: .person
        case .partner: .partner
        case .unit: .unit
        case .newcomer: .newcomer
        case .agency: .agency
        }
    }

    package var employer: EmployerId? {
        if case .employer(let id) = self { id } else { nil }
    }

    package var unit: String? {
        if case .unit(let creditCode) = self { creditCode } else { nil }
    }

    package var newcomer: String? {
        if case .newcomer(let number) = self { number } else { nil }
    }

    package var person: PersonId? {
        if case .person(let id) = self { id } else { nil }
    }
}

/// Where an application came in.
package enum Channel: String, Hashable, Sendable, Codable, CaseIterable {
    case web, counter, fax, mail, batch, api, partner
    /// Nobody applies: the agency sees to it by itself (依职权).
    case office

    /// How an application comes to the counter: brought, or sent in and filed there for whoever sent it.
    package static let atCounter: [Channel] = [.counter, .fax, .mail]

    package var chinese: String {
        switch self {
        case .web: "网上服务平台"
        case .counter: "服务窗口"
        case .fax: "传真"
        case .mail: "邮寄"
        case .batch: "批量申报"
        case .api: "接口"
        case .partner: "部门协同"
        case .office: "经办机构主动办理"
        }
    }
}

/// A department outside that the platform exchanges messages with.
package enum Partner: String, Hashable, Sendable, CaseIterable, Codable {
    case population, tax, medical, sms, bank
    case marketRegulator = "market-regulator"
    case civilAffairs = "civil-affairs"

    /// As people read it: `税务部门`.
    package var name: String {
        switch self {
        case .population: "人口信息库"
        case .tax: "税务部门"
        case .medical: "医疗保障部门"
        case .sms: "短信平台"
        case .marketRegulator: "市场监管部门"
        case .civilAffairs: "民政及其他登记管理机关"
        case .bank: "银行"
        }
    }
}

/// A file that was attached to an application, by what it shows and the digest of its bytes.
package struct Material: Hashable, Sendable, Codable {
    package let key: String
    package let fileName: String
    package let byteCount: Int
    /// SHA-256 in hexadecimal; the key of the stored bytes.
    package let digest: String
    /// The member of the staff who has compared it with the original at the counter.
    package var originalSeenBy: String?

    package init(key: String, fileName: String, byteCount: Int, digest: String, originalSeenBy: String? = nil) {
        self.originalSeenBy = originalSeenBy
        self.key = key
        self.fileName = fileName
        self.byteCount = byteCount
        self.digest = digest
    }
}
