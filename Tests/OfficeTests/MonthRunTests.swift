import Basics
import Casework
import Database
import Exchange
import Office
import Policy
import Records
import Storage
import Synchronization
import Testing

/// 月度集中核定: the plans of a whole region.
@Suite struct `The monthly assessment` {
    private static let sizes = [3, 12, 0, 1, 7, 25, 2]

    @Test(arguments: Engine.allCases)
    func `makes the very books that the employers' own plans would have made`(on engine: Engine) async throws {
        var alone: [String] = []
        try await DeskScene.with(engine) { scene in
            try await scene.settleCity(sizes: Self.sizes)
            for index in Self.sizes.indices where Self.sizes[index] > 0 {
                try await scene.makePlan(by: DeskScene.cityOperator(index))
            }
            alone = try await scene.books()
            try await scene.expectCleanBooks()
        }
        try await DeskScene.with(engine) { scene in
            try await scene.settleCity(sizes: Self.sizes)
            let result = try await scene.assess()
            #expect(try await scene.books() == alone)
            #expect(result.sums.plans == 6 && result.sums.people == 50)
            #expect(result.refusedCount == 0)
            let state = try await scene.state(result.id)
            #expect(state.events.map(\.act) == [.submit, .accept, .approve, .takeEffect, .issue])
            #expect(state.status == .effective)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `settles the to-do to make a plan, and puts the plan before the employer`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            #expect(try await scene.toDos().map(\.key.kind) == ["plan-not-made"])
            try await scene.assess()
            #expect(try await scene.toDos().map(\.key.kind) == ["payment-due"])
            let plan = try #require(try await scene.plans().first)
            #expect(plan.total == Money(yuanText: "3024.00"))
            #expect(try await scene.bills().map(\.planNumber) == [plan.number])
            try await scene.receive("SP00000001", yuan: "3024.00", plan: plan.number)
            #expect(try await scene.plans()[0].outstanding.isZero)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `run again, it changes nothing`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.settleCity(sizes: Self.sizes)
            try await scene.assess()
            let books = try await scene.books()
            let again = try await scene.assess()
            #expect(again.sums.plans == 0)
            #expect(try await scene.books() == books)
            try await scene.expectCleanBooks()
        }
    }

    @Test func `broken off at any call, it goes on and makes the same books`() async throws {
        for engine in Engine.allCases {
            var whole: [String] = []
            try await withCityOfAllKinds(engine) { scene in
                try await scene.assess()
                whole = try await scene.books()
            }
            try await withCityOfAllKinds(engine) { scene in
                var isDone = false
                // Each time some calls further on, from wherever the run has come to.
                for call in stride(from: 1, to: 400, by: 3) where !isDone {
                    scene.faults.fail(call: call)
                    do {
                        try await scene.assess()
                        isDone = true
                    } catch let fault as DatabaseError where fault.kind == .injected {}
                    scene.faults.fail(call: nil)
                    if call % 40 == 0 { try await scene.expectCleanBooks() }
                }
                #expect(isDone)
                #expect(try await scene.books() == whole)
                #expect(try await scene.count("SELECT count(*) FROM month_run") == 1)
            }
        }
    }

    /// Ordinary employers, one that has made its plan and taken somebody on since, and one that is owed something.
    private func withCityOfAllKinds(_ engine: Engine, _ body: (DeskScene) async throws -> Void) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.settleCity(sizes: Self.sizes)
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await scene.enrol(Newcomer(2))
            let wrong = try await scene.enrol(Newcomer(3), by: DeskScene.otherOperator)
            try await scene.makePlan(by: DeskScene.otherOperator)
            try await scene.reverse(wrong)
            try await body(scene)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `who has made a plan gets only what is new, and what was billed in error is taken back`(
        on engine: Engine
    ) async throws {
        try await withCityOfAllKinds(engine) { scene in
            try await scene.assess()
            let plans = try await scene.plans()
            #expect(plans.map(\.sequence) == [2, 1])
            #expect(plans.map(\.people) == [1, 1])
            let others = try await scene.plans(of: DeskScene.otherEmployer)
            #expect(others.map(\.kind) == [.adjustment, .regular])
            #expect(others.allSatisfy { $0.outstanding.isZero })
            let waiting = try await scene.count("SELECT count(*) FROM month_exception WHERE state = 'made'")
            #expect(waiting == 2)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a credit pays the plan that the run makes`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let wrong = try await scene.enrol(Newcomer(1))
            try await scene.enrol(Newcomer(2))
            try await scene.makePlan()
            try await scene.receive("SP00000001", yuan: "6048.00")
            try await scene.reverse(wrong)
            try await scene.makePlan()
            scene.clock.advance(seconds: 31 * 86_400)
            try await scene.assess("2026-12")
            let plan = try #require(try await scene.plans().first)
            #expect(plan.period == Month("2026-12") && plan.total == Money(yuanText: "3024.00"))
            #expect(plan.outstanding.isZero)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `an employer for which policy has no value is listed with the reason, and stops nobody`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.settleCity(sizes: [2, 3])
            try await scene.run("UPDATE employer SET injury_class = 99 WHERE id = \(DeskScene.cityEmployer(0))")
            let result = try await scene.assess()
            #expect(result.sums.plans == 1)
            #expect(result.refusedCount == 1)
            let refused = try #require(result.refused.first)
            #expect(refused.name == "城中单位0")
            #expect(!refused.sentence.isEmpty)
            try await scene.expectCleanBooks()

            try await scene.run("UPDATE employer SET injury_class = 1 WHERE id = \(DeskScene.cityEmployer(0))")
            #expect(try await scene.assess().sums.plans == 1)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `somebody whom another employer was billed for is not billed again`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.settleCity(sizes: [2])
            try await scene.assess()
            // The first employer's coverage ends before the month that it was billed for, and another's begins.
            let person = PersonId(10_000)
            try await scene.run(
                "UPDATE coverage_span SET last_period = \(Month("2026-10")!) WHERE person_id = \(person)")
            try await scene.run(
                """
                INSERT INTO enrolment (id, person_id, employer_id, region, began_on, case_id)
                VALUES (99000, \(person), \(DeskScene.employer), 'beijing', '2026-11-01', 0)
                """)
            try await scene.run(
                """
                INSERT INTO declared_wage (enrolment_id, from_period, wage_fen)
                VALUES (99000, \(Month("2026-11")!), 1200000)
                """)
            try await scene.run(
                """
                INSERT INTO coverage_span (person_id, line, payer_scope, first_period, enrolment_id, employer_id, region)
                VALUES (\(person), 110, 0, \(Month("2026-11")!), 99000, \(DeskScene.employer), 'beijing')
                """)
            try await scene.assess()
            try await scene.assess()
            let sequences = try await scene.sequences()
            #expect(sequences == [1, 2, 3])
            #expect(try await scene.plans().map(\.total) == [Money(yuan: 2_880)])
            try await scene.expectCleanBooks()
        }
    }

    @Test func `a large employer is a range of its own, and the bar goes from nothing to all`() async throws {
        try await DeskScene.with(.sqlite) { scene in
            try await scene.settleCity(sizes: Self.sizes)
            let seen = Mutex<[MonthRun.Progress]>([])
            try await scene.assess { progress in seen.withLock { $0.append(progress) } }
            let steps = seen.withLock { $0 }
            #expect(steps.first?.rangesDone == 0)
            #expect(steps.last.map { $0.rangesDone == $0.ranges && $0.staffDone == $0.staff } == true)
            #expect(steps.last?.plans == 6)
            let alone = try await scene.count("SELECT employers FROM month_range WHERE staff = 25")
            #expect(alone == 1)
        }
    }

    @Test func `a month that has not begun is not assessed`() async throws {
        try await DeskScene.with(.sqlite) { scene async throws in
            await #expect(throws: DeskRefusal.self) { try await scene.assess("2026-12") }
            #expect(try await scene.count("SELECT count(*) FROM matter_case") == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `the audit names a range whose mark or whose plans were changed`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.settleCity(sizes: Self.sizes)
            try await scene.assess()
            try await scene.run("UPDATE month_range SET people = people + 1 WHERE number = 1")
            #expect(try await scene.audit().findings.map(\.table) == ["month_range"])
            try await scene.run("UPDATE month_range SET people = people - 1 WHERE number = 1")
            try await scene.expectCleanBooks()
            try await scene.run("UPDATE month_run SET ended_at = NULL")
            #expect(try await scene.audit().findings.map(\.table) == ["month_run"])
            try await scene.run("UPDATE month_run SET ended_at = 1")
            try await scene.run(
                "INSERT INTO month_exception (run_id, employer_id, state) SELECT case_id, 1, 'nothing' FROM month_run")
            #expect(try await scene.audit().findings.map(\.table) == ["month_run"])
            try await scene.run("DELETE FROM month_exception")
            try await scene.run("DELETE FROM month_range WHERE number = 2")
            #expect(try await scene.audit().findings.contains { $0.table == "contribution_plan" })
        }
    }
}
