import Basics
import Casework
import Records

/// What ties an employer to the agency, and what the register of units says of it.
extension ScenarioFacts {
    func learnUnit(_ fact: any Fact, _ facts: inout Facts) -> Bool {
        switch fact {
        case let fact as TiesOfEmployer: facts.learn(fact, ties)
        case let fact as ClosingOfEmployer: facts.learn(fact, closing(of: fact.employer))
        case let fact as UnitOfEmployer: facts.learn(fact, unitOfEmployer)
        case let fact as RecordOfEmployer: facts.learn(fact, given.recordMissing == true ? nil : record)
        default: return false
        }
        return true
    }

    private var ties: EmployerTies {
        EmployerTies(
            enrolled: given.ties?.enrolled ?? 0, unallocated: given.ties?.unallocated ?? .zero,
            refundUnderWay: given.ties?.refundUnderWay ?? .zero,
            openCases: (given.ties?.openCases ?? []).map {
                EmployerTies.OpenCase(number: $0, matter: "staff-enrolment")
            })
    }

    private func closing(of employer: EmployerId) -> EmployerClosing? {
        given.closedOn.map { EmployerClosing(employer: employer, closedOn: $0, endedOn: $0, reason: .dissolved) }
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
        let says = given.registerSays
        return .found(
            SharedUnit(
                creditCode: Self.employer.creditCode, name: says?.name ?? Self.employer.name,
                kind: says?.kind ?? .enterprise, type: "有限责任公司", registeredOn: Self.employer.registeredOn,
                authority: says?.authority ?? "演示区市场监督管理局",
                head: .init(name: says?.head ?? "楚晴", number: says?.headNumber ?? "590003198902140027"),
                address: says?.address ?? "演示路1号", scope: nil, industry: says?.industry ?? "R8810", status: status,
                contact: nil, revision: says?.revision ?? 2), at: at)
    }

    private var record: EmployerRecord {
        let told = given.record
        let account = told?.bank.flatMap { bank in
            told?.account.map { EmployerRecord.Account(bank: bank, number: $0) }
        }
        return EmployerRecord(
            region: Self.region, creditCode: Self.employer.creditCode, name: told?.name ?? Self.employer.name,
            kind: told?.kind ?? .enterprise, foundedOn: Self.employer.registeredOn, authority: "演示区市场监督管理局",
            head: .init(name: told?.head ?? "楚晴", number: "590003198902140027"), address: told?.address ?? "演示路1号",
            place: nil, industry: Industry(told?.industry ?? "R88")!, injuryClass: 2, branch: "centre",
            contact: .init(name: "楚歌", phone: "19900000921"), account: account, registerRevision: told?.revision ?? 1)
    }
}
