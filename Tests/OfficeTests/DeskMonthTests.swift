import Basics
import Casework
import Database
import Office
import Records
import Storage
import Testing

@Suite struct `A month at the desk` {
    @Test(arguments: Engine.allCases)
    func `one person is enrolled, billed, paid and on record, and the books are clean`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let newcomer = Newcomer(1)
            let enrolment = try await scene.enrol(newcomer)
            #expect(try await scene.state(enrolment).status == .effective)
            try await scene.makePlan()
            let plan = try #require(try await scene.plans().first)
            // 12 000 yuan: pension 16 % + 8 %, unemployment 0.5 % + 0.5 %, work injury 0.2 %.
            #expect(plan.unit == Money(yuanText: "2004.00"))
            #expect(plan.personShare == Money(yuanText: "1020.00"))
            try await scene.expectCleanBooks()
            try await scene.receive("SP00000001", yuan: "3024.00")
            #expect(try await scene.plans().first?.outstanding == .zero)
            try await scene.expectCleanBooks()
            let person = try #require(
                try await scene.database.read { tx in try tx.people.withNumbers([newcomer.number])[newcomer.number] })
            let record = try await scene.file(
                "entitlement-record", ["from": "2026-11", "through": "2026-11"],
                by: DeskScene.individual(person.id))
            let papers = try await scene.database.read { tx in try tx.papers.of(record) }
            #expect(papers.map(\.paper.kind) == [.entitlementRecord])
            #expect(papers[0].paper.keyFields.contains(Paper.Field("个人缴费合计（元）", "1020.00")))
            let report = try await scene.audit()
            #expect(report.findings == [])
            #expect([report.cases, report.plans, report.rows] == [4, 1, 3])
        }
    }

    @Test(arguments: Engine.allCases)
    func `several plans a month hold only what is new`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            await #expect(throws: DeskScene.NotFiled.self) { try await scene.makePlan() }
            try await scene.enrol(Newcomer(2), wage: "8000")
            try await scene.makePlan()
            let plans = try await scene.plans()
            #expect(plans.map(\.sequence) == [2, 1])
            #expect(plans.map(\.people) == [1, 1])
            #expect(plans[0].unit == Money(yuanText: "1336.00"))
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a fact that changed between preview and confirmation commits nothing and shows the new preview`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            let draft = try await scene.begin("monthly-plan", ["period": DeskScene.period])
            let preview = try await scene.desk.preview(draft, by: DeskScene.operator)
            try await scene.enrol(Newcomer(2))
            let digest = try #require(preview.digest)
            guard case .changed(let now) = try await scene.desk.submit(draft, digest: digest, by: DeskScene.operator)
            else {
                Issue.record("A plan was committed that nobody had seen.")
                return
            }
            #expect(now.digest != digest)
            #expect(try await scene.plans().isEmpty)
            #expect(try await scene.submit(draft).value > 0)
            #expect(try await scene.plans().map(\.people) == [2])
        }
    }

    @Test(arguments: Engine.allCases)
    func `what is previewed is what is committed`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            scene.partners.know(Newcomer(1))
            let draft = try await scene.begin("staff-enrolment", Newcomer(1).answers())
            let preview = try await scene.desk.preview(draft, by: DeskScene.operator)
            let id = try await scene.submit(draft)
            let approval = try #require(try await scene.state(id).events.first { $0.act == .approve })
            #expect(approval.detail.digest == preview.digest)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a form sent twice is filed once`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            scene.partners.know(Newcomer(1))
            let draft = try await scene.begin("staff-enrolment", Newcomer(1).answers())
            let digest = try #require(try await scene.desk.preview(draft, by: DeskScene.operator).digest)
            var filed: [CaseId] = []
            for _ in 1...3 {
                guard case .filed(let id) = try await scene.desk.submit(draft, digest: digest, by: DeskScene.operator)
                else { continue }
                filed.append(id)
            }
            #expect(filed.count == 3 && Set(filed).count == 1)
            #expect(try await scene.count("SELECT count(*) FROM matter_case") == 1)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `confirmed by several at once, nobody is billed twice`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            for number in 1...3 { try await scene.enrol(Newcomer(number)) }
            var drafts: [DraftId] = []
            for _ in 1...4 { drafts.append(try await scene.begin("monthly-plan", ["period": DeskScene.period])) }
            let digest = try #require(try await scene.desk.preview(drafts[0], by: DeskScene.operator).digest)
            let filed = await withTaskGroup(of: Bool.self) { group in
                for draft in drafts {
                    group.addTask {
                        let submission = try? await scene.desk.submit(draft, digest: digest, by: DeskScene.operator)
                        if case .filed = submission { return true } else { return false }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(filed == 1)
            #expect(try await scene.plans().count == 1)
            #expect(try await scene.count("SELECT count(*) FROM contribution_row") == 9)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `both forms of double submission at once file one case`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            scene.partners.know(Newcomer(1))
            let draft = try await scene.begin("staff-enrolment", Newcomer(1).answers())
            let digest = try #require(try await scene.desk.preview(draft, by: DeskScene.operator).digest)
            let filed = await withTaskGroup(of: CaseId?.self) { group in
                for _ in 1...4 {
                    group.addTask {
                        do {
                            let submission = try await scene.desk.submit(draft, digest: digest, by: DeskScene.operator)
                            if case .filed(let id) = submission { return id }
                        } catch {
                            Issue.record(error)
                        }
                        return nil
                    }
                }
                return await group.reduce(into: [CaseId?]()) { $0.append($1) }
            }
            #expect(Set(filed.compactMap(\.self)).count == 1)
            #expect(filed.count { $0 == nil } == 0)
            #expect(try await scene.count("SELECT count(*) FROM matter_case") == 1)
        }
    }

    @Test func `both engines make the same plan of the same city`() async throws {
        var digests: [Engine: [UInt8]] = [:]
        for engine in Engine.allCases {
            try await DeskScene.with(engine) { scene in
                for number in 1...5 { try await scene.enrol(Newcomer(number), wage: "\(5_000 * number)") }
                try await scene.makePlan()
                digests[engine] = try await scene.database.read { tx in
                    try tx.one("SELECT digest FROM contribution_plan") { row in try row[0] as [UInt8] }
                }
            }
        }
        #expect(digests[.sqlite] != nil)
        #expect(digests[.sqlite] == digests[.postgreSQL])
    }
}
