import Basics
import Casework
import Database
import Matters
import Policy
import Records
import Storage

/// Writes a parcel of a generated city: people a thousand at a time, so that an employer of any size is never held whole; then
/// what its employers owed, paid and brought with them.
struct ParcelWriter {
    let parcel: GeneratedParcel
    let city: GeneratedCity
    let ground: GeneratedCity.Ground
    let tx: Transaction
    let employers: [GeneratedEmployer]
    /// What each employer owes for each month, months by employers.
    let accounts: [PlanAccount]
    private var reckonings: [Int: [MonthlyPlan.Reckoning]] = [:]
    /// The stints in which payment is suspended, by employers.
    var suspensions: [Int: [Suspension]] = [:]
    private(set) var rowCount = 0

    struct Suspension {
        let enrolment: EnrolmentId
        let on: Day
    }

    struct Counts: Sendable {
        let people: Int
        let plans: Int
        let rows: Int
    }

    private static let peopleAtOnce = 1_000

    init(_ parcel: GeneratedParcel, of city: GeneratedCity, on ground: GeneratedCity.Ground, _ tx: Transaction) throws {
        self.parcel = parcel
        self.city = city
        self.ground = ground
        self.tx = tx
        employers = parcel.sizes.enumerated().map { index, size in
            let place = parcel.firstEmployer + index
            return GeneratedEmployer(
                place, id: EmployerId(ground.employer + Int64(place)), people: size, in: city.region, seed: city.seed)
        }
        accounts = employers.flatMap { _ in (0..<city.billed).map { PlanAccount(of: city.first.adding(months: $0)) } }
    }

    mutating func write() throws -> Counts {
        try writeEmployers()
        var person = parcel.firstPerson
        var (employer, left) = (0, parcel.sizes[0])
        while person < parcel.firstPerson + parcel.people {
            var homes: [Int] = []
            while homes.count < Self.peopleAtOnce, employer < parcel.sizes.count {
                homes.append(employer)
                left -= 1
                if left == 0 {
                    employer += 1
                    left = employer < parcel.sizes.count ? parcel.sizes[employer] : 0
                }
            }
            try write(homes, from: person)
            person += homes.count
        }
        try tx.keptStaffList.count(from: employers[0].employer.id, through: employers[employers.count - 1].employer.id)
        let plans = try writeMoney()
        return Counts(people: parcel.people, plans: plans, rows: rowCount)
    }

    private func writeEmployers() throws {
        try tx.load(
            into: "employer",
            columns: ["id", "region", "name", "injury_class", "branch", "registered_on", "version"]
        ) { rows in
            for employer in employers.lazy.map(\.employer) {
                try rows.append(
                    employer.id, employer.region.rawValue, employer.name, employer.injuryClass, employer.branch,
                    employer.registeredOn, employer.version)
            }
        }
        try tx.load(into: "employer_credit_code", columns: ["employer_id", "code", "from_on"]) { rows in
            for employer in employers.lazy.map(\.employer) {
                try rows.append(employer.id, employer.creditCode, employer.registeredOn)
            }
        }
    }
}

// MARK: People

extension ParcelWriter {
    /// A stint with its key, and whose it is.
    private struct Member {
        let id: EnrolmentId
        let person: PersonId
        let household: HouseholdKind
        let stint: GeneratedStint
    }

    /// - Parameter homes: for each person the employer that they work for now, or did last.
    private mutating func write(_ homes: [Int], from first: Int) throws {
        let people = homes.indices.map { index in
            GeneratedPerson(
                first + index, id: PersonId(ground.person + Int64(first + index)), on: city.today, seed: city.seed)
        }
        try write(people)
        let members = zip(homes, people).enumerated().flatMap { index, resident in
            let (home, person) = resident
            return GeneratedStint.stints(
                of: first + index, at: home, among: employers.count, from: city.first,
                months: city.today.month.months(since: city.first), isStill: city.shape == .oneEmployer,
                seed: city.seed
            ).enumerated().map { number, stint in
                Member(
                    id: EnrolmentId(
                        ground.enrolment + Int64((first + index) * GeneratedCity.Ground.stintsEach + number)),
                    person: person.id, household: person.household, stint: stint)
            }
        }
        try write(members)
        try writeSpans(of: members)
        try bill(members)
        try tx.keptStaffList.add(members.map(\.id))
    }

    private func write(_ people: [GeneratedPerson]) throws {
        try tx.load(
            into: "person", columns: ["id", "name", "sex", "born_on", "household", "ethnicity", "version"]
        ) { rows in
            for person in people {
                let identity = person.identity
                try rows.append(
                    person.id, identity.name, identity.sex, identity.number.bornOn, person.household,
                    identity.ethnicity, Int32(1))
            }
        }
        let on = city.first.firstDay
        try tx.load(into: "person_identity", columns: ["person_id", "kind", "value", "from_on"]) { rows in
            for person in people {
                try rows.append(person.id, "number", person.identity.number.text, on)
                try rows.append(person.id, "phone", person.phone, on)
            }
        }
    }

    private mutating func write(_ members: [Member]) throws {
        let region = city.region.rawValue
        try tx.load(
            into: "enrolment",
            columns: ["id", "person_id", "employer_id", "region", "began_on", "ended_on", "case_id"]
        ) { rows in
            for member in members {
                try rows.append(
                    member.id, member.person, employers[member.stint.employer].employer.id, region, member.stint.began,
                    member.stint.ended, Enrolments.takenOver)
            }
        }
        try tx.load(
            into: "labour_contract", columns: ["enrolment_id", "begins_on", "ends_on", "term", "occupation"]
        ) { rows in
            for member in members {
                let contract = member.stint.contract
                try rows.append(
                    member.id, contract.beginsOn, contract.endsOn, contract.term, contract.occupation)
            }
        }
        try tx.load(into: "declared_wage", columns: ["enrolment_id", "from_period", "wage_fen"]) { rows in
            for member in members {
                for wage in member.stint.wages {
                    try rows.append(member.id, city.first.adding(months: wage.from), wage.wage)
                }
            }
        }
        if ground.lines.contains(where: { $0.keeper == .medical }) {
            try tx.load(into: "keeper_answer", columns: ["enrolment_id", "keeper", "answered_on"]) { rows in
                for member in members { try rows.append(member.id, Partner.medical.rawValue, member.stint.began) }
            }
        }
        for member in members {
            guard let on = member.stint.suspended else { continue }
            suspensions[member.stint.employer, default: []].append(Suspension(enrolment: member.id, on: on))
        }
    }

    private func writeSpans(of members: [Member]) throws {
        let region = city.region.rawValue
        try tx.load(
            into: "coverage_span",
            columns: [
                "person_id", "line", "payer_scope", "first_period", "last_period", "enrolment_id", "employer_id",
                "region",
            ]
        ) { rows in
            for member in members {
                let employer = employers[member.stint.employer].employer.id
                for line in ground.lines {
                    for covered in member.stint.covered {
                        try rows.append(
                            member.person, line.line, scope(of: line, employer),
                            city.first.adding(months: covered.first),
                            covered.last.map { city.first.adding(months: $0) }, member.id, employer, region)
                    }
                }
            }
        }
    }

    private func scope(of line: LineDefinition, _ employer: EmployerId) -> Int64 {
        line.insures == .employment ? employer.value : 0
    }
}

// MARK: Contributions

extension ParcelWriter {
    /// Bills every month of some people, in the order of the rows' key.
    private mutating func bill(_ members: [Member]) throws {
        guard city.billed > 0 else { return }
        var reckonings = reckonings
        var count = 0
        try tx.plans.load { rows in
            var index = 0
            while index < members.count {
                // The stints of one person follow each other, as do their months.
                for month in 0..<city.billed {
                    for member in members[index...].prefix(while: { $0.person == members[index].person })
                    where member.stint.covers(month) {
                        count += try bill(member, in: month, &reckonings, rows)
                    }
                }
                let person = members[index].person
                while index < members.count, members[index].person == person { index += 1 }
            }
        }
        self.reckonings = reckonings
        rowCount += count
    }

    private func bill(
        _ member: Member, in month: Int, _ reckonings: inout [Int: [MonthlyPlan.Reckoning]], _ rows: Plans.RowLoad
    ) throws -> Int {
        let employer = employers[member.stint.employer].employer
        let injuryClass = employer.injuryClass
        if reckonings[injuryClass] == nil {
            reckonings[injuryClass] = (0..<city.billed).map {
                MonthlyPlan.Reckoning(of: employer, in: city.first.adding(months: $0), under: ground.rules)
            }
        }
        let (account, period) = (
            accounts[member.stint.employer * city.billed + month], city.first.adding(months: month)
        )
        let plan = planId(of: member.stint.employer, in: month)
        let wage = member.stint.wage(in: month)
        var count = 0
        for line in ground.lines {
            let span = BillableSpan(person: member.person, line: line.line, wage: wage, household: member.household)
            guard let reckoned = try reckonings[injuryClass]?[month].row(for: span) else { continue }
            account.add(reckoned.row, isUnverified: reckoned.isUnverified)
            try rows.append(reckoned.row, of: plan, in: period, scope: scope(of: line, employer.id))
            count += 1
        }
        return count
    }

    /// - Parameter employer: its place in the parcel.
    func planId(of employer: Int, in month: Int) -> PlanId {
        PlanId(ground.plan + Int64((parcel.firstEmployer + employer) * city.billed + month))
    }
}

/// What an employer comes to owe for a month, as its people are billed in the order of their keys.
final class PlanAccount {
    private var sums: [PlanLineTotal] = []
    private(set) var people = 0
    private(set) var restsOnUnverified = false
    private var last: PersonId?
    private var digest: PlanDigest?
    private let period: Month

    init(of period: Month) {
        self.period = period
    }

    /// In the order of the lines' codes.
    var totals: [PlanLineTotal] { sums.sorted { $0.line < $1.line } }

    func add(_ row: ContributionRow, isUnverified: Bool) {
        if digest == nil { digest = PlanDigest(of: period) }
        digest?.add(row)
        sums.add(row)
        restsOnUnverified = restsOnUnverified || isUnverified
        guard row.person != last else { return }
        people += 1
        last = row.person
    }

    /// The digest of the rows and of what they come to in the ledger. Nothing is added afterwards.
    func finish(_ entries: [LedgerEntry]) -> [UInt8] {
        guard var digest = digest.take() else { preconditionFailure("a plan without rows") }
        for entry in entries { digest.add(entry) }
        return digest.finish()
    }
}
