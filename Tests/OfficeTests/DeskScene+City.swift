import Basics
import Casework
import Database
import Office
import Policy
import Records
import Storage
import TestSupport
import Testing

/// A few employers written as rows, as those taken over when a platform begins: everybody covered by every line.
extension DeskScene {
    /// Of the employer of a size in ``settleCity(sizes:)``.
    static func cityEmployer(_ index: Int) -> EmployerId { EmployerId(Int64(100 + index)) }

    static func cityOperator(_ index: Int) -> Principal {
        Principal(
            login: Int64(1_000 + index), name: "单位经办\(index)", role: .employerOperator,
            employer: cityEmployer(index), region: region)
    }

    /// - Parameter sizes: how many people each employer has.
    func settleCity(sizes: [Int], seed: UInt64 = 1) async throws {
        let lines = try desk.shelf.current.region(Self.region, askedBy: "测试")
            .lines(in: Month("2026-11")!, askedBy: "测试").filter { $0.coverage.contains(.employee) }
        try await database.transaction { tx in
            var dice = SeededGenerator(seed: seed)
            var next: Int64 = 10_000
            try tx.learnTaxWindow(
                Self.region, Month("2026-11")!, opensOn: Day("2026-11-01")!, closesOn: Day("2026-11-25")!,
                at: Instant(milliseconds: 0))
            for (index, size) in sizes.enumerated() {
                let employer = Self.cityEmployer(index)
                try tx.employers.register(
                    Employer(
                        id: employer, region: Self.region, creditCode: Self.creditCode(index),
                        name: "城中单位\(index)", injuryClass: 1 + index % 3, branch: "centre",
                        registeredOn: Day("2020-01-01")!, version: 1))
                for _ in 0..<size {
                    let wage = Money(yuan: Int64.random(in: 40...480, using: &dice) * 100)
                    let household = HouseholdKind.registered.randomElement(using: &dice)!
                    try Self.settle(PersonId(next), at: employer, wage, household, lines, tx)
                    next += 1
                }
            }
        }
    }

    private static func creditCode(_ index: Int) -> String { "91110000MA000\(1_000 + index)X" }

    private static func settle(
        _ person: PersonId, at employer: EmployerId, _ wage: Money, _ household: HouseholdKind,
        _ lines: [LineDefinition], _ tx: Transaction
    ) throws {
        let (from, month) = (Day("2025-07-01")!, Month("2025-07")!)
        try tx.run(
            """
            INSERT INTO person (id, name, sex, born_on, household, ethnicity, version)
            VALUES (\(person), '城中职工', 'male', '1990-01-10', \(household), '汉族', 1)
            """)
        try tx.run(
            """
            INSERT INTO person_identity (person_id, kind, value, from_on)
            VALUES (\(person), 'number', \(Newcomer(Int(person.value)).number), \(from))
            """)
        try tx.run(
            """
            INSERT INTO enrolment (id, person_id, employer_id, region, began_on, case_id)
            VALUES (\(person.value), \(person), \(employer), \(region.rawValue), \(from), \(Enrolments.takenOver))
            """)
        try tx.run(
            "INSERT INTO declared_wage (enrolment_id, from_period, wage_fen) VALUES (\(person.value), \(month), \(wage))"
        )
        for line in lines {
            let scope = line.insures == .employment ? employer.value : 0
            try tx.run(
                """
                INSERT INTO coverage_span (person_id, line, payer_scope, first_period, enrolment_id, employer_id, region)
                VALUES (\(person), \(line.line), \(scope), \(month), \(person.value), \(employer), \(region.rawValue))
                """)
        }
    }

    @discardableResult
    func assess(
        _ period: String = DeskScene.period, rangeStaff: Int = 10,
        progress: @escaping @Sendable (MonthRun.Progress) -> Void = { _ in }
    ) async throws -> MonthRun.Result {
        try await MonthRun(desk, in: Self.region, of: Month(period)!, rangeStaff: rangeStaff).run(progress: progress)
    }

    /// All that the books say, line by line and without the keys of rows.
    func books() async throws -> [String] {
        try await database.read { tx in
            func lines(_ query: SQL) throws -> [String] { try tx.all(query) { row in try row[0] as String } }
            return try lines(
                """
                SELECT 'row ' || r.person_id || ' ' || r.line || ' ' || r.sequence || ' ' || r.kind || ' ' || r.base_fen
                    || ' ' || r.unit_fen || ' ' || r.person_fen || ' ' || r.account_fen || ' ' || r.payer_scope || ' '
                    || p.employer_id || ' ' || p.sequence
                FROM contribution_row r JOIN contribution_plan p ON p.id = r.plan_id
                ORDER BY r.person_id, r.period, r.line, r.payer_scope, r.sequence
                """)
                + lines(
                    """
                    SELECT 'plan ' || employer_id || ' ' || period || ' ' || sequence || ' ' || kind || ' ' || people
                        || ' ' || unit_fen || ' ' || person_fen || ' ' || payable_in || ' ' || coalesce(due_on, '')
                        || ' ' || injury_class || ' ' || chain_position
                    FROM contribution_plan ORDER BY employer_id, chain_position
                    """)
                + lines(
                    """
                    SELECT 'entry ' || e.employer_id || ' ' || e.kind || ' ' || coalesce(e.line, 0) || ' '
                        || coalesce(e.share, '') || ' ' || c.chain_position || ' ' || p.account || ' ' || p.amount_fen
                    FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
                    JOIN contribution_plan c ON c.id = e.plan_id
                    ORDER BY e.employer_id, c.chain_position, e.kind, e.line, e.share, p.account, p.amount_fen
                    """)
                + lines(
                    """
                    SELECT 'to-do ' || party_id || ' ' || kind || ' ' || subject || ' ' || sentence || ' '
                        || coalesce(due_on, '') || ' ' || CASE WHEN settled_at IS NULL THEN 'open' ELSE 'settled' END
                    FROM to_do ORDER BY party_id, kind, subject
                    """)
                + lines(
                    "SELECT 'inquiry ' || employer_id || ' ' || period FROM medical_inquiry ORDER BY employer_id, period"
                )
                + lines("SELECT 'line ' || count(*) FROM plan_line")
                + (try bills(tx).sorted())
        }
    }

    private func bills(_ tx: Transaction) throws -> [String] {
        try tx.all("SELECT body FROM outbox WHERE partner = 'tax'") { row in
            "bill " + (try row[0] as String).replacing(/"planNumber":"[^"]*"/, with: "")
        }
    }
}
