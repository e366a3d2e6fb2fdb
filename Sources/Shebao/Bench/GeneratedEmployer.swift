import Basics
import Casework
import Database
import Office
import Policy
import Records
import Storage

/// An employer with as many people as one likes, written as rows straight into an empty database: the same rows on either
/// engine for the same seed. All are covered by every line from the first month of the policy's span on, and no plan holds
/// anything yet.
struct GeneratedEmployer: Sendable {
    let people: Int
    let seed: UInt64
    let region: Region

    /// Numbers of a district that was never assigned, so that none can be real.
    static let creditCode = "91590000MADM000191"
    private static let branch = Branch(code: "centre", name: "演示市社会保险经办中心", region: Region(rawValue: ""), parent: nil)
    static let firstDay = Day(year: 2025, month: 7, day: 1)!

    init(people: Int, seed: UInt64, in region: Region) {
        self.people = people
        self.seed = seed
        self.region = region
    }

    /// - Returns: the employer's key.
    func write(to database: Database, under book: PolicyBook, on today: Day, at now: Instant) async throws -> EmployerId
    {
        let policy = try book.region(region, askedBy: "生成数据")
        let lines = try policy.lines(in: Self.firstDay.month, askedBy: "生成数据").filter {
            $0.coverage.contains(.employee)
        }
        let employer = try await database.transaction(.bulk) { [self] tx in
            let employer = EmployerId(try tx.takeKeys(IdSource.Kind.employer.rawValue, count: 1))
            let firstPerson = try tx.takeKeys(IdSource.Kind.person.rawValue, count: Int64(people))
            let firstEnrolment = try tx.takeKeys(IdSource.Kind.enrolment.rawValue, count: Int64(people))
            try writeEmployer(employer, on: today, at: now, tx)
            let staff = makeStaff(from: firstPerson, firstEnrolment)
            try write(staff, of: employer, lines, tx)
            return employer
        }
        // PostgreSQL's own housekeeping would do so within a minute.
        if database.engine == .postgreSQL { try await database.transaction(.bulk) { tx in try tx.run("ANALYZE") } }
        return employer
    }

    private func writeEmployer(_ id: EmployerId, on today: Day, at now: Instant, _ tx: Transaction) throws {
        try tx.branches.register(
            Branch(code: Self.branch.code, name: Self.branch.name, region: region, parent: nil))
        try tx.employers.register(
            Employer(
                id: id, region: region, creditCode: Self.creditCode, name: "云栖精密仪器有限公司", injuryClass: 3,
                branch: Self.branch.code, registeredOn: Day(year: 2011, month: 4, day: 18)!, version: 1))
        for month in [today.month, today.month.next] {
            try tx.learnTaxWindow(
                region, month, opensOn: month.firstDay, closesOn: month.firstDay.adding(days: 24), at: now)
        }
    }
}

// MARK: The people

extension GeneratedEmployer {
    fileprivate struct Member {
        let person: PersonId
        let enrolment: EnrolmentId
        let name: String
        let number: String
        let sex: Sex
        let bornOn: Day
        let household: HouseholdKind
        let phone: String
        let wage: Money
        let contract: LabourContract
    }

    private static let surnames = Array("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗")
    private static let givenNames = Array("伟芳娜敏静强磊洋艳勇军杰娟涛明超秀霞平刚桂英华玉兰文辉晨宇欣怡浩思远禾岚川")
    private static let occupations = ["职员", "装配工", "质检员", "工程师", "会计", "仓库保管员", "销售人员"]

    private func makeStaff(from firstPerson: Int64, _ firstEnrolment: Int64) -> [Member] {
        var dice = SeededDice(seed: seed)
        let eldest = Day(year: 1967, month: 1, day: 1)!
        return (0..<people).map { index in
            let bornOn = eldest.adding(days: Int.random(in: 0..<13_500, using: &dice))
            let number = CitizenNumber(fictionalBornOn: bornOn, order: index % 1_000, district: 590_000 + index / 1_000)
            let given = String(
                (0..<Int.random(in: 1...2, using: &dice)).map { _ in
                    Self.givenNames.randomElement(using: &dice)!
                })
            let isFixed = Bool.random(using: &dice)
            return Member(
                person: PersonId(firstPerson + Int64(index)), enrolment: EnrolmentId(firstEnrolment + Int64(index)),
                name: String(Self.surnames.randomElement(using: &dice)!) + given, number: number.text,
                sex: number.isMale ? .male : .female, bornOn: bornOn,
                household: HouseholdKind.registered.randomElement(using: &dice)!,
                phone: "199" + String(10_000_000 + index).suffix(8),
                // From below the floor to above the cap, so that every rule is asked.
                wage: Money(yuan: Int64.random(in: 40...480, using: &dice) * 100),
                contract: LabourContract(
                    term: isFixed ? .fixed : .open, beginsOn: Self.firstDay,
                    endsOn: isFixed ? Day(year: 2028, month: 6, day: 30) : nil,
                    occupation: Self.occupations.randomElement(using: &dice)!))
        }
    }

    private func write(
        _ staff: [Member], of employer: EmployerId, _ lines: [LineDefinition], _ tx: Transaction
    ) throws {
        try tx.load(
            into: "person", columns: ["id", "name", "sex", "born_on", "household", "ethnicity", "version"]
        ) { rows in
            for member in staff {
                try rows.append(
                    member.person, member.name, member.sex, member.bornOn, member.household, "汉族", Int32(1))
            }
        }
        try tx.load(into: "person_identity", columns: ["person_id", "kind", "value", "from_on"]) { rows in
            for member in staff {
                try rows.append(member.person, "number", member.number, Self.firstDay)
                try rows.append(member.person, "phone", member.phone, Self.firstDay)
            }
        }
        try tx.load(
            into: "enrolment", columns: ["id", "person_id", "employer_id", "region", "began_on", "case_id"]
        ) { rows in
            for member in staff {
                try rows.append(
                    member.enrolment, member.person, employer, region.rawValue, Self.firstDay,
                    Enrolments.takenOver)
            }
        }
        try writeTerms(of: staff, tx)
        try writeSpans(of: staff, employer, lines, tx)
    }

    private func writeTerms(of staff: [Member], _ tx: Transaction) throws {
        try tx.load(
            into: "labour_contract", columns: ["enrolment_id", "begins_on", "ends_on", "term", "occupation"]
        ) { rows in
            for member in staff {
                let contract = member.contract
                try rows.append(
                    member.enrolment, contract.beginsOn, contract.endsOn, contract.term, contract.occupation)
            }
        }
        try tx.load(into: "declared_wage", columns: ["enrolment_id", "from_period", "wage_fen"]) { rows in
            for member in staff { try rows.append(member.enrolment, Self.firstDay.month, member.wage) }
        }
    }

    private func writeSpans(
        of staff: [Member], _ employer: EmployerId, _ lines: [LineDefinition], _ tx: Transaction
    ) throws {
        try tx.load(
            into: "coverage_span",
            columns: [
                "person_id", "line", "payer_scope", "first_period", "enrolment_id", "employer_id", "region",
            ]
        ) { rows in
            for member in staff {
                for line in lines {
                    try rows.append(
                        member.person, line.line, line.insures == .employment ? employer.value : 0,
                        Self.firstDay.month, member.enrolment, employer, region.rawValue)
                }
            }
        }
    }
}

/// SplitMix64: the same numbers for the same seed on every machine.
struct SeededDice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
