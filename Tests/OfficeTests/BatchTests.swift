import Basics
import Casework
import Database
import Documents
import Foundation
import Matters
import Office
import Records
import Storage
import TestSupport
import Testing

/// Many people in one file: read, judged row by row, filed where a row passes.
@Suite struct `A batch from a file` {
    private static let enrolment = "staff-enrolment"

    @Test(arguments: Engine.allCases)
    func `it is tried without filing anything, and filed as one case a row under one list`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let people = (1...5).map { Newcomer($0) }
            people.forEach(scene.partners.know)
            let id = try await scene.upload(Self.enrolment, people.map { $0.answers() })
            #expect(try await scene.batch(id).stage == .reading)
            try await scene.runJobs()
            let tried = try await scene.batch(id)
            #expect(tried.stage == .checked && tried.counts == .init(rows: 5, passing: 5))
            #expect(try await scene.count("SELECT count(*) FROM matter_case") == 0)

            try await scene.confirm(id)
            let filed = try await scene.batch(id)
            #expect(filed.stage == .filed && filed.counts == .init(rows: 5, filed: 5))
            #expect(try await scene.count("SELECT count(*) FROM enrolment") == 5)
            let granted = try await scene.count(
                "SELECT count(*) FROM matter_case WHERE status = 'effective' AND batch_id = 1")
            #expect(granted == 5)
            #expect(try await scene.count("SELECT count(*) FROM paper WHERE kind = 'resultForm'") == 0)
            let lists = try await scene.desk.batch(id, by: DeskScene.operator).lists
            #expect(lists.count == 1)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `so many that the staff list is written beside them, they stand in it all the same`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let people = (1...60).map { Newcomer($0) }
            people.forEach(scene.partners.know)
            let id = try await scene.upload(Self.enrolment, people.map { $0.answers() })
            try await scene.runJobs()
            try await scene.confirm(id)
            #expect(try await scene.batch(id).counts == .init(rows: 60, filed: 60))
            #expect(try await scene.count("SELECT count(*) FROM staff_list WHERE spans <> ''") == 60)
            #expect(try await scene.count("SELECT people FROM staff_total WHERE standing = 'present'") == 60)
            try await scene.expectCleanBooks()
            // The triggers fire again.
            try await scene.enrol(Newcomer(61))
            #expect(try await scene.count("SELECT people FROM staff_total WHERE standing = 'present'") == 61)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `what is wrong is said in its cell, and only that is corrected and sent again`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let people = (1...4).map { Newcomer($0) }
            people.forEach(scene.partners.know)
            var rows = people.map { $0.answers() }
            rows[1]["number"] = "110101199003071230"
            rows[2]["wage"] = "-1"
            rows[3]["name"] = "另一个人"
            let id = try await scene.upload(Self.enrolment, rows)
            try await scene.runJobs()
            let failing = try await scene.failing(id)
            #expect(try await scene.batch(id).counts == .init(rows: 4, passing: 1, failing: 3))
            #expect(failing.map { $0.problems.first?.field } == ["number", "wage", nil])
            // A name mistyped is said before the papers that somebody unknown would have to bring.
            #expect(failing[2].problems.first?.sentence.hasPrefix("人口库中该号码的姓名与所填姓名不一致。") == true)
            try await scene.confirm(id)
            #expect(try await scene.count("SELECT count(*) FROM enrolment") == 1)

            let wrong = try await scene.desk.batchResult(id, .failed, by: DeskScene.operator)
            let again = try await scene.upload(Self.enrolment, file: wrong)
            try await scene.runJobs()
            #expect(try await scene.batch(again).counts == .init(rows: 3, failing: 3))
            let corrected = try await scene.upload(Self.enrolment, people[1...].map { $0.answers() })
            try await scene.runJobs()
            try await scene.confirm(corrected)
            #expect(try await scene.count("SELECT count(*) FROM enrolment") == 4)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `the same file twice changes nothing and says so`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let rows = (1...3).map { Newcomer($0) }
            rows.forEach(scene.partners.know)
            let first = try await scene.upload(Self.enrolment, rows.map { $0.answers() })
            try await scene.runJobs()
            try await scene.confirm(first)
            let second = try await scene.upload(Self.enrolment, rows.map { $0.answers() })
            try await scene.runJobs()
            #expect(try await scene.batch(second).stage == .repeated)
            #expect(try await scene.batch(second).repeats == first)

            try await scene.desk.judgeAgain(second, by: DeskScene.operator)
            try await scene.runJobs()
            #expect(try await scene.batch(second).counts == .init(rows: 3, failing: 3))
            #expect(try await scene.count("SELECT count(*) FROM matter_case") == 3)
        }
    }

    @Test(arguments: Engine.allCases)
    func `of two rows for one person neither is filed`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let people = (1...2).map { Newcomer($0) }
            people.forEach(scene.partners.know)
            let rows = [people[0].answers(), people[1].answers(), people[0].answers(wage: "9000")]
            let id = try await scene.upload(Self.enrolment, rows)
            try await scene.runJobs()
            let failing = try await scene.failing(id)
            #expect(
                failing.map { $0.problems.map(\.sentence) } == [
                    ["与第6行是同一个人。一个文件中每人只能有一行，请删去多余的行。"],
                    ["与第4行是同一个人。一个文件中每人只能有一行，请删去多余的行。"],
                ])
            // Taken along by themselves they stand in other lines.
            let file = try await scene.desk.batchResult(id, .failed, by: DeskScene.operator)
            let results = try scene.results(in: file)
            #expect(
                results == [
                    "原文件第4行：与第6行是同一个人。一个文件中每人只能有一行，请删去多余的行。",
                    "原文件第6行：与第4行是同一个人。一个文件中每人只能有一行，请删去多余的行。",
                ])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a row that has come to something else since it was shown is not filed`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let people = (1...2).map { Newcomer($0) }
            people.forEach(scene.partners.know)
            let id = try await scene.upload(Self.enrolment, people.map { $0.answers() })
            try await scene.runJobs()
            try await scene.enrol(people[0])
            try await scene.confirm(id)
            #expect(try await scene.batch(id).counts == .init(rows: 2, failing: 1, filed: 1))
            #expect(try await scene.failing(id).first?.problems.first?.sentence.contains("已在本单位参保") == true)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `it is its employer's own, and of those who may file the matter`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            scene.partners.know(Newcomer(1))
            let id = try await scene.upload(Self.enrolment, [Newcomer(1).answers()])
            let limited = Principal(
                login: 9, name: "缴费经办", role: .employerOperator, employer: DeskScene.employer,
                region: DeskScene.region, rights: [.contributions])
            for stranger in [DeskScene.otherOperator, limited, DeskScene.reviewer, DeskScene.individual(PersonId(1))] {
                await #expect(throws: DeskRefusal.notFound) { try await scene.desk.batch(id, by: stranger) }
                await #expect(throws: DeskRefusal.notFound) { try await scene.desk.cancelBatch(id, by: stranger) }
                await #expect(throws: DeskRefusal.notFound) {
                    try await scene.desk.batchResult(id, .all, by: stranger)
                }
            }
            #expect(try await scene.desk.batch(id, by: DeskScene.teller).batch.id == id)
            // Somebody else's template is told at once.
            await #expect(throws: DeskRefusal.self) {
                try await scene.upload(Self.enrolment, [Newcomer(2).answers()], of: DeskScene.otherEmployer)
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a file that is none leaves nothing behind`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            await #expect(throws: DeskRefusal.self) {
                try await scene.upload(Self.enrolment, file: Array("PK not a workbook".utf8))
            }
            let left = try await scene.count("SELECT (SELECT count(*) FROM batch) + (SELECT count(*) FROM job)")
            #expect(left == 0)
        }
    }
}
