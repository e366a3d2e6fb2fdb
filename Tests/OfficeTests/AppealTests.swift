import Basics
import Casework
import Database
import Office
import Storage
import Testing

/// 申请复查: a refused case is looked at once more, by others.
@Suite struct `A refusal that is appealed` {
    /// Taken in by the teller, refused by the reviewer.
    private func refused(_ scene: DeskScene) async throws -> CaseId {
        let id = try await scene.fileWithPapers(Newcomer(1))
        try await scene.desk.accept(id, version: 1, by: DeskScene.teller)
        try await scene.desk.refuse(id, version: 2, reason: "照片上的人与登记的不是同一人。", by: DeskScene.reviewer)
        return id
    }

    private func appeal(
        _ id: CaseId, _ scene: DeskScene, by principal: Principal = DeskScene.operator
    ) async throws {
        try await scene.desk.appeal(
            id, version: try await scene.state(id).version, reason: "照片是本人近照", by: principal,
            knownBy: principal.role == .teller ? scene.visitor() : nil)
    }

    @Test(arguments: Engine.allCases)
    func `is taken in anew, decided by another, and the refusal's paper is withdrawn`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let id = try await refused(scene)
            let shown = try await scene.desk.view(id, by: DeskScene.operator)
            #expect(shown.acts.contains(.appeal) && shown.appealUntil == Day("2027-01-01"))
            #expect(shown.results[0].paper.parts.contains(.paragraph(ResultForm.appeal(until: Day("2027-01-01")!))))
            try await appeal(id, scene)
            #expect(try await scene.state(id).status == .submitted)
            #expect(try await scene.state(id).dueOn == Day("2026-11-09"), "within which it is taken in")
            try await scene.desk.accept(id, version: 5, by: DeskScene.teller)
            let digest = try #require(try await scene.desk.view(id, by: DeskScene.otherReviewer).assessment?.digest)
            await #expect(throws: DeskRefusal.objection(.refusedIt)) {
                try await scene.desk.approve(id, version: 6, digest: digest, by: DeskScene.reviewer)
            }
            #expect(try await scene.desk.approve(id, version: 6, digest: digest, by: DeskScene.otherReviewer) == nil)
            let granted = try await scene.desk.view(id, by: DeskScene.operator)
            #expect(granted.state.status == .effective)
            #expect(granted.results.map { $0.withdrawal?.reason } == ["经复查，已准予办理", nil])
            #expect(granted.resultForm?.number == granted.results.last?.number)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `refused again, is not looked at a third time`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let id = try await refused(scene)
            try await appeal(id, scene)
            try await scene.desk.accept(id, version: 5, by: DeskScene.teller)
            await #expect(throws: DeskRefusal.objection(.refusedIt)) {
                try await scene.desk.refuse(id, version: 6, reason: "维持", by: DeskScene.reviewer)
            }
            try await scene.desk.refuse(id, version: 6, reason: "维持", by: DeskScene.otherReviewer)
            let view = try await scene.desk.view(id, by: DeskScene.operator)
            #expect(!view.acts.contains(.appeal) && view.appealUntil == nil)
            #expect(view.results.count == 2 && view.results.allSatisfy { $0.withdrawal == nil })
            await #expect(throws: DeskRefusal.objection(.appealedAlready)) { try await appeal(id, scene) }
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `is possible until the last day of policy, at the counter too, and for nobody else's case`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let id = try await refused(scene)
            await #expect(throws: DeskRefusal.notFound) { try await appeal(id, scene, by: DeskScene.otherOperator) }
            await #expect(throws: DeskRefusal.objection(.notYours)) {
                try await appeal(id, scene, by: DeskScene.otherReviewer)
            }
            await #expect(throws: DeskRefusal.invalid("请填写理由，复查人员会看到这段文字。")) {
                try await scene.desk.appeal(id, version: 4, reason: " ", by: DeskScene.operator)
            }
            await #expect(throws: DeskRefusal.invalid("所填文字超过500个字，请精简后再提交。")) {
                try await scene.desk.appeal(
                    id, version: 4, reason: String(repeating: "理", count: 501), by: DeskScene.operator)
            }
            scene.clock.advance(seconds: 61 * 86_400)
            #expect(try await !scene.desk.view(id, by: DeskScene.operator).acts.contains(.appeal))
            await #expect(throws: DeskRefusal.self) { try await appeal(id, scene) }
            scene.clock.advance(seconds: -86_400)
            try await appeal(id, scene, by: DeskScene.teller)
            #expect(try await scene.state(id).status == .submitted)
            try await scene.expectCleanBooks()
        }
    }
}
