import Basics
import Casework
import Records

/// What ties an employer to the agency, and what the register of units says of it.
extension ScenarioFacts {
    func learnUnit(_ fact: any Fact, _ facts: inout Facts) -> Bool {
        switch fact {
        case let fact as TiesOfEmployer: facts.learn(fact, ties)
        case let fact as UnitOfEmployer: facts.learn(fact, unitOfEmployer)
        default: return false
        }
        return true
    }

    private var ties: EmployerTies {
        EmployerTies(
            enrolled: given.ties?.enrolled ?? 0, unallocated: given.ties?.unallocated ?? .zero,
            openCases: (given.ties?.openCases ?? []).map {
                EmployerTies.OpenCase(number: $0, matter: "staff-enrolment")
            })
    }

    private var unitOfEmployer: UnitAnswer {
        let at = Instant(milliseconds: 0)
        let status: SharedUnit.Status
        switch given.registerOfUnits {
        case nil: return .notAsked
        case .silent: return .silent(since: at)
        case .notFound: return .notFound(at: at)
        case .active: status = .active
        case .deregistered: status = .deregistered
        case .revoked: status = .revoked
        }
        return .found(
            SharedUnit(
                creditCode: Self.employer.creditCode, name: Self.employer.name, kind: .enterprise, type: "有限责任公司",
                registeredOn: Self.employer.registeredOn, authority: "演示区市场监督管理局",
                head: .init(name: "楚晴", number: "590003198902140027"), address: "演示路1号", scope: nil, industry: "R8810",
                status: status, contact: nil, revision: 1), at: at)
    }
}
