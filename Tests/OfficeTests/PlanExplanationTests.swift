import Basics
import Calculation
import Casework
import Database
import Office
import Records
import Storage
import TestSupport
import Testing

@Suite struct `What stands behind a plan` {
    @Test(arguments: Engine.allCases)
    func `every row's amounts are derived again exactly, by the rule and the policy of the plan`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            var generator = SeededGenerator(seed: 20_261_102)
            // Below the floor, above the cap, and to the fen between them.
            var wages = ["3000", "7270", "36348", "50000.55"]
            for _ in 0..<56 {
                wages.append(Money(fen: Int64.random(in: 250_000...4_500_000, using: &generator)).yuanText)
            }
            for (index, wage) in wages.enumerated() { try await scene.enrol(Newcomer(index), wage: wage) }
            try await scene.makePlan()
            let number = try #require(try await scene.plans().first?.number)
            let pages = Pages(scene.desk)
            var rows: [ExplainedRow] = []
            for page in 1...2 {
                let view = try await pages.plan(number, page: page, by: DeskScene.operator)
                #expect(view.peopleCount == wages.count && view.pageCount == 2)
                rows += view.people.flatMap(\.rows)
            }
            #expect(rows.count == 3 * wages.count)
            for row in rows {
                guard case .derived(let explained) = row.grounds else {
                    Issue.record("The row of \(row.row.person) in line \(row.row.line.rawValue) is not explained.")
                    continue
                }
                #expect(explained.value.base == row.row.base)
                #expect(explained.value.employer == row.row.unit)
                #expect(explained.value.person == row.row.personShare)
                #expect(explained.value.personalAccount == row.row.account)
                #expect(explained.explanation.steps.contains { $0.result == row.row.unit.description })
                #expect(explained.explanation.steps.flatMap(\.citations).allSatisfy { !$0.source.isEmpty })
            }
            let total = try await scene.plans().first?.total
            #expect(rows.map { $0.row.unit + $0.row.personShare }.total == total)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a class of risk that changed later does not change how a plan is explained`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await scene.run("UPDATE employer SET injury_class = 8 WHERE id = \(DeskScene.employer)")
            let number = try #require(try await scene.plans().first?.number)
            let view = try await Pages(scene.desk).plan(number, by: DeskScene.operator)
            #expect(view.people.flatMap(\.rows).allSatisfy { $0.explanation != nil })
        }
    }

    @Test(arguments: Engine.allCases)
    func `a row that the record no longer leads to is not explained by other figures`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await scene.run("UPDATE declared_wage SET wage_fen = 999999")
            let number = try #require(try await scene.plans().first?.number)
            let view = try await Pages(scene.desk).plan(number, by: DeskScene.operator)
            #expect(view.people.flatMap(\.rows).allSatisfy { $0.explanation == nil })
        }
    }

    @Test(arguments: Engine.allCases)
    func `who came, who left and whose amount changed is told with the reason`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            for number in 1...4 { try await scene.enrol(Newcomer(number)) }
            try await scene.makePlan()
            // One leaves, one's wage rises, one comes.
            let left = try await scene.person(Newcomer(1))
            let raised = try await scene.person(Newcomer(2))
            try await scene.run("UPDATE coverage_span SET last_period = 202611 WHERE person_id = \(left)")
            try await scene.run("UPDATE enrolment SET ended_on = '2026-11-30' WHERE person_id = \(left)")
            try await scene.run(
                """
                INSERT INTO declared_wage (enrolment_id, from_period, wage_fen)
                SELECT id, 202612, 1500000 FROM enrolment WHERE person_id = \(raised)
                """)
            scene.clock.advance(seconds: 31 * 86_400)
            scene.partners.know(Newcomer(5))
            var answers = Newcomer(5).answers()
            answers["beganOn"] = "2026-12-01"
            try await scene.file("staff-enrolment", answers)
            try await scene.makePlan("2026-12")
            let plan = try #require(try await scene.plans().first)
            let (_, difference) = try await Pages(scene.desk).difference(of: plan.number, by: DeskScene.operator)
            #expect(difference.came.map(\.reason) == ["2026年12月1日用工，自2026年12月起缴费"])
            #expect(difference.left.map(\.reason) == ["已减员，缴费到2026年11月为止"])
            #expect(difference.changed.map(\.reason) == ["申报工资由12,000.00元改为15,000.00元"])
            #expect(difference.unchanged == 2)
            #expect(difference.now == plan.total)
        }
    }
}

extension DeskScene {
    func person(_ newcomer: Newcomer) async throws -> PersonId {
        let found = try await database.read { tx in try tx.people.withNumbers([newcomer.number])[newcomer.number]?.id }
        return try #require(found)
    }
}
