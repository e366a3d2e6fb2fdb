import Basics
import Casework
import Records

extension ScenarioFacts {
    func learnAccount(_ fact: any Fact, _ facts: inout Facts) -> Bool {
        switch fact {
        case let fact as AccountOfEmployer: facts.learn(fact, account)
        case let fact as StaffHeadcount: facts.learn(fact, headcount)
        case let fact as MedicalMonths: facts.learn(fact, medical)
        case let fact as EarliestPeriodOfEmployer: facts.learn(fact, given.earliest)
        case let fact as LinesOfPlan: facts.learn(fact, lines)
        case let fact as OffsetsOfPlan: facts.learn(fact, credits)
        case let fact as ContributionsOfStaff: facts.learn(fact, Array(staff.prefix(fact.limit)))
        default: return false
        }
        return true
    }

    private var account: EmployerAccount {
        EmployerAccount(
            rows: (given.account ?? []).flatMap { told in
                [(Share.unit, told.unit), (.person, told.person)].map { share, receivable in
                    // What came in stands with the unit's share, where a scenario need not divide it.
                    let isUnit = share == .unit
                    return AccountRow(
                        plan: PlanId(1), number: "J1", period: told.period,
                        line: InsuranceLine(rawValue: told.line), share: share,
                        figures: AccountFigures(
                            receivable: receivable, received: isUnit ? told.received ?? .zero : .zero,
                            offset: isUnit ? told.offset ?? .zero : .zero), restsOnUnverified: false)
                }
            })
    }

    private var headcount: [Month: [InsuranceLine: Int]] {
        var counts: [Month: [InsuranceLine: Int]] = [:]
        for told in given.account ?? [] {
            counts[told.period, default: [:]][InsuranceLine(rawValue: told.line)] = told.people
        }
        return counts
    }

    private var medical: [Month: MedicalMonth] {
        Dictionary(
            uniqueKeysWithValues: (given.medical ?? []).map {
                ($0.month, MedicalMonth(people: $0.people, unit: $0.unit, personShare: $0.person, asOf: $0.asOf))
            })
    }

    func planOnRecord(_ number: String) -> ContributionPlan? {
        guard let told = given.planOnRecord, told.number == number else { return nil }
        return ContributionPlan(
            id: PlanId(1), number: told.number, region: Self.region, employer: EmployerId(told.employer),
            period: told.period, sequence: 1, madeOn: told.period.firstDay, payableIn: told.payableIn, dueOn: nil,
            people: told.people, unit: told.unit, personShare: told.person, received: told.received ?? .zero,
            kind: told.unit < .zero ? .adjustment : .regular, offset: told.offset ?? .zero, policyVersion: "v",
            restsOnUnverified: false)
    }

    private var lines: [PlanLineTotal] {
        given.planOnRecord.map {
            [
                PlanLineTotal(
                    line: InsuranceLine(rawValue: $0.line), people: $0.people, unit: $0.unit, personShare: $0.person,
                    account: $0.person)
            ]
        } ?? []
    }

    private var credits: [PlanCredit] {
        guard let plan = given.planOnRecord, let offset = plan.offset else { return [] }
        return [PlanCredit(number: "J0", period: plan.period.previous, amount: offset)]
    }

    private var staff: [StaffContribution] {
        (given.staff ?? []).flatMap { Array(repeating: $0, count: $0.times ?? 1) }.enumerated().map { index, told in
            StaffContribution(
                person: PersonId(Int64(index + 1)), name: told.name, number: "000101199001100015",
                lines: [
                    StaffContribution.Line(
                        line: InsuranceLine(rawValue: told.line), months: told.months, base: told.base,
                        unit: told.unit, personShare: told.person, account: told.person,
                        received: told.received ?? .zero)
                ])
        }
    }
}
