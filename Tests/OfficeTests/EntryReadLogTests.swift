import Basics
import Database
import Office
import Records
import Storage
import Testing

@Suite struct `The log of who read whose records` {
    private static let reader = Principal(
        login: 7, name: "赵柜员", role: .teller, branch: "east", region: Region(rawValue: "beijing"))

    @Test(arguments: Engine.allCases)
    func `a person sees who read their record, by name or in a list of their employer while enrolled there`(
        on engine: Engine
    ) async throws {
        try await EntryScene.with(engine) { scene in
            let today = scene.clock.today
            try await scene.enrol(EntryScene.zhang, EntryScene.eastern, from: today, through: today.adding(days: 1))
            try await scene.enrol(EntryScene.zhang, EntryScene.western, from: today.adding(days: 1), through: nil)
            let log = ReadLogWriter(scene.database, clock: scene.clock)
            for day in 0...2 {
                for employer in [EntryScene.eastern, EntryScene.western] {
                    try await log.note(
                        Self.reader, "第\(day)日\(employer)", from: "", of: .list(employer, filter: "", page: 1))
                }
                try await log.note(Self.reader, "第\(day)日查询", from: "", of: .people([EntryScene.li, EntryScene.zhang]))
                scene.clock.advance(seconds: 86_400)
            }
            let reads = try await scene.database.read { tx in
                try tx.readLog.reads(of: EntryScene.zhang, limit: 20)
            }
            #expect(
                reads.map(\.purpose)
                    == ["第2日查询", "第2日2", "第1日查询", "第1日2", "第1日1", "第0日查询", "第0日1"])
            #expect(reads.allSatisfy { $0.reader == "赵柜员" && $0.login == 7 })

            let page = try await scene.database.read { tx in
                try tx.readLog.reads(of: EntryScene.zhang, before: reads[2].id, limit: 2)
            }
            #expect(page == Array(reads[3...4]))
        }
    }

    @Test(arguments: Engine.allCases)
    func `two enrolments of one day with one employer show a reading once`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let today = scene.clock.today
            try await scene.enrol(EntryScene.zhang, EntryScene.eastern, from: today.adding(days: -9), through: today)
            try await scene.enrol(EntryScene.zhang, EntryScene.eastern, from: today, through: nil)
            let log = ReadLogWriter(scene.database, clock: scene.clock)
            try await log.note(
                Self.reader, "查看在职职工列表", from: "192.0.2.7", of: .list(EntryScene.eastern, filter: "姓张", page: 3))
            let reads = try await scene.database.read { tx in
                try tx.readLog.reads(of: EntryScene.zhang, limit: 20)
            }
            #expect(reads.map(\.subject) == [.list(EntryScene.eastern, filter: "姓张", page: 3)])
        }
    }

    @Test(arguments: Engine.allCases)
    func `every page's row is committed before the page goes on, however many come at once`(
        on engine: Engine
    ) async throws {
        let faults = FaultInjection()
        try await EntryScene.with(engine, faults: faults) { scene in
            let log = ReadLogWriter(scene.database, clock: scene.clock)
            faults.fail(call: nil)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...600 {
                    group.addTask {
                        try await log.note(
                            Self.reader, "读\(number)", from: "192.0.2.7", of: .person(PersonId(Int64(number))))
                    }
                }
                try await group.waitForAll()
            }
            #expect(faults.count < 600, "the rows shared transactions")
            let kept = try await scene.database.read { tx in
                try tx.all("SELECT person_id FROM read_log ORDER BY person_id") { try $0[0] as Int64 }
            }
            #expect(kept == Array(1...600))
        }
    }

    @Test(arguments: Engine.allCases)
    func `one row that the database refuses holds up its own page only`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let log = ReadLogWriter(scene.database, clock: scene.clock)
            let kept = await withTaskGroup(of: Int?.self) { group in
                for number in 1...40 {
                    group.addTask {
                        // A purpose must be said; every tenth is not.
                        let purpose = number.isMultiple(of: 10) ? "" : "读"
                        let done: Void? = try? await log.note(
                            Self.reader, purpose, from: "", of: .person(PersonId(Int64(number))))
                        return done.map { number }
                    }
                }
                return await group.reduce(into: [Int]()) { if let number = $1 { $0.append(number) } }
            }
            #expect(kept.sorted() == (1...40).filter { !$0.isMultiple(of: 10) })
            let rows = try await scene.database.read { tx in
                try tx.one("SELECT count(*) FROM read_log") { try $0[0] as Int }
            }
            #expect(rows == 36)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a page whose row was not kept is not sent, and the next one is`(on engine: Engine) async throws {
        let faults = FaultInjection()
        try await EntryScene.with(engine, faults: faults) { scene in
            let log = ReadLogWriter(scene.database, clock: scene.clock)
            for call in 1...3 {
                faults.fail(call: call)
                await #expect(throws: DatabaseError.self) {
                    try await log.note(Self.reader, "读", from: "", of: .person(EntryScene.zhang))
                }
            }
            faults.fail(call: nil)
            try await log.note(Self.reader, "读", from: "", of: .person(EntryScene.zhang))
            let reads = try await scene.database.read { tx in
                try tx.readLog.reads(of: EntryScene.zhang, limit: 20)
            }
            #expect(reads.count == 1)
        }
    }
}

extension EntryScene {
    fileprivate func enrol(_ person: PersonId, _ employer: EmployerId, from: Day, through: Day?) async throws {
        try await database.transaction { tx in
            let id = try tx.takeKeys("enrolment", count: 1)
            try tx.run(
                """
                INSERT INTO enrolment (id, person_id, employer_id, region, began_on, ended_on, case_id)
                VALUES (\(id), \(person), \(employer), 'beijing', \(from), \(through), 1)
                """)
        }
    }
}
