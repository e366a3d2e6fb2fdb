import Database
import Office
import Testing

@Suite struct `Locks against guessing` {
    @Test(arguments: Engine.allCases)
    func `the fifth failure locks for a minute, and each further one for twice as long up to an hour`(
        on engine: Engine
    ) async throws {
        try await EntryScene.with(engine) { scene in
            for _ in 1...4 { #expect(try await scene.begin("wrong").refusals == ["wrongNameOrPassword"]) }
            for minutes in [1, 2, 4, 8, 16, 32, 60, 60] {
                #expect(try await scene.begin("wrong").sentences.last?.hasPrefix("请约\(minutes)分钟后再试") == true)
                scene.clock.advance(seconds: minutes * 60 - 1)
                #expect(try await scene.begin().refusals == ["locked"], "the right password waits as well")
                scene.clock.advance(seconds: 1)
            }
            _ = try await scene.enter()
            #expect(try await scene.begin("wrong").refusals == ["wrongNameOrPassword"], "entry begins the count anew")
        }
    }

    @Test(arguments: Engine.allCases)
    func `the page says until when it is locked`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            for _ in 1...4 { _ = try await scene.begin("wrong") }
            #expect(try await scene.begin("wrong").sentences.first == "因连续输错，该账号已暂时锁定至09:01。")
        }
    }

    @Test(arguments: Engine.allCases)
    func `a name that nobody has takes a comparison and is locked like any other`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            var answers: [[String]] = []
            for name in ["operator1", "nobody"] {
                let before = scene.passwords.compared
                var sentences: [String] = []
                for _ in 1...6 { sentences += try await scene.begin("wrong", name: name).sentences }
                answers.append(sentences)
                #expect(scene.passwords.compared == before + 5)
            }
            #expect(answers[0] == answers[1])
        }
    }

    @Test(arguments: Engine.allCases)
    func `many attempts at once get no more tries than one after the other`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene async throws in
            await withTaskGroup { group in
                for _ in 1...20 { group.addTask { _ = try? await scene.begin("wrong") } }
            }
            #expect(scene.passwords.compared == 5)
            #expect(try await scene.begin().refusals == ["locked"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `an attempt that was turned away unread does not count`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            scene.passwords.setOverloaded(true)
            for _ in 1...6 { #expect(try await scene.begin().refusals == ["busy"]) }
            scene.passwords.setOverloaded(false)
            _ = try await scene.enter()
        }
    }

    @Test(arguments: Engine.allCases)
    func `the name is the same in either case and with spaces around it`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            _ = try await scene.begin(name: " Operator1 ").value
        }
    }
}
