import Basics
import Casework
import Database
import Office
import Records
import Storage
import Testing

/// Somebody who is not on record comes to the counter.
@Suite struct `A newcomer at the counter` {
    private static let check = IdentityCheck(
        visitor: "演示员工", standing: .themself, numberEnd: "0015", documents: [.identityCard], checkedBy: "柜员甲",
        checkedOn: Day("2026-11-02")!)
    private static let typed: Answers = ["name": "演示员工", "household": "localUrban", "ethnicity": "汉族"]
    private let number = Newcomer(1).number

    private func begin(_ scene: DeskScene, _ answers: Answers = typed) async throws -> DraftId {
        let draft = try await scene.desk.beginAtCounter(
            "newcomer-registration", for: .newcomer(number: number), knownBy: Self.check, by: DeskScene.teller)
        _ = try await scene.desk.fill(draft, with: answers, by: DeskScene.teller)
        return draft
    }

    private func withPapers(_ scene: DeskScene) async throws -> CaseId {
        let draft = try await begin(scene)
        for key in ["identityFront", "identityBack"] {
            try await scene.desk.attach(
                key, fileName: "\(key).png", mediaType: "image/png", bytes: Array(key.utf8), to: draft,
                by: DeskScene.teller)
        }
        await #expect(throws: DeskScene.NotFiled.self, "nobody has seen the originals") {
            try await scene.submit(draft, by: DeskScene.teller)
        }
        try await scene.desk.noteOriginals(["identityFront", "identityBack"], of: draft, by: DeskScene.teller)
        return try await scene.submit(draft, by: DeskScene.teller)
    }

    @Test(arguments: Engine.allCases)
    func `known to the register, is on record at once, and their own matters are taken`(on engine: Engine) async throws
    {
        try await DeskScene.with(engine) { scene async throws in
            scene.partners.know(Newcomer(1))
            let id = try await scene.submit(try await begin(scene, ["name": "演示员工"]), by: DeskScene.teller)
            #expect(try await scene.state(id).status == .effective)
            #expect(try await scene.state(id).application.identityCheck?.restsOnDocumentsAlone == nil)
            let found = try await scene.desk.search(number, by: DeskScene.teller)
            let person = try #require(found.people.first)
            #expect(found.newcomer == nil && person.name == "演示员工")
            let draft = try await scene.desk.beginAtCounter(
                "entitlement-record", for: .person(person.id), knownBy: Self.check, by: DeskScene.teller)
            _ = try await scene.desk.preview(draft, by: DeskScene.teller)
            // The record is theirs to see once they have an account.
            _ = try await scene.desk.view(id, by: DeskScene.individual(person.id))
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `unknown to the register, is reviewed on papers by another than who took them in`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            await #expect(throws: DeskScene.NotFiled.self, "without papers") {
                try await scene.submit(try await begin(scene), by: DeskScene.teller)
            }
            let id = try await withPapers(scene)
            #expect(try await scene.state(id).status == .accepted)
            let both = Principal(
                login: DeskScene.teller.login, name: "柜员甲", role: .reviewer, branch: "centre", region: DeskScene.region)
            let digest = try #require(try await scene.desk.view(id, by: DeskScene.reviewer).assessment?.digest)
            await #expect(throws: DeskRefusal.objection(.tookItIn)) {
                try await scene.desk.approve(id, version: 2, digest: digest, by: both)
            }
            #expect(try await scene.desk.search(number, by: DeskScene.teller).newcomer?.text == number)
            #expect(try await scene.desk.approve(id, version: 2, digest: digest, by: DeskScene.reviewer) == nil)
            #expect(try await scene.desk.search(number, by: DeskScene.teller).people.map(\.number) == [number])
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `filed twice, is on record once`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let (first, second) = (try await withPapers(scene), try await withPapers(scene))
            let digest = try #require(try await scene.desk.view(first, by: DeskScene.reviewer).assessment?.digest)
            _ = try await scene.desk.approve(first, version: 2, digest: digest, by: DeskScene.reviewer)
            let assessment = try #require(try await scene.desk.view(second, by: DeskScene.reviewer).assessment)
            #expect(assessment.refusals.map(\.code) == ["registeredAlready"] && assessment.digest == nil)
            try await scene.desk.refuse(second, version: 2, reason: "已经登记", by: DeskScene.reviewer)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `while the register is silent, waits for it, and is sent back without a to-do of anybody's`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            scene.partners.setDown(true)
            let waiting = try await scene.submit(try await begin(scene), by: DeskScene.teller)
            #expect(try await scene.state(waiting).status == .awaitingPartner)
            // Nothing could be compared with what the visitor was called, and the trail says so.
            let check = try #require(try await scene.state(waiting).application.identityCheck)
            #expect(check.proof == "柜员甲于2026年11月2日核验居民身份证原件；没有可以比对的登记信息，姓名以所示证件为准")
            // The register answers, and the name is not the one that was typed: that is what the case is sent back for.
            scene.partners.setDown(false)
            scene.partners.know(Newcomer(1, name: "另一个人"))
            scene.clock.advance(seconds: 120)
            #expect(try await scene.desk.resumeWaiting(in: DeskScene.region) == 1)
            let returned = try await scene.state(waiting)
            #expect(returned.status == .returned)
            #expect(returned.events.last?.detail.reason?.contains("姓名与所填姓名不一致") == true)
            scene.partners.setDown(true)
            scene.clock.advance(seconds: 3_600)
            let id = try await withPapers(scene)
            try await scene.desk.sendBack(id, version: 2, reason: "照片不清晰", by: DeskScene.reviewer)
            #expect(try await scene.count("SELECT count(*) FROM to_do") == 0)
            try await scene.expectCleanBooks()
        }
    }

    @Test func `nobody begins for a number that is no citizen's, and nobody but a teller`() async throws {
        try await DeskScene.with(.sqlite) { scene async throws in
            for (number, teller) in [("123", DeskScene.teller), (number, DeskScene.reviewer)] {
                await #expect(throws: DeskRefusal.self) {
                    _ = try await scene.desk.beginAtCounter(
                        "newcomer-registration", for: .newcomer(number: number), knownBy: Self.check, by: teller)
                }
            }
        }
    }
}
