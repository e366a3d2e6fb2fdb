import Basics
import Casework
import Database
import Exchange
import Office
import Records
import Storage
import Testing

/// 减员 from the refusal that leads to the plan first to the money given back, and its own taking back.
@Suite struct `An employment that ended` {
    private let onePerson = Money(yuanText: "3024.00")!

    @Test(arguments: Engine.allCases)
    func `this month's plan is offered first, and the draft waits for it`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            let draft = try await scene.begin("staff-termination", leaving(Newcomer(1), on: "2026-11-02"))
            let refused = try await scene.desk.preview(draft, by: DeskScene.operator)
            #expect(refused.refusals.map(\.code) == ["monthNotBilled"])

            let plan = try await scene.desk.beginFirst(of: draft, refusal: 0, by: DeskScene.operator)
            #expect(try await scene.desk.draft(plan, of: DeskScene.operator).waiting == draft)
            _ = try await scene.submit(plan)
            let left = try await scene.submit(draft)
            let enrolment = try await enrolment(of: left, scene)
            #expect(enrolment.endedOn == Day("2026-11-02"))
            #expect(enrolment.spans.allSatisfy { $0.last == Month("2026-11") })
            #expect(
                enrolment.changes == [
                    EnrolmentChange(.ended, effectiveOn: Day("2026-11-02")!, reason: "resigned")
                ])
            #expect(try await scene.plans().map(\.total) == [onePerson])
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `what was billed after the end is given back by the next plan`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            scene.clock.advance(seconds: 31 * 86_400)
            try await scene.makePlan("2026-12")
            try await scene.file("staff-termination", leaving(Newcomer(1), on: "2026-11-20"))
            #expect(
                try await scene.toDos().contains { $0.key.kind == "plan-not-adjusted" && $0.key.subject == "2026-12" })
            try await scene.expectCleanBooks()

            try await scene.makePlan("2026-12")
            let adjustment = try #require(try await scene.plans().first)
            #expect(adjustment.kind == .adjustment && adjustment.total == -onePerson)
            #expect(try await scene.toDos().allSatisfy { $0.key.kind != "plan-not-adjusted" })
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `an addition in error stops this month's contribution, billed or not`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.file("staff-termination", leaving(Newcomer(1), on: "2026-11-02", "otherByLaw"))
            await #expect(throws: DeskScene.NotFiled.self) { try await scene.makePlan() }
            #expect(try await scene.toDos().isEmpty)

            try await scene.enrol(Newcomer(2))
            try await scene.makePlan()
            try await scene.file("staff-termination", leaving(Newcomer(2), on: "2026-11-02", "otherByLaw"))
            try await scene.makePlan()
            #expect(try await scene.plans().map(\.total).total == .zero)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `medical insurance follows, and its refusal comes back`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            let left = try await scene.file("staff-termination", leaving(Newcomer(1), on: "2026-11-02"))
            let notice = try #require(try await scene.outbox("medical").last)
            #expect(notice.contains("\"lastMonth\":\"2026-11\""))
            let number = try await scene.database.read { tx in try tx.cases.summary(of: left)?.number } ?? ""
            let answer = MedicalEnrolmentAnswer(
                noticeNumber: number, answeredOn: scene.clock.today,
                outcome: .refused(PartnerRefusal(code: "X1", sentence: "该人员正在住院结算。", remedy: "请于结算后另行申报。")))
            _ = try await scene.desk.receive(
                InboxMessage(
                    MedicalEnrolmentAnswer.endpoint, idempotencyKey: IdempotencyKey("medical-stop-1")!,
                    body: try answer.body(), receivedAt: scene.clock.now), for: DeskScene.region)
            #expect(
                try await scene.toDos().contains {
                    $0.sentence == "医疗保障部门未能为演示员工办理医保停保：该人员正在住院结算。请于结算后另行申报。"
                })
            let member = try await scene.database.read { tx in
                try tx.staff.member(PersonId(1), of: DeskScene.employer).first
            }
            #expect(member?.medical == .refused(on: scene.clock.today, reason: "该人员正在住院结算。请于结算后另行申报。"))
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `taken back, the employment goes on, and the books agree`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let hired = try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            scene.clock.advance(seconds: 31 * 86_400)
            let left = try await scene.file("staff-termination", leaving(Newcomer(1), on: "2026-11-20"))
            #expect(try await scene.desk.view(hired, by: DeskScene.reviewer).reversal == nil)
            try await scene.reverse(left, reason: "日期填错")
            let enrolment = try await enrolment(of: left, scene)
            #expect(enrolment.endedOn == nil && enrolment.spans.allSatisfy { $0.last == nil })
            #expect(enrolment.changes.map(\.kind) == [.ended, .endTakenBack])
            try await scene.expectCleanBooks()
            try await scene.makePlan("2026-12")
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `before a suspension that was filed first, it gives back what was billed, and taken back stays suspended`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            scene.clock.advance(seconds: 31 * 86_400)
            try await scene.makePlan("2026-12")
            try await scene.file("contribution-suspension", ["number": Newcomer(1).number, "reason": "unpaidLeave"])
            scene.clock.advance(seconds: 31 * 86_400)
            let left = try await scene.file("staff-termination", leaving(Newcomer(1), on: "2026-11-20"))
            #expect(try await enrolment(of: left, scene).spans.allSatisfy { $0.last == Month("2026-11") })
            #expect(try await scene.outbox("medical").last?.contains("\"lastMonth\":\"2026-11\"") == true)
            try await scene.makePlan("2026-12")
            #expect(try await scene.plans().map(\.total).total == onePerson)
            try await scene.expectCleanBooks()

            try await scene.reverse(left, reason: "日期填错")
            let again = try await enrolment(of: left, scene)
            #expect(again.isSuspended && again.spans.allSatisfy { $0.last == Month("2026-12") })
            #expect(try await scene.outbox("medical").last?.contains("\"lastMonth\":\"2026-12\"") == true)
            try await scene.makePlan("2026-12")
            #expect(try await scene.plans().map(\.total).total == Money(yuanText: "6048.00")!)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `it can't be taken back once another employer covers the person`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            scene.clock.advance(seconds: 31 * 86_400)
            let left = try await scene.file("staff-termination", leaving(Newcomer(1), on: "2026-11-20"))
            var elsewhere = Newcomer(1).answers()
            elsewhere["beganOn"] = "2026-12-01"
            try await scene.file("staff-enrolment", elsewhere, by: DeskScene.otherOperator)
            #expect(try await scene.desk.view(left, by: DeskScene.reviewer).reversal == nil)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `the audit names a changed end, a changed reason, and an end that nobody filed`(on engine: Engine) async throws
    {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.enrol(Newcomer(2))
            try await scene.makePlan()
            try await scene.file("staff-termination", leaving(Newcomer(1), on: "2026-11-02"))
            try await scene.expectCleanBooks()
            try await scene.run("UPDATE enrolment_change SET reason = 'laidOff' WHERE reason = 'resigned'")
            #expect(try await scene.audit().findings.map(\.table) == ["enrolment_change"])
            try await scene.run("UPDATE enrolment_change SET reason = 'resigned' WHERE reason = 'laidOff'")
            try await scene.run(
                "UPDATE coverage_span SET last_period = 202610 WHERE last_period = 202611 AND line = 110")
            #expect(try await scene.audit().findings.map(\.table) == ["coverage_span"])
            try await scene.run(
                "UPDATE coverage_span SET last_period = 202611 WHERE last_period = 202610 AND line = 110")
            try await scene.run("UPDATE enrolment SET ended_on = '2026-11-03' WHERE ended_on = '2026-11-02'")
            #expect(try await !scene.audit().isClean)
            try await scene.run("UPDATE enrolment SET ended_on = '2026-11-02' WHERE ended_on = '2026-11-03'")
            try await scene.run("DELETE FROM enrolment_change")
            #expect(try await scene.audit().findings.contains { $0.table == "enrolment_change" })
        }
    }

    private func leaving(_ newcomer: Newcomer, on day: String, _ reason: String = "resigned") -> Answers {
        ["number": newcomer.number, "endedOn": day, "reason": reason]
    }

    private func enrolment(of caseId: CaseId, _ scene: DeskScene) async throws -> Enrolment {
        try #require(try await scene.database.read { tx in try tx.enrolments.of([caseId])[caseId] })
    }
}
