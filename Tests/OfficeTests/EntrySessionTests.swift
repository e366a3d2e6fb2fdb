import Basics
import Database
import Office
import Storage
import Testing

@Suite struct `Sessions` {
    @Test(arguments: Engine.allCases)
    func `a session ends after half an hour without a request`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let session = try await scene.enter()
            for _ in 1...3 {
                scene.clock.advance(seconds: EntryLimits.idleSeconds - 1)
                #expect(try await scene.desk.principal(session.token) != nil)
            }
            scene.clock.advance(seconds: EntryLimits.idleSeconds)
            #expect(try await scene.desk.session(session.token) == .none)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a session ends after twelve hours, however busy`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let session = try await scene.enter()
            for _ in 1..<48 {
                scene.clock.advance(seconds: 15 * 60)
                #expect(try await scene.desk.principal(session.token) != nil)
            }
            scene.clock.advance(seconds: 15 * 60)
            #expect(try await scene.desk.principal(session.token) == nil)
        }
    }

    @Test(arguments: Engine.allCases)
    func `requests write to the session at most once a minute`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let session = try await scene.enter()
            let login = session.principal.login
            let entered = scene.clock.now
            scene.clock.advance(seconds: 59)
            _ = try await scene.desk.principal(session.token)
            #expect(try await scene.desk.sessions(of: login, asking: session.token).map(\.seenAt) == [entered])
            scene.clock.advance(seconds: 1)
            _ = try await scene.desk.principal(session.token)
            #expect(
                try await scene.desk.sessions(of: login, asking: session.token).map(\.seenAt) == [scene.clock.now])
        }
    }

    @Test(arguments: Engine.allCases)
    func `the owner sees the sessions of their login and ends one of them`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            try await scene.makeLogin("operator2", .employerOperator, .employer(EntryScene.western))
            let first = try await scene.enter()
            scene.clock.advance(seconds: 60)
            let second = try await scene.enter()
            let other = try await scene.enter(name: "operator2")
            let login = first.principal.login

            let listed = try await scene.desk.sessions(of: login, asking: second.token)
            #expect(listed.map(\.isThisOne) == [true, false])
            #expect(listed.allSatisfy { $0.id != first.token && $0.id != second.token })
            let foreign = try await scene.desk.sessions(of: other.principal.login, asking: other.token)[0].id
            #expect(try await scene.desk.revoke(foreign, of: login, from: "") == false)
            #expect(try await scene.desk.revoke(listed[1].id, of: login, from: ""))
            #expect(try await scene.desk.principal(first.token) == nil)
            #expect(try await scene.desk.principal(second.token) != nil)
            #expect(try await scene.desk.principal(other.token) != nil)
            #expect(
                try await scene.desk.events(of: login).map(\.act)
                    == [.revoked, .entered, .codeSent, .entered, .codeSent, .created])
        }
    }

    @Test(arguments: Engine.allCases)
    func `who leaves needs to enter again`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let session = try await scene.enter()
            try await scene.desk.end(session.token, from: "192.0.2.7")
            #expect(try await scene.desk.session(session.token) == .none)
        }
    }

    @Test(arguments: Engine.allCases)
    func `another password ends the other sessions`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let first = try await scene.enter()
            scene.clock.advance(seconds: 60)
            let second = try await scene.enter()
            let new = "河边 有三棵 老柳树"
            #expect(
                try await scene.desk.changePassword(second.token, from: "wrong", to: new).refusals
                    == ["wrongPassword"])
            _ = try await scene.desk.changePassword(second.token, from: EntryScene.password, to: new).value
            #expect(try await scene.desk.principal(first.token) == nil)
            #expect(try await scene.desk.principal(second.token) != nil)
            #expect(try await scene.begin().refusals == ["wrongNameOrPassword"])
            _ = try await scene.begin(new).value
        }
    }

    @Test(arguments: Engine.allCases)
    func `the sweep deletes what has expired and nothing else`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            _ = try await scene.enter()
            scene.clock.advance(seconds: EntryLimits.idleSeconds)
            let session = try await scene.enter()
            #expect(try await scene.desk.sweep() == 1)
            #expect(try await scene.desk.principal(session.token) != nil)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a token that we never gave opens nothing`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene async throws in
            for token in ["", "a", String(repeating: "A", count: 43), String(repeating: "\u{0}", count: 43)] {
                #expect(try await scene.desk.session(token) == .none)
            }
        }
    }
}
