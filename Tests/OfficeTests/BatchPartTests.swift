import Basics
import Casework
import Database
import Office
import Records
import Storage
import TestSupport
import Testing

/// A file that is worked on part by part, each judged and prepared while the one before it is written.
@Suite struct `A batch of several parts` {
    @Test(arguments: Engine.allCases)
    func `each row is filed once, by what is on record when its part is written`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let people = (1...1_100).map { Newcomer($0) }
            people.forEach(scene.partners.know)
            let id = try await scene.upload("staff-enrolment", people.map { $0.answers() })
            try await scene.runJobs()
            #expect(try await scene.batch(id).counts == .init(rows: 1_100, passing: 1_100))
            try await scene.enrol(people[700])
            try await scene.confirm(id)
            #expect(try await scene.batch(id).counts == .init(rows: 1_100, failing: 1, filed: 1_099))
            #expect(try await scene.failing(id).first?.problems.first?.sentence.contains("已在本单位参保") == true)
            #expect(try await scene.count("SELECT count(*) FROM enrolment") == 1_100)
            #expect(try await scene.desk.batch(id, by: DeskScene.operator).lists.count == 2)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `what was judged ahead stands until something that it rests on changes`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await scene.enrol(Newcomer(1))
            let applications = [1, 2].map { number in
                Application(
                    matter: "staff-enrolment", region: DeskScene.region, applicant: .employer(DeskScene.employer),
                    channel: .batch, filedOn: scene.clock.today, answers: Newcomer(number).answers())
            }
            let desk = scene.desk
            func grounds() async throws -> Grounds {
                try await scene.database.read { tx in try desk.grounds(of: applications, tx) }
            }
            let ahead = try await grounds()
            #expect(try await grounds() == ahead)
            // Somebody who is not in the file changes nothing of it.
            try await scene.enrol(Newcomer(3))
            #expect(try await grounds() == ahead)
            try await scene.enrol(Newcomer(2))
            #expect(try await grounds() != ahead)
        }
    }
}
