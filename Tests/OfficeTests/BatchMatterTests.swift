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

/// What other matters than enrolment, and other files than the template, ask of a batch.
@Suite struct `A batch of other matters` {
    private static let enrolment = "staff-enrolment"
    private static let termination = "staff-termination"
    private static let wages = "wage-change"

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
    func `a template with the employer's people lists those whom the matter can be about`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            for number in 1...3 { try await scene.enrol(Newcomer(number)) }
            try await scene.makePlan()
            let suspended = Newcomer(2)
            try await scene.file(
                "contribution-suspension",
                ["number": suspended.number, "name": suspended.name, "reason": "unpaidLeave"])
            func rows(_ matter: String) async throws -> [Answers] {
                let file = try await scene.desk.batchTemplate(
                    of: matter, for: DeskScene.employer, isFilled: true, by: DeskScene.operator)
                let template = try #require(Catalogue.matter(matter).flatMap(BatchTemplate.init))
                let stamp = BatchStamp(
                    template, region: DeskScene.region, unit: DeskScene.creditCode,
                    unitName: "演示单位\(DeskScene.employer)")
                let reader = try templateRows(path: file.file.path, of: template, expecting: stamp)
                var rows: [Answers] = []
                while let row = try reader.next() { rows.append(row.answers) }
                return withExtendedLifetime(file) { rows }
            }
            func listed(_ matter: String) async throws -> [String] {
                try await rows(matter).compactMap { $0["number"] }.sorted()
            }
            let everybody = (1...3).map { Newcomer($0).number }.sorted()
            for matter in [Self.termination, "yearly-wage"] { #expect(try await listed(matter) == everybody) }
            for matter in ["contribution-suspension", Self.wages] {
                #expect(try await listed(matter) == everybody.filter { $0 != suspended.number })
            }
            #expect(try await listed("contribution-resumption") == [suspended.number])
            // What is on record is there to be changed; the average of a year is not on record.
            #expect(
                try await rows(Self.wages).allSatisfy {
                    $0["wage"].flatMap(Money.init(yuanText:)) == Money(yuan: 12_000)
                })
            #expect(try await rows("yearly-wage").allSatisfy { $0["wage"] == nil })
        }
    }
}
