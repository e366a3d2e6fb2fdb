import Basics
import Casework
import Cryptography
import Database
import Office
import Records
import Storage
import TestSupport
import Testing

@Suite struct `A generated city` {
    private static let region = Region(rawValue: "beijing")
    private static let today = Day("2026-06-12")!
    private static let chain = TrailChain(AuthenticationKey(Array(repeating: 7, count: 32))!)
    private static let shelf = Result {
        try PolicyShelf(files: PolicyFolder.files(), withDemonstration: true)
    }

    /// Several parcels, so that on PostgreSQL they are written beside each other.
    private static func city(people: Int = 2_600, billed: Int = 5) -> GeneratedCity {
        GeneratedCity(people: people, seed: 7, in: region, covered: 6, billed: billed, on: today)
    }

    private static func audit(_ database: Database) async throws -> AuditReport {
        try await Audit(database, chain: chain, shelf: try shelf.get()).run()
    }

    @discardableResult
    private static func write(_ city: GeneratedCity, to database: Database) async throws -> GeneratedCity.Written {
        try await city.write(to: database, under: try shelf.get(), chain: chain)
    }

    @Test(arguments: Engine.allCases)
    func `stands before the audit`(on engine: Engine) async throws {
        try await withDatabase(on: engine, migratedBy: Schema.migrations) { database in
            let written = try await Self.write(Self.city(), to: database)
            let report = try await Self.audit(database)
            #expect(report.findings == [])
            #expect(report.cases == written.employers && report.plans == written.plans && report.rows == written.rows)
            #expect(written.plans > 4 * written.employers)
        }
    }

    @Test func `has the same rows on both engines`() async throws {
        var digests: [Engine: [String: [UInt8]]] = [:]
        for engine in Engine.allCases {
            digests[engine] = try await withDatabase(on: engine, migratedBy: Schema.migrations) { database in
                try await Self.write(Self.city(), to: database)
                return try await database.read { tx in try TableDigests.all(tx) }
            }
        }
        let (one, other) = (digests[.sqlite] ?? [:], digests[.postgreSQL] ?? [:])
        for table in one.keys.sorted() { #expect(one[table] == other[table], "\(table)") }
        #expect(Set(one.values).count == one.count, "no table is empty")
    }

    @Test(arguments: Engine.allCases)
    func `leaves the desk nothing to bill in a month that has a plan`(on engine: Engine) async throws {
        try await withDatabase(on: engine, migratedBy: Schema.migrations) { database in
            try await Self.write(Self.city(people: 300), to: database)
            let (billed, open) = try await database.read { tx in
                let employers = try tx.all("SELECT id FROM employer ORDER BY id") { row in try row[0] as EmployerId }
                let months = (1...6).map { Self.today.month.adding(months: -$0) }
                var found: [Month: Set<InsuranceLine>] = [:]
                for month in months {
                    for employer in employers {
                        found[month, default: []].formUnion(
                            try tx.enrolments.unbilled(of: employer, in: month).map(\.line))
                        let changed = try tx.enrolments.billedOnChangedGrounds(of: employer, in: month)
                        #expect(changed.allSatisfy { $0.coverage != nil })
                    }
                }
                return (found[months[1]] ?? [], found[months[0]] ?? [])
            }
            let medical: Set<InsuranceLine> = [InsuranceLine(rawValue: 310), InsuranceLine(rawValue: 510)]
            #expect(billed.isSubset(of: medical), "\(billed)")
            #expect(open.count > billed.count)
        }
    }

    @Test func `holds nobody who could be real, and names that many systems lose`() async throws {
        try await withDatabase(on: .sqlite, migratedBy: Schema.migrations) { database in
            try await Self.write(Self.city(), to: database)
            let (numbers, codes, phones, names) = try await database.read { tx in
                (
                    try tx.all("SELECT value FROM person_identity WHERE kind = 'number'") { row in try row[0] as String
                    },
                    try tx.all("SELECT code FROM employer_credit_code") { row in try row[0] as String },
                    try tx.all("SELECT value FROM person_identity WHERE kind = 'phone'") { row in try row[0] as String
                    },
                    try tx.all("SELECT name FROM person") { row in try row[0] as String }
                )
            }
            #expect(numbers.count == 2_600 && Set(numbers).count == numbers.count)
            #expect(try numbers.allSatisfy { try CitizenNumber($0).text.hasPrefix("59") })
            #expect(
                try codes.allSatisfy { try CreditCode($0).toBeConfirmed.isEmpty && $0.dropFirst(2).hasPrefix("59") })
            #expect(try phones.allSatisfy { try MobileNumber($0).text.hasPrefix("154") })
            #expect(names.contains { $0.unicodeScalars.contains { $0.value > 0xFFFF } })
            #expect(names.contains { $0.contains("·") })
            #expect(try names.allSatisfy { try PersonName($0).text == $0 })
        }
    }

    @Test(arguments: Engine.allCases)
    func `binds the receipts that it brings along`(on engine: Engine) async throws {
        let changes: [SQL] = [
            "UPDATE receipt SET paid_on = '2026-05-19' WHERE id = (SELECT min(id) FROM receipt)",
            "UPDATE receipt SET number = 'C1' WHERE id = (SELECT min(id) FROM receipt)",
            "UPDATE receipt SET employer_id = NULL WHERE id = (SELECT min(id) FROM receipt)",
        ]
        for change in changes {
            try await withDatabase(on: engine, migratedBy: Schema.migrations) { database in
                try await Self.write(Self.city(people: 50), to: database)
                _ = try await database.transaction { tx in try tx.run(change) }
                #expect(try await Self.audit(database).findings.contains { $0.table == "receipt" })
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `has a staff list that follows every later change`(on engine: Engine) async throws {
        try await withDatabase(on: engine, migratedBy: Schema.migrations) { database in
            try await Self.write(Self.city(people: 50, billed: 0), to: database)
            try await database.transaction { tx in
                try tx.run("UPDATE person SET name = '某人' WHERE id = 1")
                try tx.run("UPDATE declared_wage SET wage_fen = 888800")
                try tx.run("UPDATE person_identity SET value = '1' WHERE person_id = 2 AND kind = 'number'")
            }
            let shown = try await database.read { tx in
                try tx.one(
                    """
                    SELECT count(*) FROM staff_list WHERE wage_fen = 888800
                        AND (person_id <> 1 OR name = '某人') AND (person_id <> 2 OR number = '1')
                    """
                ) { row in try row[0] as Int }
            }
            #expect(shown >= 50)
            #expect(try await !Self.audit(database).findings.contains { $0.table.hasPrefix("staff") })
        }
    }
}

/// The digest of every row of each table that a city fills, in the order of its keys.
private enum TableDigests {
    /// A row as one text, so that both engines say the same; bytes are read as they are.
    private static let tables: [(name: String, rows: SQL)] = [
        ("id_block", "SELECT kind || '/' || CAST(next AS TEXT) FROM id_block ORDER BY 1"),
        (
            "branch",
            "SELECT code || '/' || name || '/' || region || '/' || coalesce(parent, '') || '/' || coalesce(division, '') FROM branch ORDER BY 1"
        ),
        (
            "tax_window",
            "SELECT region || '/' || CAST(month AS TEXT) || '/' || opens_on || '/' || closes_on || '/' || CAST(learnt_at AS TEXT) FROM tax_window ORDER BY month"
        ),
        (
            "policy_version",
            "SELECT digest || '/' || content || '/' || CAST(first_used_at AS TEXT) FROM policy_version ORDER BY 1"
        ),
        (
            "person",
            """
            SELECT CAST(id AS TEXT) || '/' || name || '/' || sex || '/' || born_on || '/' || household || '/' || ethnicity || '/' || CAST(version AS TEXT) FROM person ORDER BY id
            """
        ),
        (
            "person_identity",
            """
            SELECT CAST(person_id AS TEXT) || '/' || kind || '/' || value || '/' || from_on || '/' || coalesce(through_on, '') FROM person_identity
            ORDER BY person_id, kind
            """
        ),
        (
            "employer",
            """
            SELECT CAST(id AS TEXT) || '/' || region || '/' || name || '/' || CAST(injury_class AS TEXT) || '/' || branch || '/' || registered_on || '/' ||
                CAST(version AS TEXT) FROM employer ORDER BY id
            """
        ),
        (
            "employer_credit_code",
            "SELECT CAST(employer_id AS TEXT) || '/' || code || '/' || from_on FROM employer_credit_code ORDER BY employer_id"
        ),
        (
            "employer_record",
            """
            SELECT CAST(employer_id AS TEXT) || '/' || CAST(case_id AS TEXT) || '/' || recorded_on || '/' || credit_code || '/' || name || '/' || kind || '/' || founded_on || '/' ||
                authority || '/' || head_name || '/' || head_number || '/' || address || '/' || industry || '/' || CAST(injury_class AS TEXT) || '/' || branch || '/' || contact_name || '/' ||
                contact_phone FROM employer_record ORDER BY employer_id
            """
        ),
        (
            "enrolment",
            """
            SELECT CAST(id AS TEXT) || '/' || CAST(person_id AS TEXT) || '/' || CAST(employer_id AS TEXT) || '/' || region || '/' || began_on || '/' ||
                coalesce(ended_on, '') || '/' || coalesce(voided_on, '') || '/' || CAST(case_id AS TEXT) FROM enrolment ORDER BY id
            """
        ),
        (
            "enrolment_change",
            """
            SELECT CAST(enrolment_id AS TEXT) || '/' || kind || '/' || effective_on || '/' || coalesce(reason, '') || '/' || CAST(case_id AS TEXT) || '/' || made_on
            FROM enrolment_change ORDER BY enrolment_id
            """
        ),
        (
            "labour_contract",
            """
            SELECT CAST(enrolment_id AS TEXT) || '/' || begins_on || '/' || coalesce(ends_on, '') || '/' || term || '/' || occupation || '/' || work
            FROM labour_contract ORDER BY enrolment_id
            """
        ),
        (
            "keeper_answer",
            """
            SELECT CAST(enrolment_id AS TEXT) || '/' || keeper || '/' || answered_on || '/' || coalesce(refusal, '')
            FROM keeper_answer ORDER BY enrolment_id
            """
        ),
        (
            "declared_wage",
            """
            SELECT CAST(enrolment_id AS TEXT) || '/' || CAST(from_period AS TEXT) || '/' || CAST(wage_fen AS TEXT) FROM declared_wage
            ORDER BY enrolment_id, from_period
            """
        ),
        (
            "coverage_span",
            """
            SELECT CAST(person_id AS TEXT) || '/' || CAST(line AS TEXT) || '/' || CAST(payer_scope AS TEXT) || '/' || CAST(first_period AS TEXT) || '/' ||
                coalesce(CAST(last_period AS TEXT), '') || '/' || CAST(enrolment_id AS TEXT) || '/' || CAST(employer_id AS TEXT) || '/' || region
            FROM coverage_span ORDER BY person_id, line, payer_scope, first_period
            """
        ),
        (
            "staff_list",
            """
            SELECT CAST(employer_id AS TEXT) || '/' || standing || '/' || CAST(person_id AS TEXT) || '/' || CAST(enrolment_id AS TEXT) || '/' || name || '/' || number || '/' ||
                began_on || '/' || coalesce(ended_on, '') || '/' || CAST(wage_fen AS TEXT) || '/' || spans FROM staff_list ORDER BY enrolment_id
            """
        ),
        (
            "staff_total",
            """
            SELECT CAST(employer_id AS TEXT) || '/' || standing || '/' || CAST(people AS TEXT) FROM staff_total ORDER BY employer_id, standing
            """
        ),
        (
            "matter_case",
            """
            SELECT CAST(id AS TEXT) || '/' || number || '/' || matter || '/' || region || '/' || CAST(employer_id AS TEXT) || '/' || subject || '/' || status || '/' ||
                CAST(version AS TEXT) || '/' || channel || '/' || CAST(submitted_at AS TEXT) || '/' || submitted_on FROM matter_case ORDER BY id
            """
        ),
        (
            "case_event",
            """
            SELECT CAST(case_id AS TEXT) || '/' || CAST(sequence AS TEXT) || '/' || act || '/' || role || '/' || actor || '/' || CAST(at AS TEXT) || '/' || on_day || '/' || detail
            FROM case_event ORDER BY case_id, sequence
            """
        ),
        (
            "contribution_plan",
            """
            SELECT CAST(id AS TEXT) || '/' || number || '/' || region || '/' || CAST(employer_id AS TEXT) || '/' || CAST(period AS TEXT) || '/' ||
                CAST(sequence AS TEXT) || '/' || kind || '/' || made_on || '/' || CAST(made_at AS TEXT) || '/' || CAST(payable_in AS TEXT) || '/' || due_on || '/' ||
                CAST(people AS TEXT) || '/' || CAST(unit_fen AS TEXT) || '/' || CAST(person_fen AS TEXT) || '/' || policy_version || '/' ||
                CASE WHEN rests_on_unverified THEN 'yes' ELSE 'no' END || '/' || CAST(case_id AS TEXT) || '/' ||
                CAST(injury_class AS TEXT) || '/' || CAST(chain_position AS TEXT) FROM contribution_plan ORDER BY id
            """
        ),
        (
            "plan_line",
            """
            SELECT CAST(plan_id AS TEXT) || '/' || CAST(line AS TEXT) || '/' || CAST(people AS TEXT) || '/' || CAST(unit_fen AS TEXT) || '/' ||
                CAST(person_fen AS TEXT) || '/' || CAST(account_fen AS TEXT) FROM plan_line ORDER BY plan_id, line
            """
        ),
        (
            "plan_settlement",
            """
            SELECT CAST(plan_id AS TEXT) || '/' || settled_on || '/' || CAST(receipt_id AS TEXT) FROM plan_settlement ORDER BY plan_id
            """
        ),
        (
            "contribution_row",
            """
            SELECT CAST(person_id AS TEXT) || '/' || CAST(plan_id AS TEXT) || '/' || CAST(payer_scope AS TEXT) || '/' || CAST(base_fen AS TEXT) || '/' ||
                CAST(unit_fen AS TEXT) || '/' || CAST(person_fen AS TEXT) || '/' || CAST(account_fen AS TEXT) || '/' || CAST(period AS TEXT) || '/' ||
                CAST(line AS TEXT) || '/' || CAST(kind AS TEXT) || '/' || CAST(sequence AS TEXT) FROM contribution_row
            ORDER BY person_id, period, line, payer_scope, sequence
            """
        ),
        (
            "receipt",
            """
            SELECT CAST(id AS TEXT) || '/' || number || '/' || region || '/' || CAST(employer_id AS TEXT) || '/' || paid_on || '/' || CAST(amount_fen AS TEXT) || '/' ||
                booked_on || '/' || CAST(case_id AS TEXT) FROM receipt ORDER BY id
            """
        ),
        (
            "receipt_allocation",
            """
            SELECT CAST(receipt_id AS TEXT) || '/' || CAST(plan_id AS TEXT) || '/' || CAST(line AS TEXT) || '/' || share || '/' || CAST(amount_fen AS TEXT)
            FROM receipt_allocation ORDER BY receipt_id, plan_id, line, share
            """
        ),
        (
            "ledger_entry",
            """
            SELECT CAST(id AS TEXT) || '/' || kind || '/' || region || '/' || CAST(employer_id AS TEXT) || '/' || CAST(line AS TEXT) || '/' || share || '/' ||
                CAST(plan_id AS TEXT) || '/' || coalesce(CAST(receipt_id AS TEXT), '') || '/' || booked_on || '/' || CAST(case_id AS TEXT)
            FROM ledger_entry ORDER BY id
            """
        ),
        (
            "ledger_posting",
            "SELECT CAST(entry_id AS TEXT) || '/' || account || '/' || CAST(amount_fen AS TEXT) FROM ledger_posting ORDER BY entry_id, account"
        ),
    ]

    private static let links: [(name: String, rows: SQL)] = [
        ("head of matter_case", "SELECT head FROM matter_case ORDER BY id"),
        ("link of case_event", "SELECT link FROM case_event ORDER BY case_id, sequence"),
        ("digest of contribution_plan", "SELECT digest FROM contribution_plan ORDER BY id"),
        ("link of contribution_plan", "SELECT link FROM contribution_plan ORDER BY id"),
    ]

    static func all(_ tx: Transaction) throws -> [String: [UInt8]] {
        var digests: [String: [UInt8]] = [:]
        for (name, rows) in tables {
            var text: [UInt8] = []
            try tx.each(rows) { row in
                try row.appendText(0, to: &text)
                text.append(0)
            }
            digests[name] = Digest.sha256.of(text)
        }
        for (name, rows) in links {
            var bytes: [UInt8] = []
            try tx.each(rows) { row in bytes += try row[0] as [UInt8] }
            digests[name] = Digest.sha256.of(bytes)
        }
        return digests
    }
}
