import Basics
import Database
import Exchange
import Office
import Records
import Storage
import Testing

/// Two people enrolled and one wage changed on 2026-11-02; medical insurance is asked from the next day on.
@Suite struct `Our notices beside medical's book` {
    private typealias Entry = MedicalNoticesInquiryAnswer.Entry

    private func withNotices(
        _ engine: Engine, _ body: (DeskScene, [MedicalEnrolmentNotice]) async throws -> Void
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.enrol(Newcomer(1))
            try await scene.enrol(Newcomer(2))
            try await scene.file("wage-change", ["number": Newcomer(1).number, "wage": "13000"])
            let notices = try await scene.letters(MedicalEnrolmentNotice.endpoint.message)
                .map { try MedicalEnrolmentNotice(body: Array($0.utf8)) }
                .sorted { $0.noticeNumber < $1.noticeNumber }
            scene.clock.advance(seconds: 86_400)
            try await body(scene, notices)
        }
    }

    private func compare(_ scene: DeskScene) async throws -> [MedicalTieOutReport.Row] {
        try await scene.desk.reconcileNotices(for: DeskScene.region)
        return try await scene.desk.medicalTieOut(for: DeskScene.reviewer).differences
    }

    private func kinds(_ scene: DeskScene) async throws -> [MedicalNotices.Difference.Kind] {
        try await compare(scene).map(\.difference.kind)
    }

    private func answer(_ scene: DeskScene, _ notice: MedicalEnrolmentNotice) async throws {
        let answer = MedicalEnrolmentAnswer(
            noticeNumber: notice.noticeNumber, answeredOn: scene.clock.today, outcome: .accepted)
        try await scene.hear(answer, key: "answer-\(notice.noticeNumber)")
    }

    @Test(arguments: Engine.allCases)
    func `what medical has not, has otherwise, has decided unheard, or was never told is named with the person`(
        on engine: Engine
    ) async throws {
        try await withNotices(engine) { scene, notices in
            let wage = MedicalEnrolmentNotice(
                noticeNumber: notices[2].noticeNumber, noticedOn: notices[2].noticedOn, person: notices[2].person,
                employer: notices[2].employer,
                change: .wage(startMonth: Month("2026-11")!, declaredWage: Money(yuan: 13_001)))
            let foreign = MedicalEnrolmentNotice(
                noticeNumber: "ZZ9", noticedOn: notices[0].noticedOn, person: .init(name: "甲", number: "PERSON9"),
                employer: notices[0].employer, change: .stop(lastMonth: Month("2026-11")!))
            scene.partners.state(
                notices: [Entry(notices[1], .accepted), Entry(wage, .pending), Entry(foreign, .accepted)])
            let rows = try await compare(scene)
            #expect(rows.map(\.difference.number) == notices.map(\.noticeNumber) + ["ZZ9"])
            #expect(rows.map(\.difference.kind) == [.notThere, .answeredOtherwise, .otherwise, .notHere])
            #expect(
                rows.map(\.person?.number) == [Newcomer(1).number, Newcomer(2).number, Newcomer(1).number, nil])
            #expect(rows[0].difference.ours == "自2026年11月起参保，工资12,000.00元，尚未答复")
            #expect(rows[2].difference.theirs == "自2026年11月起变更工资，工资13,001.00元，尚未答复")
            #expect(try await scene.desk.worklist(of: DeskScene.reviewer).openWork.medicalDifferences == 4)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a difference goes when both books agree, and a day that agrees is asked about once`(
        on engine: Engine
    ) async throws {
        try await withNotices(engine) { scene, notices in
            scene.partners.state(notices: notices.map { Entry($0, .accepted) })
            #expect(try await kinds(scene) == [.answeredOtherwise, .answeredOtherwise, .answeredOtherwise])
            for notice in notices { try await answer(scene, notice) }
            #expect(try await kinds(scene) == [])
            let days = try await scene.desk.medicalTieOut(for: DeskScene.reviewer).days
            #expect(days.first?.compared?.ourCount == 3 && days.first?.compared?.theirCount == 3)
            let asked = scene.partners.sent.count
            _ = try await compare(scene)
            #expect(scene.partners.sent.count == asked)
        }
    }

    @Test(arguments: Engine.allCases)
    func `what medical leaves undecided is work from the third day on, and silence is no agreement`(
        on engine: Engine
    ) async throws {
        try await withNotices(engine) { scene, notices in
            scene.partners.setDown(true)
            #expect(try await kinds(scene) == [])
            let silent = try await scene.desk.medicalTieOut(for: DeskScene.reviewer).days
            #expect(silent.allSatisfy { $0.compared == nil })
            scene.partners.setDown(false)
            scene.partners.state(notices: notices.map { Entry($0, .pending) })
            #expect(try await kinds(scene) == [])
            scene.clock.advance(seconds: 2 * 86_400)
            #expect(try await kinds(scene) == [.unanswered, .unanswered, .unanswered])
        }
    }
}
