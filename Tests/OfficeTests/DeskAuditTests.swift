import Basics
import Casework
import Database
import Office
import Records
import Storage
import Testing

/// A change behind the platform's back, and the row that the audit has to name.
struct Tampering: Sendable, CustomTestStringConvertible {
    let what: String
    let changes: [SQL]
    let table: String
    let key: String

    var testDescription: String { what }

    init(_ what: String, _ changes: SQL..., found table: String, _ key: String) {
        self.what = what
        self.changes = changes
        self.table = table
        self.key = key
    }

    /// In a month with the people 1 and 2, the cases 1 to 5, plan 1, receipts 1 and 2.
    static let all: [Tampering] = [
        Tampering(
            "who took a case in", "UPDATE case_event SET actor = '某人' WHERE case_id = 1 AND sequence = 2",
            found: "case_event", "1/2"),
        Tampering(
            "what was applied for",
            "UPDATE case_event SET detail = replace(detail, '12000', '12001') WHERE case_id = 1 AND sequence = 1",
            found: "case_event", "1/1"),
        Tampering(
            "an event in the middle is gone", "DELETE FROM case_event WHERE case_id = 1 AND sequence = 2",
            found: "case_event", "1/2"),
        Tampering(
            "the newest event is gone",
            "DELETE FROM case_event WHERE case_id = 1 AND sequence = (SELECT version FROM matter_case WHERE id = 1)",
            found: "matter_case", "1"),
        Tampering(
            "the status of a case", "UPDATE matter_case SET status = 'refused' WHERE id = 1", found: "matter_case", "1"),
        Tampering(
            "whose case it is", "UPDATE matter_case SET employer_id = 2 WHERE id = 1", found: "matter_case", "1"),
        Tampering(
            "the number of a case", "UPDATE matter_case SET number = 'B1' WHERE id = 1", found: "matter_case", "1"),
        Tampering(
            "what somebody owes",
            "UPDATE contribution_row SET unit_fen = unit_fen + 1 WHERE person_id = 1 AND line = 110",
            found: "plan_line", "1"),
        Tampering(
            "the base of a contribution, which enters no sum",
            "UPDATE contribution_row SET base_fen = base_fen + 1 WHERE person_id = 1 AND line = 110",
            found: "contribution_plan", "1"),
        Tampering(
            "a contribution is gone", "DELETE FROM contribution_row WHERE person_id = 2 AND line = 410",
            found: "plan_line", "1"),
        Tampering(
            "somebody is billed twice",
            """
            INSERT INTO contribution_row (person_id, plan_id, payer_scope, base_fen, unit_fen, person_fen, account_fen,
                period, line, kind, sequence)
            SELECT person_id, plan_id, payer_scope, base_fen, unit_fen, person_fen, account_fen, period, line, kind, 2
            FROM contribution_row WHERE person_id = 1 AND line = 110
            """, found: "contribution_row", "1/202611/110"),
        Tampering(
            "when a plan is due", "UPDATE contribution_plan SET due_on = '2099-12-31' WHERE id = 1",
            found: "contribution_plan", "1"),
        Tampering(
            "a line of a plan", "UPDATE plan_line SET people = people + 1 WHERE plan_id = 1 AND line = 110",
            found: "plan_line", "1"),
        Tampering(
            "an amount in the ledger",
            "UPDATE ledger_posting SET amount_fen = amount_fen + 1 WHERE entry_id = 1 AND account = 'employerReceivable'",
            found: "ledger_entry", "1"),
        Tampering(
            "an entry that balances still",
            "UPDATE ledger_posting SET amount_fen = amount_fen * 2 WHERE entry_id = 1", found: "ledger_entry",
            "1/110/unit/employerReceivable"),
        Tampering(
            "to which side an entry belongs", "UPDATE ledger_entry SET share = 'person' WHERE id = 1",
            found: "ledger_entry", "1/110/unit/employerReceivable"),
        Tampering(
            "the amount of a receipt", "UPDATE receipt SET amount_fen = amount_fen + 1 WHERE id = 1",
            found: "receipt", "1"),
        Tampering(
            "the day of a receipt", "UPDATE receipt SET paid_on = '2026-11-01' WHERE id = 1", found: "receipt", "1"),
        Tampering(
            "what a receipt pays",
            "UPDATE receipt_allocation SET amount_fen = amount_fen + 1 WHERE receipt_id = 1 AND line = 110 AND share = 'unit'",
            found: "receipt", "1"),
        Tampering(
            "money that waits", "UPDATE unallocated_receipt SET amount_fen = amount_fen + 1 WHERE receipt_id = 2",
            found: "unallocated_receipt", "2"),
        Tampering(
            "that a plan is paid", "DELETE FROM plan_settlement WHERE plan_id = 1", found: "plan_settlement", "1"),
        Tampering(
            "coverage that overlaps",
            """
            INSERT INTO coverage_span (person_id, line, payer_scope, first_period, last_period, enrolment_id, employer_id,
                region)
            SELECT person_id, line, payer_scope, 202612, 202712, enrolment_id, employer_id, region FROM coverage_span
            WHERE person_id = 1 AND line = 110
            """, found: "coverage_span", "1/110/0/202612"),
        Tampering(
            "a declared wage", "UPDATE declared_wage SET wage_fen = wage_fen - 1 WHERE enrolment_id = 1",
            found: "declared_wage", "1"),
        Tampering(
            "a wage that nobody declared",
            "INSERT INTO declared_wage (enrolment_id, from_period, wage_fen) VALUES (1, 202612, 1)",
            found: "declared_wage", "1"),
        Tampering(
            "the term of a contract",
            "UPDATE labour_contract SET term = 'fixed', ends_on = '2027-12-31' WHERE enrolment_id = 1",
            found: "labour_contract", "1"),
        Tampering("a name", "UPDATE person SET name = '某人' WHERE id = 1", found: "person", "1"),
        Tampering(
            "an identity number",
            "UPDATE person_identity SET value = '000101199001109999' WHERE person_id = 1 AND kind = 'number'",
            found: "person_identity", "1"),
        Tampering(
            "the month that coverage begins with",
            "UPDATE coverage_span SET first_period = 202610 WHERE enrolment_id = 1 AND line = 110",
            found: "coverage_span", "1"),
        Tampering(
            "the month that coverage ends with",
            "UPDATE coverage_span SET last_period = 202611 WHERE enrolment_id = 1 AND line = 110",
            found: "coverage_span", "1"),
        Tampering(
            "whose enrolment it is", "UPDATE enrolment SET employer_id = 2 WHERE id = 1", found: "enrolment", "1"),
        Tampering(
            "by which case somebody is enrolled", "UPDATE enrolment SET case_id = 0 WHERE id = 1", found: "enrolment",
            "1"),
        Tampering(
            "an enrolment taken back without a case",
            "UPDATE enrolment SET voided_on = began_on, ended_on = began_on WHERE id = 1",
            "UPDATE coverage_span SET last_period = 202610 WHERE enrolment_id = 1", found: "enrolment", "1"),
        Tampering(
            "an enrolment that no case decided",
            """
            INSERT INTO enrolment (id, person_id, employer_id, region, began_on, case_id)
            SELECT 99, person_id, 2, region, began_on, case_id FROM enrolment WHERE id = 1
            """, found: "enrolment", "99"),
        Tampering(
            "a name in the staff list", "UPDATE staff_list SET name = '某人' WHERE enrolment_id = 1", found: "staff_list",
            "1"),
        Tampering(
            "somebody is gone from the staff list", "DELETE FROM staff_list WHERE enrolment_id = 2",
            found: "staff_list", "2"),
        Tampering(
            "how many people an employer has", "UPDATE staff_total SET people = people + 1 WHERE employer_id = 1",
            found: "staff_total", "1/present"),
        Tampering(
            "a file",
            "INSERT INTO material (digest, media_type, bytes, uploaded_at) VALUES ('00', 'image/png', \([UInt8(1)]), 0)",
            found: "material", "00"),
        Tampering(
            "to whom a paper belongs", "UPDATE paper SET number = 'R1', employer_id = 2 WHERE id = 1", found: "paper",
            "R1"),
        Tampering(
            "the content of a paper",
            "UPDATE paper SET number = 'R1', content = replace(content, '12000', '13000') WHERE id = 1",
            found: "paper", "R1"),
        Tampering(
            "the last plan of an employer, with all that hangs on it",
            "DELETE FROM plan_settlement", "DELETE FROM receipt_allocation", "DELETE FROM contribution_row",
            "DELETE FROM plan_line",
            "DELETE FROM ledger_posting WHERE entry_id IN (SELECT id FROM ledger_entry WHERE plan_id = 1)",
            "DELETE FROM ledger_entry WHERE plan_id = 1", "DELETE FROM contribution_plan WHERE id = 1",
            found: "contribution_plan", "1/1"),
        Tampering(
            "a whole case that nothing else names", "DELETE FROM submission_key WHERE case_id = 2",
            "DELETE FROM paper WHERE case_id = 2", "DELETE FROM case_event WHERE case_id = 2",
            "DELETE FROM matter_case WHERE id = 2", found: "matter_case", "2"),
        Tampering(
            "the newest event, and the row made to fit",
            "DELETE FROM case_event WHERE case_id = 3 AND act = 'issue'",
            "DELETE FROM paper WHERE case_id = 3",
            """
            UPDATE matter_case SET version = version - 1, head = (SELECT link FROM case_event v WHERE v.case_id = 3
                AND v.sequence = matter_case.version - 1) WHERE id = 3
            """, found: "matter_case", "3"),
        Tampering(
            "a daily root", "UPDATE daily_root SET taken_at = taken_at + 1", found: "daily_root", "2026-11-02"),
        Tampering(
            "an end that a daily root holds", "DELETE FROM daily_root_head WHERE chain = 'case' AND of_id = 2",
            found: "daily_root", "2026-11-02"),
    ]
}

@Suite struct `The audit` {
    @Test(arguments: Engine.allCases, Tampering.all)
    func `names what was changed behind the platform's back`(on engine: Engine, tampering: Tampering) async throws {
        try await DeskScene.with(engine) { scene in
            try await Self.aMonth(in: scene)
            for change in tampering.changes { try await scene.run(change) }
            let report = try await scene.audit()
            #expect(!report.isClean)
            #expect(
                report.findings.contains { $0.table == tampering.table && $0.key == tampering.key },
                "\(report.findings.map { "\($0.table) \($0.key): \($0.sentence)" })")
        }
    }

    @Test(arguments: Engine.allCases)
    func `finds nothing in an honest database, day after day`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            #expect(try await scene.audit().isClean)
            try await Self.aMonth(in: scene)
            scene.clock.advance(seconds: 86_400)
            try await scene.enrol(Newcomer(3))
            try await scene.makePlan()
            try await scene.desk.takeDailyRoot()
            try await scene.desk.takeDailyRoot()
            let report = try await scene.audit()
            #expect(report.findings == [])
            #expect(report.roots == 2)
            #expect(report.summary == "核查通过：办件7件（记录35条）、缴费计划2份（明细9条）、文书7份、每日根值2个，账目平衡，链条完整。")
        }
    }

    @Test(arguments: Engine.allCases)
    func `names an enrolment that stands again though its case was taken back`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.reverse(try await scene.enrol(Newcomer(1)))
            try await scene.expectCleanBooks()
            try await scene.run("UPDATE coverage_span SET last_period = NULL WHERE enrolment_id = 1")
            try await scene.run("UPDATE enrolment SET voided_on = NULL, ended_on = NULL WHERE id = 1")
            let report = try await scene.audit()
            #expect(report.findings.contains { $0.table == "enrolment" && $0.key == "1" })
        }
    }

    @Test(arguments: Engine.allCases)
    func `counts the enrolments that name no case`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.run(
                """
                INSERT INTO enrolment (id, person_id, employer_id, region, began_on, case_id)
                SELECT 99, person_id, 2, region, began_on, 0 FROM enrolment WHERE id = 1
                """)
            let report = try await scene.audit()
            #expect(report.takenOver == 1)
            #expect(report.summary.hasSuffix("另有承接的参保登记1条，没有办件可供核对。"))
        }
    }

    /// Two people enrolled, one plan, paid in part and then over; the day's root taken.
    private static func aMonth(in scene: DeskScene) async throws {
        for number in 1...2 { try await scene.enrol(Newcomer(number)) }
        try await scene.makePlan()
        try await scene.receive("SP00000001", yuan: "1000")
        try await scene.receive("SP00000002", yuan: "10000")
        try await scene.desk.takeDailyRoot()
        try await scene.expectCleanBooks()
    }
}
