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
    private static let termination = "staff-termination"
    private static let wages = "wage-change"

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
            try await scene.confirm(id)
            #expect(try await scene.count("SELECT count(*) FROM enrolment") == 1)

            let wrong = try await scene.desk.batchResult(id, failuresOnly: true, by: DeskScene.operator)
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
    func `judged again, a row is judged by what is on record then`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let rows = (1...2).map {
                ["number": Newcomer($0).number, "name": Newcomer($0).name, "reason": "unpaidLeave"]
            }
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            let id = try await scene.upload("contribution-suspension", rows)
            try await scene.runJobs()
            #expect(try await scene.batch(id).counts == .init(rows: 2, passing: 1, failing: 1))
            try await scene.enrol(Newcomer(2))
            try await scene.makePlan()
            try await scene.desk.judgeAgain(id, by: DeskScene.operator)
            try await scene.runJobs()
            let failing = try await scene.failing(id)
            #expect(failing == [])
            #expect(try await scene.batch(id).counts == .init(rows: 2, passing: 2))
        }
    }

    @Test(arguments: Engine.allCases)
    func `a batch whose job was given up can be ended, and keeps nobody from the next`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            scene.partners.know(Newcomer(1))
            for _ in 1...3 {
                let id = try await scene.upload(Self.enrolment, [Newcomer(1).answers()])
                try await scene.run("UPDATE job SET state = 'failed', ended_at = 1 WHERE state = 'open'")
                #expect(try await scene.batch(id).stage == .reading)
            }
            let next = try await scene.upload(Self.enrolment, [Newcomer(1).answers()])
            try await scene.runJobs()
            #expect(try await scene.batch(next).stage == .checked)
            try await scene.desk.cancelBatch(BatchId(1), by: DeskScene.operator)
            #expect(try await scene.batch(BatchId(1)).stage == .cancelled)
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
    func `whatever fails in between, each row is filed once`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let people = (1...12).map { Newcomer($0) }
            people.forEach(scene.partners.know)
            let id = try await scene.upload(Self.enrolment, people.map { $0.answers() })
            // Further and further into the work a call fails; each time it is taken up again.
            var call = 1
            while try await scene.batch(id).stage.isUnderWay, call < 100_000 {
                scene.faults.fail(call: call)
                do { try await JobRunner(scene.desk).round() } catch {}
                scene.faults.fail(call: nil)
                call += call / 2 + 7
                scene.clock.advance(seconds: 3_600)
                if try await scene.batch(id).stage == .checked {
                    try await scene.desk.confirm(id, passing: 12, by: DeskScene.operator)
                }
            }
            #expect(try await scene.batch(id).counts == .init(rows: 12, filed: 12))
            #expect(try await scene.count("SELECT count(*) FROM enrolment") == 12)
            #expect(try await scene.count("SELECT count(*) FROM paper WHERE kind = 'batchList'") == 1)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `what a dead process held is taken up when its lease has run out`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            scene.partners.know(Newcomer(1))
            let id = try await scene.upload(Self.enrolment, [Newcomer(1).answers()])
            let now = scene.clock.now
            let claimed = try await scene.database.transaction { tx in
                try tx.jobs.claim(as: "dead", at: now, until: now.adding(seconds: 60))
            }
            #expect(claimed != nil)
            try await scene.runJobs()
            #expect(try await scene.batch(id).stage == .reading)
            scene.clock.advance(seconds: 61)
            try await scene.runJobs()
            #expect(try await scene.batch(id).stage == .checked)
            // Should it come back to life, it holds nothing any more.
            let held = try await scene.database.transaction { tx in
                try tx.jobs.hold(JobId(1), as: "dead", until: now.adding(seconds: 600))
            }
            #expect(held == .lost)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a batch that is stopped files no more, and lists what it filed`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let people = (1...3).map { Newcomer($0) }
            people.forEach(scene.partners.know)
            let id = try await scene.upload(Self.enrolment, people.map { $0.answers() })
            try await scene.desk.cancelBatch(id, by: DeskScene.operator)
            try await scene.runJobs()
            #expect(try await scene.batch(id).stage == .cancelled)
            #expect(try await scene.count("SELECT count(*) FROM batch_part") == 0)
            await #expect(throws: DeskRefusal.self) { try await scene.confirm(id) }
            #expect(try await scene.count("SELECT count(*) FROM matter_case") == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `other wages come by one file, which is handed out with those of today`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let people = (1...2).map { Newcomer($0) }
            for newcomer in people { try await scene.enrol(newcomer) }
            let template = try await scene.desk.batchTemplate(
                of: Self.wages, for: DeskScene.employer, isFilled: true, by: DeskScene.operator)
            // Sent back as it is, it changes nothing.
            let same = try await scene.upload(Self.wages, file: template)
            try await scene.runJobs()
            #expect(try await scene.failing(same).allSatisfy { $0.problems.map(\.field) == ["wage"] })
            #expect(try await scene.batch(same).counts == .init(rows: 2, failing: 2))
            let id = try await scene.upload(
                Self.wages,
                zip(people, ["12000", "15000"]).map { ["number": $0.number, "name": $0.name, "wage": $1] })
            try await scene.runJobs()
            #expect(try await scene.batch(id).counts == .init(rows: 2, passing: 1, failing: 1))
            try await scene.confirm(id)
            let raised = try await scene.count("SELECT count(*) FROM declared_wage WHERE wage_fen = 1500000")
            #expect(raised == 1)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `when everybody leaves by one file, nothing is left to bill`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let people = (1...3).map { Newcomer($0) }
            for newcomer in people { try await scene.enrol(newcomer) }
            try await scene.makePlan()
            scene.clock.advance(seconds: 31 * 86_400)
            let rows = people.map {
                ["number": $0.number, "name": $0.name, "endedOn": "2026-11-20", "reason": "contractExpired"]
            }
            let id = try await scene.upload(Self.termination, rows)
            try await scene.runJobs()
            let failing = try await scene.failing(id)
            #expect(failing == [])
            try await scene.confirm(id)
            #expect(try await scene.batch(id).counts.filed == 3)
            let toDos = try await scene.toDos().map(\.key.kind)
            #expect(!toDos.contains("plan-not-made"))
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a row that is taken back is marked on a list that takes the place of the first, until none is left`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let people = (1...3).map { Newcomer($0) }
            people.forEach(scene.partners.know)
            let id = try await scene.upload(Self.enrolment, people.map { $0.answers() })
            try await scene.runJobs()
            try await scene.confirm(id)
            let rows = try await scene.desk.filedRows(of: id, after: 0, limit: 10, by: DeskScene.operator)
            let cases = rows.compactMap(\.row.caseId)
            let first = try await scene.list(of: id)
            #expect(first.paper.keyFields.last == Paper.Field("人数", "3"))

            // The list lies with the first case.
            try await scene.reverse(cases[0])
            let second = try await scene.list(of: id)
            let old = try #require(try await scene.database.read { tx in try tx.papers.withNumber(first.number) })
            let taken = try await scene.state(cases[0]).events[0].detail.number ?? ""
            #expect(old.withdrawal?.reason == "第4行的办件\(taken)已撤销，本册以文书\(second.number)为准。")
            #expect(second.withdrawal == nil && second.caseId == cases[1])
            #expect(second.paper.keyFields.last == Paper.Field("人数", "2"))
            #expect(second.rows.map { $0[3] == "已于2026年11月2日撤销，不再有效" } == [true, false, false])
            let states = try await scene.desk.filedRows(of: id, after: 0, limit: 10, by: DeskScene.operator)
            #expect(states.map(\.status) == [.reversed, .effective, .effective])
            try await scene.expectCleanBooks()

            try await scene.reverse(cases[2])
            #expect(try await scene.list(of: id).rows.map { $0[3].hasPrefix("已于") } == [true, false, true])
            try await scene.reverse(cases[1])
            let last = try await scene.list(of: id)
            #expect(last.withdrawal?.reason.hasSuffix("已撤销，本册没有其他有效的行。") == true)
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
                    try await scene.desk.batchResult(id, failuresOnly: false, by: stranger)
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
    func `a text file of the old enterprise edition is read, and what of it is not is named`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            scene.partners.know(Newcomer(1))
            let text = """
                职工姓名|公民身份号码|户口性质|民族|合同起始日期|工种|合同类型|合同终止日期|月均工资|文化程度
                \(Newcomer(1).name)|\(Newcomer(1).number)|本市城镇|汉族|20261102|会计|无固定期限||8500.50|大学本科
                """
            let id = try await scene.upload(Self.enrolment, file: Array(text.utf8))
            try await scene.runJobs()
            let batch = try await scene.batch(id)
            #expect(batch.sentence == "文件中的“文化程度”列无法识别，没有读入。")
            #expect(batch.counts == .init(rows: 1, passing: 1))
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

extension DeskScene {
    /// The paper that is the first volume of a batch's list now.
    fileprivate func list(of id: BatchId) async throws -> IssuedPaper {
        let number = try #require(try await desk.batch(id, by: Self.operator).lists.first).paper
        return try #require(try await database.read { tx in try tx.papers.withNumber(number) })
    }
}

extension IssuedPaper {
    fileprivate var rows: [[String]] {
        paper.parts.flatMap { part in
            guard case .table(_, let table) = part else { return [[String]]() }
            return table.rows
        }
    }
}
