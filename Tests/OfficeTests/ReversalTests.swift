import Basics
import Casework
import Database
import Exchange
import Office
import Records
import Storage
import Testing

/// What a case taken back shows to its applicant, the staff, the partners and the person.
@Suite struct `A case taken back` {
    @Test(arguments: Engine.allCases)
    func `the record counts no month that was taken back, and shows that it was`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let wrong = try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await scene.receive("SP00000001", yuan: "3024.00")
            try await scene.reverse(wrong)
            try await scene.makePlan()
            let person = PersonId(1)
            let record = try await scene.file(
                "entitlement-record", ["from": "2026-11", "through": "2026-11"], by: DeskScene.individual(person))
            let paper = try #require(try await scene.database.read { tx in try tx.papers.of(record) }.first).paper
            #expect(paper.keyFields.contains(Paper.Field("缴费月数", "0")))
            #expect(paper.keyFields.contains(Paper.Field("个人缴费合计（元）", "0.00")))
            let rows = paper.parts.compactMap { if case .table(_, let table) = $0 { table.rows } else { nil } }
            #expect(rows.flatMap(\.self).map(\.last) == ["已冲销"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `the plan names whom it takes back, and says that it is an adjustment`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let wrong = try await scene.enrol(Newcomer(1, name: "误办员工"))
            try await scene.makePlan()
            try await scene.reverse(wrong)
            let draft = try await scene.begin("monthly-plan", ["period": DeskScene.period])
            let preview = try await scene.desk.preview(draft, by: DeskScene.operator)
            let statement = try #require(preview.decision?.statement)
            let text = "\(statement)"
            #expect(text.contains("调整缴费计划") && text.contains("误办员工") && text.contains("-3,024.00"))
        }
    }

    @Test(arguments: Engine.allCases)
    func `the case is reversed with its reason, its papers are withdrawn, medical insurance is told`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let wrong = try await scene.enrol(Newcomer(1))
            try await scene.reverse(wrong, reason: "人员信息录入有误")
            let state = try await scene.state(wrong)
            #expect(state.status == .reversed)
            #expect(state.events.last?.detail.reason == "人员信息录入有误")
            let papers = try await scene.database.read { tx in try tx.papers.of(wrong) }
            #expect(papers.map { $0.withdrawal?.reason } == ["所依据的办件已撤销：人员信息录入有误"])
            let stops = try await scene.outbox("medical").filter { $0.contains("\"stop\"") }
            #expect(stops.count == 1)
            #expect(stops.first?.contains("\"lastMonth\":\"2026-10\"") == true)
            let enrolment = try #require(
                try await scene.database.read { tx in try tx.enrolments.ofPeople([PersonId(1)])[PersonId(1)]?.first })
            #expect(enrolment.voidedOn == Day("2026-11-02"))
            #expect(enrolment.spans.allSatisfy { $0.isVoid })
            await #expect(throws: DeskRefusal.self) { try await scene.reverse(wrong) }
        }
    }

    @Test(arguments: Engine.allCases)
    func `nobody but a reviewer takes a case back, with a reason, and only a matter that can be`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let enrolment = try await scene.enrol(Newcomer(1))
            let plan = try await scene.makePlan()
            let digest = try #require(
                try await scene.desk.view(enrolment, by: DeskScene.reviewer).reversal?.digest)
            let version = try await scene.state(enrolment).version
            #expect(try await scene.desk.view(enrolment, by: DeskScene.teller).reversal == nil)
            #expect(try await scene.desk.view(plan, by: DeskScene.reviewer).reversal == nil)
            #expect(try await !scene.desk.view(plan, by: DeskScene.reviewer).acts.contains(.reverse))
            for (principal, reason, shown) in [
                (DeskScene.teller, "误办", digest), (DeskScene.operator, "误办", digest),
                (DeskScene.reviewer, " ", digest), (DeskScene.reviewer, "误办", "another"),
            ] {
                await #expect(throws: DeskRefusal.self) {
                    try await scene.desk.reverse(
                        enrolment, version: version, digest: shown, reason: reason, by: principal)
                }
            }
            #expect(try await scene.state(enrolment).status == .effective)
            await #expect(throws: DeskRefusal.self) {
                try await scene.desk.reverse(
                    plan, version: try await scene.state(plan).version, digest: digest, reason: "误办",
                    by: DeskScene.reviewer)
            }
        }
    }
}
