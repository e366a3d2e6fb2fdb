import Database
import Office
import Storage
import TestSupport
import Testing

/// For how long what a file said of people is kept.
@Suite struct `What is kept of a file` {
    @Test(arguments: Engine.allCases)
    func `after ninety days nothing is kept of rows that nobody filed, and all of those that were`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let people = (1...3).map { Newcomer($0) }
            people.forEach(scene.partners.know)
            let filed = try await scene.upload(
                "staff-enrolment", people.prefix(2).map { $0.answers() } + [people[2].answers(wage: "一万")])
            try await scene.runJobs()
            try await scene.confirm(filed)
            let waiting = try await scene.upload("staff-enrolment", [people[2].answers()])
            try await scene.runJobs()

            scene.clock.advance(seconds: 90 * 86_400)
            try await scene.desk.sweep()
            #expect(try await scene.count("SELECT count(*) FROM batch_row") == 4)

            scene.clock.advance(seconds: 86_400)
            try await scene.desk.sweep()
            #expect(try await scene.count("SELECT count(*) FROM batch_row WHERE verdict = 'filed'") == 2)
            #expect(try await scene.count("SELECT count(*) FROM batch_row") == 2)
            let (kept, forgotten) = (try await scene.batch(filed), try await scene.batch(waiting))
            #expect(kept.stage == .filed && kept.counts == .init(rows: 3, failing: 1, filed: 2))
            #expect(forgotten.stage == .cancelled && forgotten.counts.rows == 1)
            #expect(forgotten.sentence == "上传已满90天，没有办理的各行内容已经删除。" && kept.sentence == forgotten.sentence)
            await #expect(throws: DeskRefusal.self) { try await scene.confirm(waiting) }
            try await scene.expectCleanBooks()
        }
    }
}
