import Basics
import Casework
import Database
import Exchange
import Matters
import Office
import Records
import Storage
import Testing

@Suite struct `Deregistration of an employer` {
    private static let answers = ["reason": "dissolved", "endedOn": "2026-11-01"]

    private static func ended(_ revision: Int = 2) -> SharedUnit {
        SharedUnit(
            creditCode: DeskScene.creditCode, name: "演示单位1", kind: .enterprise, type: "有限责任公司",
            registeredOn: Day("2020-01-01")!, authority: "演示区市场监督管理局",
            head: .init(name: "楚晴", number: "590003198902140027"), address: "演示路1号", scope: nil, industry: nil,
            status: .deregistered, contact: nil, revision: revision)
    }

    private func tell(_ unit: SharedUnit = ended(), _ key: String = "unit-ended-1", to scene: DeskScene) async throws {
        let told = UnitDeregistered<MarketRegulator>(unit, endedOn: Day("2026-11-01")!)
        let message = InboxMessage(
            UnitDeregistered<MarketRegulator>.endpoint, idempotencyKey: try #require(IdempotencyKey(key)),
            body: try told.body(), receivedAt: scene.clock.now)
        #expect(try await scene.desk.receive(message, for: DeskScene.region) == .received)
    }

    private func closing(_ scene: DeskScene) async throws -> EmployerClosing? {
        try await scene.database.read { tx in try tx.employerClosings.of(DeskScene.employer) }
    }

    @Test(arguments: Engine.allCases)
    func `an employer without ties is closed by its register's message alone`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await tell(to: scene)
            let closing = try #require(try await closing(scene))
            #expect(closing.endedOn == Day("2026-11-01") && closing.reason == .dissolved)
            #expect(try await scene.toDos().isEmpty)
            try await scene.expectCleanBooks()
            // A repeat under another key closes nothing twice.
            try await tell(Self.ended(3), "unit-ended-2", to: scene)
            #expect(try await scene.count("SELECT count(*) FROM employer_closing") == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `what stands in the way becomes a to-do, and the employer finishes it with one act`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let enrolment = try await scene.enrol(Newcomer(1))
            try await tell(to: scene)
            #expect(try await closing(scene) == nil)
            let toDo = try #require(try await scene.toDos().first { $0.key.kind == "unit-ended" })
            // The law's thirty days from the end; what stands in the way is said when it is asked for, as it is then.
            #expect(toDo.dueOn == Day("2026-12-01") && toDo.matter == "employer-deregistration")
            let draft = try await scene.begin("employer-deregistration", toDo.answers)
            let before = try await scene.desk.preview(draft, by: DeskScene.operator).refusals.map(\.code)
            #expect(before == ["staffEnrolled", "monthNotBilled"])
            try await scene.reverse(enrolment)
            try await scene.file("employer-deregistration", toDo.answers)
            #expect(try await closing(scene) != nil)
            #expect(try await !scene.toDos().contains { $0.key.kind == "unit-ended" })
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a closed employer looks back and files nothing more`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let before = try await scene.begin("employer-deregistration", Self.answers)
            try await tell(to: scene)
            for matter in Catalogue.matters(for: .employer, through: .web) where !matter.card.isForClosedEmployers {
                await #expect(throws: DeskRefusal.self, "\(matter.card.slug)") {
                    try await scene.begin(matter.card.slug, [:])
                }
            }
            // A draft from before goes no further either.
            #expect(
                try await scene.desk.preview(before, by: DeskScene.operator).refusals.map(\.code) == ["employerClosed"])
            let overview = try await Pages(scene.desk).overview(by: DeskScene.operator)
            #expect(overview.closing != nil && overview.cases.map(\.matter) == ["employer-deregistration"])
            // Nothing is offered that can't be filed.
            #expect(overview.drafts.isEmpty && overview.deadlines.isEmpty)
            #expect(try await Pages(scene.desk).calendar(by: DeskScene.operator).deadlines.isEmpty)
            _ = try await Pages(scene.desk).plans(by: DeskScene.operator)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a closing taken back lets the employer go on`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await tell(to: scene)
            let id = try await scene.desk.cases(of: DeskScene.operator, isOpen: nil, page: 1).cases[0].id
            try await scene.reverse(id)
            #expect(try await closing(scene) == nil)
            try await scene.enrol(Newcomer(1))
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `without shared data the papers are reviewed, and ties that came meanwhile stop it`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let draft = try await scene.begin("employer-deregistration", Self.answers)
            #expect(
                try await scene.desk.preview(draft, by: DeskScene.operator).missingMaterials.map(\.key) == [
                    "dissolution"
                ])
            try await scene.desk.attach(
                "dissolution", fileName: "a.png", mediaType: "image/png", bytes: [1], to: draft, by: DeskScene.operator)
            let id = try await scene.submit(draft)
            #expect(try await scene.state(id).status == .submitted)
            try await scene.desk.accept(id, version: 1, by: DeskScene.teller)
            try await scene.enrol(Newcomer(1))
            let view = try await scene.desk.view(id, by: DeskScene.reviewer)
            #expect(view.assessment?.refusals.map(\.code).first == "staffEnrolled")
            #expect(try await closing(scene) == nil)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a closing changed behind the platform's back is found`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await tell(to: scene)
            try await scene.run("UPDATE employer_closing SET ended_on = '2026-10-01'")
            #expect(try await scene.audit().findings.map(\.table) == ["employer_closing"])
            try await scene.run("UPDATE employer_closing SET ended_on = '2026-11-01', reopened_on = '2026-11-02'")
            #expect(try await scene.audit().findings.map(\.table) == ["employer_closing"])
            try await scene.run("DELETE FROM employer_closing")
            #expect(try await scene.audit().findings.map(\.table) == ["employer_closing"])
        }
    }
}
