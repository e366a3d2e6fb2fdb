import Basics
import Casework
import Database
import Exchange
import Office
import Records
import Storage
import Testing

/// 撤销误办 of what was filed for people who stay: suspension, resumption, another wage, the wage of a year.
@Suite struct `A change made in error` {
    private let onePerson = Money(yuanText: "3024.00")!
    private let number = Newcomer(1).number
    private static let month = 31 * 86_400

    @Test(arguments: Engine.allCases)
    func `a suspension taken back leaves no gap, and medical insurance covers again`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            let suspended = try await scene.file(
                "contribution-suspension", ["number": number, "reason": "unpaidLeave"])
            scene.clock.advance(seconds: Self.month)
            try await scene.reverse(suspended, reason: "选错人员")
            let enrolment = try await enrolment(of: suspended, scene)
            #expect(!enrolment.isSuspended && enrolment.openSpans.count == 4)
            #expect(enrolment.openSpans.allSatisfy { $0.first == Month("2026-11") })
            #expect(enrolment.changes.map(\.kind) == [.suspended, .suspensionTakenBack])
            let told = try #require(try await scene.outbox("medical").last)
            #expect(told.contains("\"startMonth\":\"2026-12\""))
            #expect(try await scene.toDos().contains { $0.key.kind == "plan-not-made" && $0.key.subject == "2026-12" })
            try await scene.expectCleanBooks()
            try await scene.makePlan("2026-12")
            #expect(try await scene.plans().map(\.total) == [onePerson, onePerson])
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a resumption taken back gives back what was billed, and the wage of before stands`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await scene.file("contribution-suspension", ["number": number, "reason": "unpaidLeave"])
            scene.clock.advance(seconds: 2 * Self.month)
            let resumed = try await scene.file("contribution-resumption", ["number": number, "wage": "13000"])
            try await scene.makePlan("2027-01")
            try await scene.reverse(resumed, reason: "职工尚未返岗")
            let enrolment = try await enrolment(of: resumed, scene)
            #expect(enrolment.isSuspended && enrolment.declaredWage == Money(yuan: 12_000))
            #expect(try await scene.outbox("medical").count == 4)
            try await scene.expectCleanBooks()
            try await scene.makePlan("2027-01")
            #expect(try await scene.plans().prefix(2).map(\.total).total == .zero)
            #expect(try await scene.toDos().allSatisfy { $0.key.kind != "plan-not-adjusted" })

            // Suspended since December, as if nothing had been.
            let member = try await scene.database.read { tx in
                try tx.staff.member(PersonId(1), of: DeskScene.employer).first
            }
            #expect(member?.isSuspended == true && member?.spans.lastCovered == Month("2026-11"))
            try await scene.file("contribution-resumption", ["number": number])
            try await scene.makePlan("2027-01")
            #expect(try await scene.plans().first?.total == onePerson)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a resumption that nobody has billed leaves nothing to do once it is taken back`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await scene.file("contribution-suspension", ["number": number, "reason": "unpaidLeave"])
            scene.clock.advance(seconds: Self.month)
            let resumed = try await scene.file("contribution-resumption", ["number": number])
            try await scene.reverse(resumed, reason: "职工尚未返岗")
            #expect(try await scene.toDos().allSatisfy { $0.key.kind != "plan-not-made" })
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a wage taken back is billed by the wage before, in what is billed already too`(on engine: Engine) async throws
    {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            let first = try await scene.file("wage-change", ["number": number, "wage": "13000"])
            let second = try await scene.file("wage-change", ["number": number, "wage": "14000"])
            #expect(try await scene.desk.view(first, by: DeskScene.reviewer).reversal == nil, "a later one stands")
            scene.clock.advance(seconds: Self.month)
            try await scene.makePlan("2026-12")

            try await scene.reverse(second, reason: "金额填错")
            #expect(try await enrolment(of: second, scene).declaredWage == Money(yuan: 13_000))
            #expect(
                try await scene.toDos().contains {
                    $0.sentence == "2026年12月缴费计划中有人员的缴费工资申报已撤销，请再次生成该月缴费计划，冲销后按原工资计收。"
                })
            try await scene.expectCleanBooks()
            try await scene.reverse(first, reason: "金额填错")
            #expect(try await enrolment(of: first, scene).declaredWage == Money(yuan: 12_000))
            let told = try #require(try await scene.outbox("medical").last)
            #expect(told.contains("\"action\":\"wage\"") && told.contains("\"declaredWage\":\"12000.00\""))
            try await scene.makePlan("2026-12")
            #expect(
                try await scene.plans().map(\.total) == [
                    Money(yuanText: "-504.00")!, Money(yuanText: "3528.00")!, onePerson,
                ])
            #expect(try await scene.toDos().allSatisfy { $0.key.kind != "plan-not-adjusted" })
            try await scene.expectCleanBooks()
            await #expect(throws: DeskScene.NotFiled.self) { try await scene.makePlan("2026-12") }
            try await scene.run("UPDATE enrolment_change SET replaced_wage_fen = 1 WHERE replaced_wage_fen = 1300000")
            #expect(try await scene.audit().findings.contains { $0.table == "enrolment_change" })
        }
    }

    @Test(arguments: Engine.allCases)
    func `a wage above the limits taken back for another above them leaves the plans alone`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1), wage: "50000")
            try await scene.makePlan()
            let changed = try await scene.file("wage-change", ["number": number, "wage": "60000"])
            scene.clock.advance(seconds: Self.month)
            try await scene.makePlan("2026-12")
            try await scene.reverse(changed, reason: "金额填错")
            #expect(try await scene.toDos().allSatisfy { $0.key.kind != "plan-not-adjusted" })
            await #expect(throws: DeskScene.NotFiled.self) { try await scene.makePlan("2026-12") }
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a year's wage taken back has to be declared again, until the year is signed`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            scene.clock.advance(seconds: -150 * 86_400)
            scene.partners.know(Newcomer(1))
            var answers = Newcomer(1).answers()
            answers["beganOn"] = "2026-06-05"
            try await scene.file("staff-enrolment", answers)
            let declared = try await scene.file("yearly-wage", ["number": number, "wage": "13000"])
            try await scene.reverse(declared, reason: "金额填错")
            #expect(try await Pages(scene.desk).wageYear(by: DeskScene.operator).missing == 1)
            #expect(try await enrolment(of: declared, scene).declaredWage == Money(yuan: 12_000))
            try await scene.expectCleanBooks()

            let again = try await scene.file("yearly-wage", ["number": number, "wage": "14000"])
            try await scene.file("wage-sign-off", ["scope": "everybody"])
            #expect(try await scene.desk.view(again, by: DeskScene.reviewer).reversal == nil)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `what medical insurance answers to the taking back is kept, and no late answer to the act`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            let suspended = try await scene.file(
                "contribution-suspension", ["number": number, "reason": "unpaidLeave"])
            try await scene.reverse(suspended, reason: "选错人员")
            let caseNumber = try await scene.database.read { tx in try tx.cases.summary(of: suspended)?.number } ?? ""
            try await answer(caseNumber, "late", scene)
            #expect(try await medical(scene) == .awaited)
            try await answer(caseNumber + "-C", "now", scene)
            #expect(try await medical(scene) == .taken(on: scene.clock.today))
            try await scene.expectCleanBooks()
        }
    }

    private func answer(_ notice: String, _ key: String, _ scene: DeskScene) async throws {
        let answer = MedicalEnrolmentAnswer(noticeNumber: notice, answeredOn: scene.clock.today, outcome: .accepted)
        _ = try await scene.desk.receive(
            InboxMessage(
                MedicalEnrolmentAnswer.endpoint, idempotencyKey: IdempotencyKey("medical-answer-\(key)")!,
                body: try answer.body(),
                receivedAt: scene.clock.now), for: DeskScene.region)
    }

    private func medical(_ scene: DeskScene) async throws -> KeeperAnswers.Standing? {
        try await scene.database.read { tx in
            try tx.staff.member(PersonId(1), of: DeskScene.employer).first?.medical
        }
    }

    private func enrolment(of caseId: CaseId, _ scene: DeskScene) async throws -> Enrolment {
        try #require(try await scene.database.read { tx in try tx.enrolments.of([caseId])[caseId] })
    }
}
