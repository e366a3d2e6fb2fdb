import Basics
import Casework
import Database
import Exchange
import Matters
import Office
import Records
import Storage
import TestSupport
import Testing

/// Payment that stops and goes on, other wages, the yearly declaration, and work that is covered in one line only.
@Suite struct `Staff who stay` {
    private let onePerson = Money(yuanText: "3024.00")!
    private static let day = 86_400

    @Test(arguments: Engine.allCases)
    func `suspended after this month's plan, nothing is owed until it is resumed`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            let suspended = try await scene.file(
                "contribution-suspension", ["number": Newcomer(1).number, "reason": "unpaidLeave"])
            #expect(try await enrolment(of: suspended, scene).isSuspended)
            try await scene.expectCleanBooks()

            scene.clock.advance(seconds: 31 * Self.day)
            await #expect(throws: DeskScene.NotFiled.self) { try await scene.makePlan("2026-12") }
            let resumed = try await scene.file(
                "contribution-resumption", ["number": Newcomer(1).number, "wage": "13000"])
            let enrolment = try await enrolment(of: resumed, scene)
            #expect(!enrolment.isSuspended && enrolment.openSpans.allSatisfy { $0.first == Month("2026-12") })
            try await scene.makePlan("2026-12")
            #expect(try await scene.plans().map(\.total) == [Money(yuanText: "3276.00")!, onePerson])
            #expect(try await scene.outbox("medical").count == 3)
            let plan = try #require(try await scene.plans().first?.number)
            let difference = try await Pages(scene.desk).difference(of: plan, by: DeskScene.operator).1
            #expect(difference.changed.map(\.reason) == ["申报工资由12,000.00元改为13,000.00元"])
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `suspended before this month's plan and resumed in the same month, it is billed as ever`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            scene.clock.advance(seconds: 31 * Self.day)
            try await scene.file("contribution-suspension", ["number": Newcomer(1).number, "reason": "detained"])
            try await scene.file("contribution-resumption", ["number": Newcomer(1).number])
            try await scene.file("contribution-suspension", ["number": Newcomer(1).number, "reason": "detained"])
            try await scene.expectCleanBooks()
            scene.clock.advance(seconds: 31 * Self.day)
            try await scene.file("contribution-resumption", ["number": Newcomer(1).number])
            try await scene.makePlan("2027-01")
            #expect(try await scene.plans().count == 2)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `another wage holds from the next month, and what is billed stays`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await scene.file("wage-change", ["number": Newcomer(1).number, "wage": "13000"])
            try await scene.file("wage-change", ["number": Newcomer(1).number, "wage": "14000"])
            try await scene.expectCleanBooks()
            await #expect(throws: DeskScene.NotFiled.self) { try await scene.makePlan() }
            scene.clock.advance(seconds: 31 * Self.day)
            try await scene.makePlan("2026-12")
            #expect(try await scene.plans().map(\.total) == [Money(yuanText: "3528.00")!, onePerson])
            try await scene.expectCleanBooks()
            try await scene.run("UPDATE declared_wage SET wage_fen = 1500000 WHERE wage_fen = 1400000")
            #expect(try await scene.audit().findings.contains { $0.table == "declared_wage" })
        }
    }

    @Test(arguments: Engine.allCases)
    func `medical insurance is told of another wage, and its refusal says what to do`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            let changed = try await scene.file("wage-change", ["number": Newcomer(1).number, "wage": "13000"])
            let notices = try await scene.letters(MedicalEnrolmentNotice.endpoint.message)
                .map { try MedicalEnrolmentNotice(body: Array($0.utf8)) }
            let notice = try #require(notices.last)
            #expect(notice.person.number == Newcomer(1).number)
            #expect(
                notice.change == .wage(startMonth: Month("2026-11")!, declaredWage: Money(yuanText: "13000.00")!))
            let refusal = PartnerRefusal(code: "M07", sentence: "该人员本年度缴费基数已锁定。", remedy: "请到医保经办大厅申报。")
            for key in ["medical-0001", "medical-0002"] {
                let answer = MedicalEnrolmentAnswer(
                    noticeNumber: notice.noticeNumber, answeredOn: Day("2026-11-02")!, outcome: .refused(refusal))
                #expect(try await scene.hear(answer, key: key) == .received)
            }
            let told = try await scene.toDos().filter { $0.key.kind == "medical-refused" }
            #expect(
                told.map(\.sentence) == ["医疗保障部门未能为演示员工办理医保缴费工资变更：该人员本年度缴费基数已锁定。请到医保经办大厅申报。"])
            #expect(
                try await scene.state(changed).events.contains {
                    $0.act == .synchronise && $0.detail.succeeded == false
                })
            // It covers the person all the same.
            #expect(try await Pages(scene.desk).staff(by: DeskScene.operator).members.map(\.medical) == [.awaited])
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `the year's wages are asked for, declared, signed, and asked for no more`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            scene.clock.advance(seconds: -150 * Self.day)
            for sequence in 1...2 {
                scene.partners.know(Newcomer(sequence))
                var answers = Newcomer(sequence).answers()
                answers["beganOn"] = "2026-06-05"
                try await scene.file("staff-enrolment", answers)
            }
            #expect(try await scene.desk.remindOfWages(in: DeskScene.region) == 1)
            #expect(try await scene.desk.remindOfWages(in: DeskScene.region) == 0)
            #expect(try await scene.toDos().contains { $0.key.kind == "wages-not-declared" })

            let declared = try await scene.file("yearly-wage", ["number": Newcomer(1).number, "wage": "13000"])
            let suggested = try await scene.state(declared).events.last { $0.act == .takeEffect }?.detail.suggested
            #expect(suggested?.map(\.answers) == [["number": Newcomer(2).number]])
            let view = try await Pages(scene.desk).wageYear(by: DeskScene.operator)
            #expect(view.declared == 1 && view.missing == 1 && view.next?.number == Newcomer(2).number)
            await #expect(throws: DeskScene.NotFiled.self) {
                try await scene.file("wage-sign-off", ["scope": "everybody"])
            }
            try await scene.file("wage-sign-off", ["scope": "declaredOnly"])
            #expect(try await scene.toDos().allSatisfy { $0.key.kind != "wages-not-declared" })
            #expect(try await scene.desk.remindOfWages(in: DeskScene.region) == 0)
            await #expect(throws: DeskScene.NotFiled.self) {
                try await scene.file("yearly-wage", ["number": Newcomer(2).number, "wage": "13000"])
            }
            try await scene.expectCleanBooks()
            scene.clock.advance(seconds: 31 * Self.day)
            try await scene.makePlan("2026-07")
            // 13 000 and 12 000 yuan, of the new year on.
            #expect(try await scene.plans().first?.total == Money(yuanText: "6300.00")!)
            try await scene.run("UPDATE wage_signature SET case_id = 0")
            #expect(try await scene.audit().findings.map(\.table) == ["wage_signature"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `when the season is over, its to-dos are`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            scene.clock.advance(seconds: -150 * Self.day)
            scene.partners.know(Newcomer(1))
            var answers = Newcomer(1).answers()
            answers["beganOn"] = "2026-06-05"
            try await scene.file("staff-enrolment", answers)
            #expect(try await scene.desk.remindOfWages(in: DeskScene.region) == 1)
            scene.clock.advance(seconds: 150 * Self.day)
            #expect(try await scene.desk.remindOfWages(in: DeskScene.region) == 0)
            #expect(try await scene.toDos().allSatisfy { $0.key.kind != "wages-not-declared" })
            let view = try await Pages(scene.desk).wageYear(by: DeskScene.operator)
            #expect(!view.isOpen && view.season.opens == Month("2027-06"))
        }
    }

    @Test(arguments: Engine.allCases)
    func `a second employer covers work injury only, and both are billed`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            var answers = Newcomer(1).answers()
            answers["work"] = "further"
            let further = try await scene.file("staff-enrolment", answers, by: DeskScene.otherOperator)
            #expect(try await enrolment(of: further, scene).spans.map(\.line.rawValue) == [410])
            try await scene.makePlan()
            try await scene.makePlan(by: DeskScene.otherOperator)
            #expect(try await scene.plans(of: DeskScene.otherEmployer).map(\.total) == [Money(yuanText: "24.00")!])
            #expect(try await scene.outbox("medical").count == 1)
            try await scene.expectCleanBooks()
            try await scene.run("UPDATE labour_contract SET work = 'fullTime' WHERE work = 'further'")
            #expect(try await scene.audit().findings.map(\.table) == ["labour_contract"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a second employment taken back tells medical insurance nothing, which never heard of it`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            var answers = Newcomer(1).answers()
            answers["work"] = "further"
            let further = try await scene.file("staff-enrolment", answers, by: DeskScene.otherOperator)
            try await scene.reverse(further)
            #expect(try await enrolment(of: further, scene).voidedOn != nil)
            #expect(try await scene.outbox("medical").count == 1)
            try await scene.expectCleanBooks()
        }
    }

    private func enrolment(of caseId: CaseId, _ scene: DeskScene) async throws -> Enrolment {
        try #require(try await scene.database.read { tx in try tx.enrolments.of([caseId])[caseId] })
    }
}
