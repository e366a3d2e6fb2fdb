import Basics
import Database
import Office
import Records
import Storage
import Testing

/// A change of what a row of the staff list shows, however it comes about.
struct RecordChange: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let change: SQL

    init(_ what: String, _ change: SQL) {
        self.testDescription = what
        self.change = change
    }

    /// Of the person, enrolment and employer 1.
    static let all = [
        RecordChange("a name", "UPDATE person SET name = '新名' WHERE id = 1"),
        RecordChange(
            "another number",
            "UPDATE person_identity SET value = '000101199001109999' WHERE person_id = 1 AND kind = 'number'"),
        RecordChange(
            "a number that ends",
            "UPDATE person_identity SET through_on = from_on WHERE person_id = 1 AND kind = 'number'"),
        RecordChange("a number taken away", "DELETE FROM person_identity WHERE person_id = 1 AND kind = 'number'"),
        RecordChange("the day of leaving", "UPDATE enrolment SET ended_on = '2026-12-31' WHERE id = 1"),
        RecordChange(
            "an enrolment taken back", "UPDATE enrolment SET ended_on = began_on, voided_on = began_on WHERE id = 1"),
        RecordChange("another employer", "UPDATE enrolment SET employer_id = 2 WHERE id = 1"),
        RecordChange("a wage", "UPDATE declared_wage SET wage_fen = 900000 WHERE enrolment_id = 1"),
        RecordChange(
            "a later wage", "INSERT INTO declared_wage (enrolment_id, from_period, wage_fen) VALUES (1, 202701, 900000)"
        ),
        RecordChange("a wage taken away", "DELETE FROM declared_wage WHERE enrolment_id = 1"),
        RecordChange(
            "a line that ends", "UPDATE coverage_span SET last_period = 202612 WHERE enrolment_id = 1 AND line = 110"),
        RecordChange("a line taken away", "DELETE FROM coverage_span WHERE enrolment_id = 1 AND line = 110"),
        RecordChange(
            "a line of another enrolment",
            "UPDATE coverage_span SET enrolment_id = 2 WHERE enrolment_id = 1 AND line = 110"),
        RecordChange(
            "another line",
            """
            INSERT INTO coverage_span (person_id, line, payer_scope, first_period, enrolment_id, employer_id, region)
            SELECT person_id, 990, 0, first_period, enrolment_id, employer_id, region FROM coverage_span
            WHERE enrolment_id = 1 AND line = 110
            """),
        RecordChange(
            "an answer",
            "INSERT INTO keeper_answer (enrolment_id, keeper, answered_on) VALUES (1, 'medical', '2026-12-01')"),
    ]
}

@Suite struct `The kept staff list` {
    @Test(arguments: Engine.allCases, RecordChange.all)
    func `follows a change of what it shows, whoever makes it`(on engine: Engine, record: RecordChange) async throws {
        try await DeskScene.with(engine) { scene in
            for number in 1...2 { try await scene.enrol(Newcomer(number)) }
            let before = try await scene.staffRows()
            try await scene.run(record.change)
            #expect(try await scene.staffRows() != before)
            let findings = try await scene.audit().findings
            #expect(findings.allSatisfy { $0.table != "staff_list" && $0.table != "staff_total" }, "\(findings)")
        }
    }

    @Test(arguments: Engine.allCases)
    func `counts who is there and who has left, of each employer`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            for number in 1...3 { try await scene.enrol(Newcomer(number)) }
            try await scene.enrol(Newcomer(4), by: DeskScene.otherOperator)
            try await scene.run("UPDATE enrolment SET ended_on = '2026-12-31' WHERE person_id IN (2, 3)")
            try await scene.run("UPDATE enrolment SET ended_on = NULL WHERE person_id = 3")
            let pages = Pages(scene.desk)
            let own = try await pages.staff(by: DeskScene.operator)
            #expect(own.present == 2 && own.left == 1)
            let other = try await pages.staff(by: DeskScene.otherOperator)
            #expect(other.present == 1 && other.left == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `is read forth and back from where one is, and begins anew where nobody is`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            // Somebody who has left and come back 450 times: their enrolments are told apart.
            try await scene.database.transaction { tx in
                for number in 1...450 {
                    try tx.run(
                        """
                        INSERT INTO enrolment (id, person_id, employer_id, region, began_on, ended_on, case_id)
                        SELECT id + \(1_000 + number), person_id, employer_id, region, began_on, began_on, 0 FROM enrolment
                        WHERE id = 1
                        """)
                }
            }
            let pages = Pages(scene.desk)
            func list(_ part: Staff.Part, page: Int) async throws -> (StaffList, [Int64]) {
                let list = try await pages.staff(by: DeskScene.operator, .left, part: part, page: page)
                return (list, list.members.map(\.enrolment.value))
            }
            let (first, ids) = try await list(.beginning, page: 9)
            #expect(ids == Array(1_002...1_201))
            #expect(first.page == 1 && first.pageCount == 3 && !first.hasEarlier && first.hasLater)
            let (second, next) = try await list(.after(first.members[199].place), page: 2)
            #expect(next == Array(1_202...1_401))
            let (third, last) = try await list(.after(second.members[199].place), page: 99)
            #expect(last == Array(1_402...1_451))
            #expect(third.page == 3 && third.hasEarlier && !third.hasLater)
            let (back, again) = try await list(.before(third.members[0].place), page: 2)
            #expect(again == next && back.hasEarlier && back.hasLater)
            let (start, _) = try await list(.before(second.members[0].place), page: 2)
            #expect(start.page == 1 && !start.hasEarlier && start.members == first.members)
            let (anew, _) = try await list(.after(third.members[49].place), page: 4)
            #expect(anew.page == 1 && anew.members == first.members)
        }
    }
}

extension DeskScene {
    /// Every row of the list in one text.
    fileprivate func staffRows() async throws -> [String] {
        try await database.read { tx in
            try tx.all(
                """
                SELECT CAST(employer_id AS TEXT) || standing || name || number || began_on || coalesce(ended_on, '-')
                    || coalesce(voided_on, '-') || coalesce(CAST(wage_fen AS TEXT), '-') || coalesce(medical_on, '-') || spans
                FROM staff_list ORDER BY enrolment_id
                """
            ) { row in try row[0] as String }
        }
    }
}
