import Basics
import Casework
import Database
import Exchange
import Office
import Storage
import Testing

@Suite struct `What nobody sends by our pages` {
    @Test(arguments: Engine.allCases)
    func `an answer of medical insurance to what it was never told is taken in and changes nothing`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let open = try await scene.fileWithPapers(Newcomer(1))
            try await scene.enrol(Newcomer(2))
            let plan = try await scene.makePlan()
            for id in [open, plan] {
                let before = try await scene.state(id)
                let number = try await scene.database.read { tx in try tx.cases.summary(of: id)?.number }
                let answer = MedicalEnrolmentAnswer(
                    noticeNumber: try #require(number), answeredOn: Day("2026-11-02")!, outcome: .accepted)
                let message = InboxMessage(
                    MedicalEnrolmentAnswer.endpoint, idempotencyKey: IdempotencyKey("medical-\(id)")!,
                    body: try answer.body(), receivedAt: scene.clock.now)
                #expect(try await scene.desk.receive(message, for: DeskScene.region) == .received)
                #expect(try await scene.state(id).events == before.events)
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `an employer cannot try out numbers by the thousand to learn whose they are`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let draft = try await scene.begin("staff-enrolment", [:])
            let day = scene.clock.today
            try await scene.database.transaction { tx in
                for _ in 2...Desk.lookupsPerDay { _ = try tx.lookups.count(by: DeskScene.employer, on: day) }
            }
            func look(up newcomer: Newcomer) async throws {
                _ = try await scene.desk.fill(draft, with: ["number": newcomer.number], by: DeskScene.operator)
            }
            try await look(up: Newcomer(1))
            try await look(up: Newcomer(1))
            await #expect(throws: DeskRefusal.self) { try await look(up: Newcomer(2)) }
            await #expect(throws: DeskRefusal.self) {
                try await scene.begin("staff-enrolment", ["number": Newcomer(2).number])
            }
            try await look(up: Newcomer(1))
            scene.clock.advance(seconds: 86_400)
            try await look(up: Newcomer(2))
            // Its own people are nothing new to it, however many they are.
            try await scene.enrol(Newcomer(3))
            let today = scene.clock.today
            try await scene.database.transaction { tx in
                for _ in 0...Desk.lookupsPerDay { _ = try tx.lookups.count(by: DeskScene.employer, on: today) }
            }
            _ = try await scene.begin("wage-change", ["number": Newcomer(3).number])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a reason that turns the direction of writing is refused`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let id = try await scene.fileWithPapers(Newcomer(1))
            await #expect(throws: DeskRefusal.invalid("内容含有看不见的控制字符或者改变文字方向的字符，请删除后重新填写。")) {
                try await scene.desk.withdraw(id, version: 1, reason: "不办\u{202E}了", by: DeskScene.operator)
            }
            #expect(try await scene.state(id).status == .submitted)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a receipt that contradicts an earlier one is not booked and stands on the staff's list`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.receive("SP1", yuan: "100")
            try await scene.receive("SP1", yuan: "100", key: "again-0001")
            #expect(try await scene.desk.refusedMessages(for: DeskScene.teller).isEmpty)
            try await scene.receive("SP1", yuan: "200", key: "again-0002")
            let refused = try await scene.desk.refusedMessages(for: DeskScene.teller)
            #expect(refused.map(\.reason) == ["到账凭证SP1已按2026年11月2日、100.00元登记，与本次传来的金额不同。"])
            await #expect(throws: DeskRefusal.notFound) {
                try await scene.desk.refusedMessages(for: DeskScene.operator)
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `of a submission and a discarding at the same moment only one happens`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            scene.partners.know(Newcomer(1))
            let draft = try await scene.begin("staff-enrolment", Newcomer(1).answers())
            let digest = try #require(try await scene.desk.preview(draft, by: DeskScene.operator).digest)
            async let discarded: Bool = {
                (try? await scene.desk.discard(draft, by: DeskScene.operator)) != nil
            }()
            async let filed: Bool = {
                (try? await scene.desk.submit(draft, digest: digest, by: DeskScene.operator)) != nil
            }()
            let (isDiscarded, isFiled) = await (discarded, filed)
            #expect(isDiscarded != isFiled)
            #expect(try await scene.count("SELECT count(*) FROM matter_case") == (isFiled ? 1 : 0))
        }
    }
}
