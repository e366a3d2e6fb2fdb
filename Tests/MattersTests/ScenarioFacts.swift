import Basics
import Casework
import Records

/// Answers what a matter asks of the world from what a scenario says of it.
struct ScenarioFacts {
    let scenario: Scenario

    static let region = Region(rawValue: "beijing")
    static let employer = Employer(
        id: EmployerId(1), region: region, creditCode: "91110000MA0000001X", name: "演示单位", injuryClass: 1,
        branch: "centre", registeredOn: Day("2020-01-01")!, version: 1)

    var given: Scenario.Given { scenario.given }

    func load(_ needed: FactsNeeded, into facts: inout Facts) {
        for fact in needed.facts where !facts.knows(fact) {
            if !learnRecords(fact, &facts), !learnMoney(fact, &facts), !learnAccount(fact, &facts),
                !learnBank(fact, &facts), !learnUnit(fact, &facts)
            {
                preconditionFailure("\(fact) is not a fact that a scenario tells")
            }
        }
    }

    private func learnRecords(_ fact: any Fact, _ facts: inout Facts) -> Bool {
        switch fact {
        case let fact as EmployerOnRecord: facts.learn(fact, Self.employer)
        case let fact as PersonByNumber: facts.learn(fact, person(given.onRecord, fact.number))
        case let fact as PersonByDocument: facts.learn(fact, person(given.byDocument, fact.document.number))
        case let fact as PersonOnRecord: facts.learn(fact, person(given.onRecord, "000101199001100015"))
        case let fact as RegisteredIdentity: facts.learn(fact, identity(fact))
        case let fact as EnrolmentsOfPerson: facts.learn(fact, enrolments)
        case let fact as EmployerByCreditCode:
            facts.learn(fact, given.payer == .byCode || given.unit?.isOnRecord == true ? Self.employer : nil)
        case let fact as RegisteredUnit: facts.learn(fact, unit(fact.creditCode))
        case let fact as BranchesOfRegion: facts.learn(fact, branches)
        case let fact as WageDeclarations: facts.learn(fact, declarations)
        default: return false
        }
        return true
    }

    private var standing: MonthStanding {
        MonthStanding(
            closedOn: given.month?.closedOn, isBeingAssessed: given.month?.isBeingAssessed ?? false,
            earlierOpen: given.month?.earlierOpen, laterClosed: nil,
            report: [
                MonthReportLine(
                    line: InsuranceLine(rawValue: 110), plans: 1, people: 1, unit: Money(yuan: 1_600),
                    personShare: Money(yuan: 800), paid: Money(yuan: 800))
            ],
            open: MonthStanding.OpenItems(
                employersWithoutPlan: given.month?.withoutPlan ?? 0, plansNotPaid: given.month?.notPaid ?? 0,
                unallocatedReceipts: 0, receiptDifferences: 0))
    }

    private func learnMoney(_ fact: any Fact, _ facts: inout Facts) -> Bool {
        switch fact {
        case let fact as UnbilledCoverage: facts.learn(fact, unbilled)
        case let fact as MonthsNotBilled:
            facts.learn(
                fact,
                (given.notBilled ?? []).filter { $0 <= fact.through }.map {
                    MonthNotBilled(period: $0, lines: [InsuranceLine(rawValue: 110)])
                })
        case let fact as RowsOnChangedGrounds: facts.learn(fact, [])
        case let fact as ClosingOfMonth: facts.learn(fact, given.month?.closedOn)
        case let fact as StandingOfMonth: facts.learn(fact, standing)
        case let fact as PlansOfPeriod: facts.learn(fact, (given.plans ?? []).map { plan($0, fact.period) })
        case let fact as TaxWindowOfMonth:
            facts.learn(
                fact,
                given.windows?.first { $0.month == fact.month }.map {
                    TaxWindow(opensOn: $0.opens, closesOn: $0.closes)
                })
        case let fact as OpenPlansOfEmployer: facts.learn(fact, (given.owed ?? []).map(open))
        case let fact as PlanByNumber:
            facts.learn(
                fact,
                given.payer == .byPlanNumber ? given.owed?.first.map { open($0).plan } : planOnRecord(fact.number))
        case let fact as ReceiptByNumber:
            facts.learn(
                fact,
                given.booked.map {
                    Receipt(id: ReceiptId(1), number: fact.number, paidOn: $0.paidOn, amount: $0.amount)
                })
        case let fact as EarliestMonthHeld:
            facts.learn(fact, (given.history ?? []).map(\.period).min())
        case let fact as EmployerContributions: facts.learn(fact, totals)
        case let fact as StaffOfCertificate: facts.learn(fact, given.planMonths == nil ? [] : [share])
        case let fact as ContributionHistory:
            facts.learn(fact, (given.history ?? []).map(row) + (given.billed ?? []).flatMap(billed))
        default: return false
        }
        return true
    }

    private func person(_ told: Scenario.Person?, _ number: String) -> InsuredPerson? {
        told.map {
            InsuredPerson(
                id: PersonId(1), number: $0.number ?? number, name: $0.name, sex: $0.sex ?? .male,
                bornOn: $0.bornOn ?? Day("1990-01-10")!,
                household: $0.household, ethnicity: "汉族", phone: $0.phone, version: 1)
        }
    }

    private func identity(_ asked: RegisteredIdentity) -> IdentityAnswer {
        let at = Instant(milliseconds: 0)
        switch given.register {
        case nil: return .notAsked
        case .notFound: return .notFound(at: at)
        case .nameDiffers: return .nameDiffers(at: at)
        case .silent: return .silent(since: at)
        case .found:
            return .found(
                SharedIdentity(
                    name: asked.name, number: asked.number, sex: .male, bornOn: Day("1990-01-10")!, ethnicity: "回族",
                    household: .otherRural), at: at)
        }
    }

    private func unit(_ code: String) -> UnitAnswer {
        let at = Instant(milliseconds: 0)
        guard let told = given.unit else { return .notAsked }
        switch told.answer {
        case .notAsked: return .notAsked
        case .notFound: return .notFound(at: at)
        case .silent: return .silent(since: at)
        case .found:
            return .found(
                SharedUnit(
                    creditCode: code, name: "初晴文化传播有限公司", kind: told.kind ?? .enterprise, type: "有限责任公司",
                    registeredOn: told.foundedOn ?? Day("2026-10-20")!, authority: "演示区市场监督管理局",
                    head: .init(name: "楚晴", number: "59000319890214002X"), address: "演示市演示区初晴路12号", scope: nil,
                    industry: told.industry, status: told.status ?? .active,
                    contact: .init(name: "楚歌", phone: "19900000921"), revision: 1), at: at)
        }
    }

    private var branches: [Branch] {
        [Branch(code: "centre", name: "市中心", region: Self.region, parent: nil)]
            + (given.unit?.offices ?? ["演示区中心", "演示新区中心"]).map {
                Branch(code: $0, name: $0, region: Self.region, parent: "centre")
            }
    }

    private var declarations: DeclaredWages {
        DeclaredWages(
            staff: (given.declarations ?? []).map {
                DeclaredPerson(
                    person: PersonId($0.person), name: $0.name, number: $0.number, wage: Money(yuan: 8_000),
                    since: $0.since,
                    lastDeclared: $0.declared)
            }, signed: given.signed ?? [:])
    }

    private var enrolments: [Enrolment] {
        (given.enrolments ?? []).enumerated().map { index, told in
            Enrolment(
                id: EnrolmentId(Int64(index + 1)), person: PersonId(1), employer: EmployerId(told.employer),
                region: Self.region, beganOn: told.beganOn ?? told.from.firstDay,
                endedOn: told.suspended == true ? nil : told.endedOn ?? told.through?.lastDay,
                declaredWage: Money(yuan: 8_000),
                spans: told.lines.map {
                    CoverageSpan(line: InsuranceLine(rawValue: $0), first: told.from, last: told.through)
                },
                changes: told.suspended == true
                    ? [EnrolmentChange(.suspended, effectiveOn: told.through!.next.firstDay, reason: "unpaidLeave")]
                    : told.reason.map { [EnrolmentChange(.ended, effectiveOn: told.endedOn!, reason: $0.rawValue)] }
                        ?? [])
        }
    }

    private var unbilled: [BillableSpan] {
        (given.unbilled ?? []).flatMap { told in
            told.lines.map {
                BillableSpan(
                    person: PersonId(told.person), line: InsuranceLine(rawValue: $0), wage: told.wage,
                    household: .localUrban)
            }
        }
    }

    private var totals: EmployerTotals {
        let billed = given.planMonths ?? []
        let pension = PlanLineTotal(
            line: InsuranceLine(rawValue: 110), people: billed.map(\.people).max() ?? 0,
            unit: billed.map(\.unit).total, personShare: billed.map(\.person).total, account: .zero)
        return EmployerTotals(
            periods: billed.map {
                EmployerTotals.Period(period: $0.period, people: $0.people, unit: $0.unit, personShare: $0.person)
            }, lines: billed.isEmpty ? [] : [pension], people: billed.map(\.people).max() ?? 0,
            plans: billed.enumerated().map { index, told in
                ContributionPlan(
                    id: PlanId(Int64(index)), number: "J\(index)", region: Self.region, employer: Self.employer.id,
                    period: told.period, sequence: 1, madeOn: told.period.firstDay, payableIn: told.period,
                    dueOn: told.dueOn, people: told.people, unit: told.unit, personShare: told.person,
                    received: told.received, policyVersion: "v", restsOnUnverified: false)
            })
    }

    private var share: StaffShare {
        StaffShare(
            name: "员工一", number: "000101199001100015", months: 2, monthsReceived: 1, unit: Money(fen: 198_000),
            personShare: Money(fen: 102_000))
    }

    private func plan(_ told: Scenario.Plan, _ period: Month) -> ContributionPlan {
        committed(1, told.number, period, told.sequence, unit: Money(yuan: 1), person: .zero)
    }

    func open(_ told: Scenario.Owed) -> OpenPlan {
        let pension = InsuranceLine(rawValue: 110)
        return OpenPlan(
            plan: committed(
                told.plan, "J\(told.plan)", told.period, 1, unit: told.unit, person: told.person),
            claims: [
                OpenPlan.Claim(line: pension, share: .unit, outstanding: told.unit),
                OpenPlan.Claim(line: pension, share: .person, outstanding: told.person),
            ],
            totals: [
                PlanLineTotal(
                    line: pension, people: 1, unit: told.unit, personShare: told.person, account: told.person)
            ])
    }

    private func committed(
        _ id: Int64, _ number: String, _ period: Month, _ sequence: Int, unit: Money, person: Money
    ) -> ContributionPlan {
        ContributionPlan(
            id: PlanId(id), number: number, region: Self.region, employer: Self.employer.id, period: period,
            sequence: sequence, madeOn: period.firstDay, payableIn: period, dueOn: nil, people: 1, unit: unit,
            personShare: person, received: .zero, policyVersion: "v", restsOnUnverified: false)
    }

    private func billed(_ period: Month) -> [HistoryRow] {
        [110, 210, 410].map { line in
            HistoryRow(
                period: period, employer: Self.employer.id, employerName: Self.employer.name,
                row: ContributionRow(
                    person: PersonId(1), line: InsuranceLine(rawValue: line), kind: .regular, base: Money(yuan: 8_000),
                    unit: Money(yuan: 1), personShare: .zero, account: .zero),
                receivedOn: nil, plan: PlanId(1), restsOnUnverified: false)
        }
    }

    private func row(_ told: Scenario.History) -> HistoryRow {
        HistoryRow(
            period: told.period, employer: Self.employer.id, employerName: Self.employer.name,
            row: ContributionRow(
                person: PersonId(1), line: InsuranceLine(rawValue: told.line), kind: .regular, base: told.base,
                unit: told.unit, personShare: told.person, account: told.account),
            receivedOn: told.receivedOn, plan: PlanId(1), restsOnUnverified: false)
    }
}
