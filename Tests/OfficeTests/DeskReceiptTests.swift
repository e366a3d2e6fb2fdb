import Basics
import Casework
import Database
import Office
import Records
import Storage
import Testing

@Suite struct `Money at the desk` {
    /// 12 000 yuan of one person: 3 024.00 a month.
    private func withAPlan(_ engine: Engine, _ body: (DeskScene) async throws -> Void) async throws {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await body(scene)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a part, the rest, and what is over`(on engine: Engine) async throws {
        try await withAPlan(engine) { scene async throws in
            try await scene.receive("SP00000001", yuan: "24.00")
            #expect(try await scene.plans()[0].received == Money(yuan: 24))
            let toDo = try #require(try await scene.toDos().first { $0.key.kind == "payment-due" })
            #expect(toDo.sentence == "请缴纳2026年11月社会保险费3,000.00元（已到账24.00元）。")
            #expect(try await scene.count("SELECT count(*) FROM plan_settlement") == 0)
            try await scene.receive("SP00000002", yuan: "3100.00")
            #expect(try await scene.plans()[0].outstanding == .zero)
            #expect(try await scene.toDos().isEmpty)
            let waiting = try await scene.database.read { tx in
                try tx.books.unallocated(in: DeskScene.region, limit: 10)
            }
            #expect(waiting.map(\.unallocated) == [Money(yuan: 100)])
        }
    }

    @Test(arguments: Engine.allCases)
    func `money of somebody unknown waits for somebody to see to it`(on engine: Engine) async throws {
        try await withAPlan(engine) { scene async throws in
            try await scene.receive("SP00000001", yuan: "50.00", code: "91110000MA0000009X")
            let waiting = try await scene.database.read { tx in
                try tx.books.unallocated(in: DeskScene.region, limit: 10)
            }
            #expect(waiting.map(\.payer) == ["未识别单位"])
            #expect(try await scene.plans()[0].received == .zero)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a repeat posts nothing, whatever its key`(on engine: Engine) async throws {
        try await withAPlan(engine) { scene async throws in
            for _ in 1...3 { #expect(try await scene.receive("SP00000001", yuan: "24.00") == .received) }
            #expect(try await scene.receive("SP00000001", yuan: "24.00", key: "another-key") == .received)
            #expect(try await scene.count("SELECT count(*) FROM receipt") == 1)
            #expect(try await scene.count("SELECT count(*) FROM inbox WHERE status = 'refused'") == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a repeat that says something else is refused and kept as work`(on engine: Engine) async throws {
        try await withAPlan(engine) { scene async throws in
            try await scene.receive("SP00000001", yuan: "24.00")
            #expect(try await scene.receive("SP00000001", yuan: "25.00") == .keyReused)
            #expect(try await scene.receive("SP00000001", yuan: "25.00", key: "another-key") == .received)
            #expect(try await scene.plans()[0].received == Money(yuan: 24))
            let notes = try await scene.database.read { tx in
                try tx.all("SELECT note FROM inbox WHERE status = 'refused'") { row in try row[0] as String }
            }
            #expect(notes == ["到账凭证SP00000001已按2026年11月2日、24.00元登记，与本次传来的金额不同。"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `in whatever order receipts come, the books end the same`(on engine: Engine) async throws {
        var balances: [[Books.Balance]] = []
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            try await withAPlan(engine) { scene async throws in
                for index in order {
                    try await scene.receive("SP0000000\(index)", yuan: ["1000", "24", "2000"][index])
                }
                #expect(try await scene.plans()[0].outstanding == .zero)
                balances.append(try await scene.database.read { tx in try tx.books.trialBalance(of: DeskScene.region) })
            }
        }
        #expect(Set(balances).count == 1)
    }

    @Test(arguments: Engine.allCases)
    func `receipts that come together are all booked once`(on engine: Engine) async throws {
        try await withAPlan(engine) { scene async throws in
            await withTaskGroup { group in
                for index in 0..<8 {
                    group.addTask { _ = try? await scene.receive("SP0000000\(index % 4)", yuan: "1000") }
                }
            }
            #expect(try await scene.count("SELECT count(*) FROM receipt") == 4)
            #expect(try await scene.plans()[0].outstanding == .zero)
        }
    }

    @Test(arguments: Engine.allCases)
    func `whichever call fails while a receipt is booked, all of it is there or nothing`(
        on engine: Engine
    ) async throws {
        try await withAPlan(engine) { scene async throws in
            try await scene.desk.ids.prepare()
            try await Self.failEachCall(of: scene) {
                try await scene.receive("SP00000001", yuan: "3024.00")
            } then: { isDone async throws in
                #expect(try await scene.count("SELECT count(*) FROM receipt") == (isDone ? 1 : 0))
                #expect(try await scene.plans()[0].received == (isDone ? Money(yuan: 3_024) : .zero))
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `whichever call fails while a plan is filed, all of it is there or nothing`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.enrol(Newcomer(1))
            let draft = try await scene.begin("monthly-plan", ["period": DeskScene.period])
            let digest = try #require(try await scene.desk.preview(draft, by: DeskScene.operator).digest)
            try await Self.failEachCall(of: scene) {
                _ = try await scene.desk.submit(draft, digest: digest, by: DeskScene.operator)
            } then: { isDone async throws in
                #expect(try await scene.plans().count == (isDone ? 1 : 0))
                #expect(try await scene.count("SELECT count(*) FROM contribution_row") == (isDone ? 3 : 0))
                #expect(try await scene.count("SELECT count(*) FROM outbox WHERE kind = 'bill'") == (isDone ? 1 : 0))
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `whichever call fails while somebody is enrolled, all of it is there or nothing`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            scene.partners.know(Newcomer(1))
            let draft = try await scene.begin("staff-enrolment", Newcomer(1).answers())
            let digest = try #require(try await scene.desk.preview(draft, by: DeskScene.operator).digest)
            try await Self.failEachCall(of: scene) {
                _ = try await scene.desk.submit(draft, digest: digest, by: DeskScene.operator)
            } then: { isDone async throws in
                #expect(try await scene.count("SELECT count(*) FROM person") == (isDone ? 1 : 0))
                #expect(try await scene.count("SELECT count(*) FROM coverage_span") == (isDone ? 4 : 0))
            }
        }
    }

    /// Fails the first call to the database, then the second, and so on until the work is done.
    private static func failEachCall(
        of scene: DeskScene, _ work: () async throws -> Void, then check: (_ isDone: Bool) async throws -> Void
    ) async throws {
        for call in 1...400 {
            scene.faults.fail(call: call)
            var isDone = true
            do {
                try await work()
            } catch let fault as DatabaseError where fault.kind == .injected {
                isDone = false
            }
            scene.faults.fail(call: nil)
            try await check(isDone)
            try await scene.expectCleanBooks()
            if isDone { return }
        }
        Issue.record("The work is never done.")
    }
}
