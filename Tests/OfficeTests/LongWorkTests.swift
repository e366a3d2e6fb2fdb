import Basics
import Casework
import Database
import Office
import Records
import Storage
import TestSupport
import Testing

/// A disk that fills, a database that goes away: long work waits or fails whole, and says so.
@Suite struct `Long work that is kept from going on` {
    private static let november = Month("2026-11")!
    private static let pauses: [(kind: DatabaseError.Kind, sentence: String)] = [
        (.busy, "数据库暂时无法访问，已暂停，恢复后自动继续，不会重复办理。"),
        (.commitInDoubt, "数据库暂时无法访问，已暂停，恢复后自动继续，不会重复办理。"),
        (.diskFull, "服务器存储空间不足，已暂停，腾出空间后自动继续，不会重复办理。"),
    ]

    @Test(arguments: Engine.allCases)
    func `a batch waits at every stage, says why, and files each row once`(on engine: Engine) async throws {
        for pause in Self.pauses {
            try await DeskScene.with(engine) { scene in
                let id = try await scene.uploadThree()
                var said: [Batch.Stage: Set<String>] = [:]
                var call = 1
                while try await scene.batch(id).stage.isUnderWay, call < 1_000 {
                    try await scene.round(JobRunner(scene.desk), failingAt: call, with: pause.kind)
                    let view = try await scene.desk.batch(id, by: DeskScene.operator)
                    if let sentence = view.job?.standstill(at: scene.clock.now) {
                        said[view.batch.stage, default: []].insert(sentence)
                    }
                    scene.clock.advance(seconds: 3_600)
                    call += 1
                    if view.batch.stage == .checked {
                        try await scene.desk.confirm(id, passing: 3, by: DeskScene.operator)
                        call = 1
                    }
                }
                let all = Dictionary(
                    uniqueKeysWithValues: [Batch.Stage.reading, .checking, .filing, .listing].map {
                        ($0, [pause.sentence] as Set)
                    })
                #expect(said == all)
                #expect(try await scene.batch(id).counts == .init(rows: 3, filed: 3))
                let cases = try await scene.count("SELECT count(*) FROM matter_case")
                #expect(cases == 3)
                try await scene.expectCleanBooks()
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `where nothing can be written, it says so once its lease is over, and goes on as soon as it can`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let id = try await scene.uploadThree()
            let (runner, other) = (JobRunner(scene.desk), JobRunner(scene.desk))
            scene.faults.fail(calls: 5...1_000_000, with: .diskFull)
            await #expect(throws: DatabaseError.self) { try await runner.round() }
            scene.faults.fail(call: nil)
            func standstill() async throws -> String? {
                try await scene.desk.batch(id, by: DeskScene.operator).job?.standstill(at: scene.clock.now)
            }
            // As far as anybody can see it is being worked on.
            #expect(try await standstill() == nil)
            #expect(try await other.round() == false)
            scene.clock.advance(seconds: JobRunner.usualLeaseSeconds + 1)
            #expect(try await standstill() == "处理中断（服务重新启动，或数据库暂时不能写入），恢复后自动继续，不会重复办理。")
            scene.clock.advance(seconds: -JobRunner.usualLeaseSeconds)
            #expect(try await runner.round())
            #expect(try await scene.batch(id).stage == .checked)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a lease is as long as the server was told`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let id = try await scene.uploadThree()
            let (short, other) = (JobRunner(scene.desk, leaseSeconds: 5), JobRunner(scene.desk))
            scene.faults.fail(calls: 5...1_000_000, with: .connectionLost)
            await #expect(throws: DatabaseError.self) { try await short.round() }
            scene.faults.fail(call: nil)
            scene.clock.advance(seconds: 4)
            #expect(try await other.round() == false)
            scene.clock.advance(seconds: 2)
            #expect(try await other.round())
            #expect(try await scene.batch(id).stage == .checked)
        }
    }

    @Test(arguments: Engine.allCases)
    func `what fails for itself alone ten times in a row is given up whole, and its page says so`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene in
            let id = try await scene.uploadThree()
            var said: [String?] = []
            for _ in 1...10 {
                try await scene.round(JobRunner(scene.desk), failingAt: 6, with: .other)
                said.append(try await scene.desk.batch(id, by: DeskScene.operator).job?.standstill(at: scene.clock.now))
                scene.clock.advance(seconds: 3_600)
            }
            #expect(said[..<9].allSatisfy { $0 == "处理时遇到意外问题，将自动重试。" })
            #expect(said.last == "多次处理均未成功，已停止。已办理的不受影响，请联系技术支持。")
            let job = try await scene.desk.batch(id, by: DeskScene.operator).job
            #expect(job?.state == .failed)
            #expect(try await JobRunner(scene.desk).round() == false)
            let left = try await scene.count("SELECT count(*) FROM matter_case")
            #expect(left == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a month's assessment waits, says why, and makes the same books`(on engine: Engine) async throws {
        var whole: [String] = []
        try await DeskScene.with(engine) { scene in
            try await scene.settleCity(sizes: [3, 12, 1])
            try await scene.desk.startMonthRun(Self.november, by: DeskScene.reviewer)
            try await scene.runJobs()
            whole = try await scene.books()
        }
        for pause in Self.pauses {
            try await DeskScene.with(engine) { scene in
                try await scene.settleCity(sizes: [3, 12, 1])
                try await scene.desk.startMonthRun(Self.november, by: DeskScene.reviewer)
                var said: Set<String> = []
                for call in 1..<200 where try await scene.count("SELECT count(*) FROM job WHERE state = 'open'") == 1 {
                    try await scene.round(JobRunner(scene.desk), failingAt: call, with: pause.kind)
                    let run = try #require(
                        try await scene.desk.month(Self.november, for: DeskScene.teller).runs.first)
                    if let sentence = run.job?.standstill(at: scene.clock.now) { said.insert(sentence) }
                    scene.clock.advance(seconds: 61)
                }
                #expect(said == [pause.sentence])
                #expect(try await scene.books() == whole)
                try await scene.expectCleanBooks()
            }
        }
    }
}

extension DeskScene {
    fileprivate func uploadThree() async throws -> BatchId {
        let people = (1...3).map { Newcomer($0) }
        people.forEach(partners.know)
        return try await upload("staff-enrolment", people.map { $0.answers() })
    }

    /// A round in which one call to the database fails, if it comes that far.
    fileprivate func round(_ runner: JobRunner, failingAt call: Int, with kind: DatabaseError.Kind) async throws {
        faults.fail(calls: call...call, with: kind)
        defer { faults.fail(call: nil) }
        do {
            try await runner.round()
        } catch let error as DatabaseError where error.kind == kind {}
    }
}
