import Basics
import Casework
import Database
import Documents
import Foundation
import Matters
import Office
import Records
import Storage
import Synchronization
import TestSupport
import Testing

/// What becomes of a batch when its job is broken off, given up or stopped.
@Suite struct `The job of a batch` {
    private static let enrolment = "staff-enrolment"

    @Test(arguments: Engine.allCases)
    func `a batch whose job was given up can be ended, and keeps nobody from the next`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            scene.partners.know(Newcomer(1))
            for _ in 1...3 {
                let id = try await scene.upload(Self.enrolment, [Newcomer(1).answers()])
                try await scene.run("UPDATE job SET state = 'failed', ended_at = 1 WHERE state = 'open'")
                #expect(try await scene.batch(id).stage == .reading)
            }
            let next = try await scene.upload(Self.enrolment, [Newcomer(1).answers()])
            try await scene.runJobs()
            #expect(try await scene.batch(next).stage == .checked)
            try await scene.desk.cancelBatch(BatchId(1), by: DeskScene.operator)
            #expect(try await scene.batch(BatchId(1)).stage == .cancelled)
        }
    }

    @Test(arguments: Engine.allCases)
    func `whatever fails in between, each row is filed once`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let people = (1...12).map { Newcomer($0) }
            people.forEach(scene.partners.know)
            let id = try await scene.upload(Self.enrolment, people.map { $0.answers() })
            // Further and further into the work a call fails; each time it is taken up again.
            var call = 1
            while try await scene.batch(id).stage.isUnderWay, call < 100_000 {
                scene.faults.fail(call: call)
                do { try await JobRunner(scene.desk).round() } catch {}
                scene.faults.fail(call: nil)
                call += call / 2 + 7
                scene.clock.advance(seconds: 3_600)
                if try await scene.batch(id).stage == .checked {
                    try await scene.desk.confirm(id, passing: 12, by: DeskScene.operator)
                }
            }
            #expect(try await scene.batch(id).counts == .init(rows: 12, filed: 12))
            #expect(try await scene.count("SELECT count(*) FROM enrolment") == 12)
            #expect(try await scene.count("SELECT count(*) FROM paper WHERE kind = 'batchList'") == 1)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `what a dead process held is taken up when its lease has run out`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            scene.partners.know(Newcomer(1))
            let id = try await scene.upload(Self.enrolment, [Newcomer(1).answers()])
            let now = scene.clock.now
            let claimed = try await scene.database.transaction { tx in
                try tx.jobs.claim(as: "dead", at: now, until: now.adding(seconds: 60))
            }
            #expect(claimed != nil)
            try await scene.runJobs()
            #expect(try await scene.batch(id).stage == .reading)
            scene.clock.advance(seconds: 61)
            try await scene.runJobs()
            #expect(try await scene.batch(id).stage == .checked)
            // Should it come back to life, it holds nothing any more.
            let held = try await scene.database.transaction { tx in
                try tx.jobs.hold(JobId(1), as: "dead", until: now.adding(seconds: 600))
            }
            #expect(held == .lost)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a batch that is stopped files no more, and lists what it filed`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let people = (1...3).map { Newcomer($0) }
            people.forEach(scene.partners.know)
            let id = try await scene.upload(Self.enrolment, people.map { $0.answers() })
            try await scene.desk.cancelBatch(id, by: DeskScene.operator)
            try await scene.runJobs()
            #expect(try await scene.batch(id).stage == .cancelled)
            #expect(try await scene.count("SELECT count(*) FROM batch_part") == 0)
            await #expect(throws: DeskRefusal.self) { try await scene.confirm(id) }
            #expect(try await scene.count("SELECT count(*) FROM matter_case") == 0)
        }
    }

    @Test func `what breaks off while the register is asked leaves no answer behind`() async throws {
        try await DeskScene.with(.sqlite) { scene in
            scene.partners.know(Newcomer(1))
            // What only the register can tell of them is left to it.
            let row = Newcomer(1).answers().filter { !["household", "ethnicity"].contains($0.key) }
            let id = try await scene.upload(Self.enrolment, [row])
            let work = Mutex<Task<Void, any Error>?>(nil)
            scene.partners.setDown(true)
            scene.partners.onSend { work.withLock { $0?.cancel() } }
            let broken = work.withLock { work in
                let task = Task { try await scene.runJobs() }
                work = task
                return task
            }
            await #expect(throws: CancellationError.self) { try await broken.value }
            scene.partners.onSend(nil)
            scene.partners.setDown(false)
            scene.clock.advance(seconds: 5)
            try await scene.runJobs()
            #expect(try await scene.batch(id).counts == .init(rows: 1, passing: 1))
        }
    }

    @Test(arguments: Engine.allCases)
    func `what was not filed of a batch that was stopped is taken along, and sent again as it is`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let people = (1...4).map { Newcomer($0) }
            people.forEach(scene.partners.know)
            let id = try await scene.upload(Self.enrolment, people.map { $0.answers() })
            try await scene.runJobs()
            try await scene.confirm(id)
            // As it stands where it was stopped after two rows: five hundred are filed at a time.
            try await scene.run(
                """
                UPDATE batch_row SET verdict = 'passes', digest = 'shown', case_id = NULL
                WHERE batch_id = \(id) AND row_number > 5
                """)
            try await scene.run("UPDATE batch SET passing = 2, filed = 2 WHERE id = \(id)")
            let left = try await scene.desk.batchResult(id, .unfiled, by: DeskScene.operator)
            let again = try await scene.upload(Self.enrolment, file: left)
            try await scene.runJobs()
            #expect(try await scene.failing(again).map { $0.answers["number"] } == people[2...].map(\.number))
        }
    }
}
