import Basics
import Casework
import Database
import Office
import Storage
import TestSupport
import Testing

/// What operators may do is bound: a right that nobody gave through the platform is found and named.
@Suite struct `Rights of operators that were changed behind the platform's back` {
    private static let shelf = Result { try PolicyShelf(files: PolicyFolder.files(), withDemonstration: true) }

    private func findings(_ scene: EntryScene) async throws -> [String] {
        let report = try await Audit(scene.database, chain: scene.desk.chain, shelf: try Self.shelf.get()).run()
        return report.findings.map { "\($0.table) \($0.key)" }
    }

    /// A clerk who was given staff, lost it and got papers, and one who was removed.
    private func operators(
        _ scene: EntryScene
    ) async throws -> (clerk: Int64, removed: Int64, administrator: Principal) {
        let administrator = try await scene.enter().principal
        let clerk = try await scene.add("李经办", [.staff], by: administrator)
        let removed = try await scene.add("孙经办", [.contributions], by: administrator)
        scene.clock.advance(seconds: 60)
        _ = try await scene.desk.setRights(of: clerk, to: [.papers], by: administrator).value
        scene.clock.advance(seconds: 60)
        _ = try await scene.desk.setRights(of: clerk, to: [.papers, .staff], by: administrator).value
        _ = try await scene.desk.removeOperator(removed, by: administrator).value
        #expect(try await findings(scene) == [])
        return (clerk, removed, administrator)
    }

    private func run(_ scene: EntryScene, _ changes: SQL...) async throws {
        try await scene.database.transaction { tx in
            for change in changes {
                let rows = try tx.run(change)
                #expect(rows > 0, "the test changes nothing")
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a right that was added is named`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let (clerk, _, _) = try await operators(scene)
            try await run(
                scene,
                """
                INSERT INTO operator_right (login_id, area, sequence, granted_at, granted_by)
                VALUES (\(clerk), 'administration', 1, 1, 1)
                """)
            #expect(try await findings(scene) == ["operator_right \(clerk)/administration/1"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a right that was given back, or lost, is named`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let (clerk, _, _) = try await operators(scene)
            try await run(
                scene, "UPDATE operator_right SET granted_by = NULL WHERE login_id = \(clerk) AND area = 'papers'")
            #expect(try await findings(scene) == ["operator_right \(clerk)/papers/1"])
            try await run(
                scene, "DELETE FROM operator_right WHERE login_id = \(clerk) AND area = 'papers'",
                "DELETE FROM operator_right WHERE login_id = \(clerk) AND area = 'staff' AND sequence = 2",
                """
                UPDATE operator_right SET withdrawn_at = NULL, withdrawn_by = NULL
                WHERE login_id = \(clerk) AND area = 'staff'
                """)
            #expect(
                try await findings(scene) == [
                    "operator_right \(clerk)/staff/1", "operator_right \(clerk)/papers/1",
                    "operator_right \(clerk)/staff/2",
                ])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a removed operator let in again, and one moved to another employer, are named`(
        on engine: Engine
    ) async throws {
        try await EntryScene.with(engine) { scene in
            let (clerk, removed, _) = try await operators(scene)
            try await run(scene, "DELETE FROM login_closing WHERE login_id = \(removed)")
            #expect(try await findings(scene) == ["login_closing \(removed)"])
            try await run(scene, "UPDATE login SET employer_id = \(EntryScene.western) WHERE id = \(clerk)")
            #expect(Set(try await findings(scene)) == ["login \(clerk)", "login_closing \(removed)"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a changed act breaks its chain, and a cut one is missed after the daily root`(on engine: Engine) async throws
    {
        try await EntryScene.with(engine) { scene in
            let (clerk, _, _) = try await operators(scene)
            let (day, now, chain) = (Day("2026-11-02")!, scene.clock.now, scene.desk.chain)
            try await scene.database.transaction { tx in try tx.dailyRoots.take(on: day, at: now, chain: chain) }
            #expect(try await findings(scene) == [])
            try await run(
                scene, "DELETE FROM operator_act WHERE login_id = \(clerk) AND sequence = 4",
                "DELETE FROM operator_right WHERE login_id = \(clerk) AND area = 'staff' AND sequence = 2")
            #expect(try await findings(scene) == ["operator_act \(clerk)/4"])
            try await run(
                scene, "UPDATE operator_act SET area = 'contributions' WHERE login_id = \(clerk) AND sequence = 1")
            #expect(Set(try await findings(scene)) == ["operator_act \(clerk)/1", "operator_act \(clerk)/4"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `rights from before they were bound are counted, and bound with the next change`(
        on engine: Engine
    ) async throws {
        try await EntryScene.with(engine) { scene in
            let (clerk, _, administrator) = try await operators(scene)
            try await run(scene, "DELETE FROM operator_act WHERE login_id = \(clerk)")
            let audit = Audit(scene.database, chain: scene.desk.chain, shelf: try Self.shelf.get())
            let report = try await audit.run()
            #expect(report.isClean && report.unboundRights == 3)
            #expect(report.summary.contains("另有早先开通的经办权限3项"))
            _ = try await scene.desk.setRights(of: clerk, to: [.unitData], by: administrator).value
            let after = try await audit.run()
            #expect(after.isClean && after.unboundRights == 0)
            try await run(scene, "DELETE FROM operator_right WHERE login_id = \(clerk) AND area = 'unitData'")
            #expect(try await findings(scene) == ["operator_right \(clerk)/unitData/1"])
        }
    }
}
