import Basics
import Casework
import Database
import Exchange
import Office
import Records
import Storage
import Testing

@Suite struct `Operators of an employer` {
    @Test(arguments: Engine.allCases)
    func `an employer's first login keeps its operators, and has every right`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let session = try await scene.enter()
            #expect(session.principal.rights == .all)
            let views = try await scene.desk.operators(by: session.principal)
            #expect(views.map(\.member.account) == ["operator1"])
            #expect(views.map(\.isLastAdministrator) == [true])
        }
    }

    @Test(arguments: Engine.allCases)
    func `who is added sets a password of their own by a code to their phone`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let administrator = try await scene.enter().principal
            let login = try await scene.add("李经办", [.staff], by: administrator)
            let view = try await scene.desk.operator(login, by: administrator)
            let account = view.member.account
            #expect(view.member.invitedUntil != nil)
            #expect(try await scene.messages().last?.text.contains(account) == true)
            // Nothing opens it before.
            #expect(try await scene.begin(name: account).refusals == ["wrongNameOrPassword"])
            let session = try await scene.enterFirst(account)
            #expect(session.principal.rights == [.staff])
            #expect(session.principal.employer == EntryScene.eastern)
            #expect(try await scene.desk.operator(login, by: administrator).member.invitedUntil == nil)
            scene.clock.advance(seconds: 61)
            _ = try await scene.begin("窗前 有一株 石榴树", name: account).value
            // The invitation is used up.
            scene.clock.advance(seconds: 61)
            #expect(try await scene.first(account, try await scene.codes().last ?? "").refusals == ["wrongCode"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a first entry says the same of every name, and locks a name that nobody has`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let administrator = try await scene.enter().principal
            let login = try await scene.add("李经办", [.staff], by: administrator)
            let account = try await scene.desk.operator(login, by: administrator).member.account
            let sent = try await scene.messages().count
            try await scene.desk.beginFirstEntry(name: "nobody", from: "192.0.2.7")
            try await scene.desk.beginFirstEntry(name: "operator1", from: "192.0.2.7")
            #expect(try await scene.messages().count == sent)
            try await scene.desk.beginFirstEntry(name: account, from: "192.0.2.7")
            #expect(try await scene.messages().count == sent + 1)
            let right = try #require(try await scene.codes().last)
            let wrong = right == "000000" ? "000001" : "000000"
            for name in [account, "nobody", "operator1"] {
                for _ in 1...5 {
                    #expect(
                        try await scene.first(name, wrong).sentences.first
                            == "账号或验证码不正确，或者验证码已失效。", "\(name)")
                }
                #expect(try await scene.first(name, right).refusals == ["locked"], "\(name)")
            }
        }
    }

    @Test(arguments: Engine.allCases)
    func `a bad password costs no code, and what is wrong with it is said only to who has the code`(
        on engine: Engine
    ) async throws {
        try await EntryScene.with(engine) { scene in
            let administrator = try await scene.enter().principal
            let login = try await scene.add("李经办", [.papers], by: administrator)
            let account = try await scene.desk.operator(login, by: administrator).member.account
            try await scene.desk.beginFirstEntry(name: account, from: "192.0.2.7")
            let code = try #require(try await scene.codes().last)
            #expect(try await scene.first(account, code, password: "short").refusals == ["password"])
            #expect(try await scene.first(account, code, password: "13900000077 abc").refusals == ["password"])
            #expect(try await scene.first("nobody", code, password: "short").refusals == ["wrongCode"])
            #expect(try await scene.first(account, code).value.principal.rights == [.papers])
        }
    }

    @Test(arguments: Engine.allCases)
    func `an invitation runs out after a week, and can be sent anew`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let administrator = try await scene.enter().principal
            let login = try await scene.add("李经办", [.staff], by: administrator)
            let account = try await scene.desk.operator(login, by: administrator).member.account
            scene.clock.advance(seconds: EntryLimits.invitationSeconds)
            let sent = try await scene.messages().count
            try await scene.desk.beginFirstEntry(name: account, from: "192.0.2.7")
            #expect(try await scene.messages().count == sent)
            #expect(try await scene.desk.operator(login, by: administrator).isInvitationOver)
            _ = try await scene.desk.inviteAgain(login, by: administrator).value
            _ = try await scene.enterFirst(account)
            #expect(try await scene.desk.inviteAgain(login, by: administrator).refusals == ["noInvitation"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `removal closes the login and its sessions at once`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let administrator = try await scene.enter().principal
            let login = try await scene.add("李经办", [.staff], by: administrator)
            let account = try await scene.desk.operator(login, by: administrator).member.account
            let session = try await scene.enterFirst(account)
            #expect(try await scene.desk.principal(session.token) != nil)
            _ = try await scene.desk.removeOperator(login, by: administrator).value
            #expect(try await scene.desk.principal(session.token) == nil)
            #expect(try await scene.messages().last?.text.contains("停用") == true)
            scene.clock.advance(seconds: 61)
            #expect(try await scene.begin("窗前 有一株 石榴树", name: account).refusals == ["wrongNameOrPassword"])
            #expect(try await scene.desk.removeOperator(login, by: administrator).refusals == ["closedOperator"])
            #expect(
                try await scene.desk.setRights(of: login, to: [.papers], by: administrator).refusals
                    == ["closedOperator"])
            // The row stays, with who closed it; so does the name, for nobody else.
            let views = try await scene.desk.operators(by: administrator)
            #expect(views.map(\.member.closing?.by) == [nil, "王经办"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `a right is gone with the next request, and each row says who gave and took it`(on engine: Engine) async throws
    {
        try await EntryScene.with(engine) { scene in
            let administrator = try await scene.enter().principal
            let login = try await scene.add("李经办", [.staff, .papers], by: administrator)
            let account = try await scene.desk.operator(login, by: administrator).member.account
            let session = try await scene.enterFirst(account)
            scene.clock.advance(seconds: 60)
            _ = try await scene.desk.setRights(of: login, to: [.staff, .unitData], by: administrator).value
            #expect(try await scene.desk.principal(session.token)?.rights == [.staff, .unitData])
            #expect(
                try await scene.messages().last?.text == "您在演示单位1的经办权限已由王经办调整为：职工参保、单位信息。")
            let changes = try await scene.desk.operator(login, by: administrator).changes
            #expect(
                Dictionary(uniqueKeysWithValues: changes.map { ($0.right, $0.isHeld) })
                    == [.staff: true, .papers: false, .unitData: true])
            #expect(changes.allSatisfy { $0.by == "王经办" })
            #expect(changes.first { $0.right == .papers }?.at == scene.clock.now)
        }
    }
}

@Suite struct `Limits of who keeps operators` {
    @Test(arguments: Engine.allCases)
    func `the last administrator is neither removed nor limited`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let first = try await scene.enter().principal
            #expect(try await scene.desk.removeOperator(first.login, by: first).refusals == ["lastAdministrator"])
            #expect(
                try await scene.desk.setRights(of: first.login, to: [.staff], by: first).refusals
                    == ["lastAdministrator"])
            // Somebody who was invited and has not come yet can't keep anybody.
            let login = try await scene.add("李经办", .all, by: first)
            #expect(try await scene.desk.removeOperator(first.login, by: first).refusals == ["lastAdministrator"])
            let account = try await scene.desk.operator(login, by: first).member.account
            let second = try await scene.enterFirst(account).principal
            _ = try await scene.desk.removeOperator(first.login, by: second).value
            #expect(try await scene.desk.removeOperator(login, by: second).refusals == ["lastAdministrator"])
            // Whoever is removed keeps nobody any more, whatever their session still says.
            await scene.expectNotFound { try await scene.desk.removeOperator(login, by: first) }
        }
    }

    @Test(arguments: Engine.allCases)
    func `nobody gives what they lack`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let first = try await scene.enter().principal
            let login = try await scene.add("李经办", [.administration, .staff], by: first)
            let account = try await scene.desk.operator(login, by: first).member.account
            let second = try await scene.enterFirst(account).principal
            for right in OperatorRight.allCases {
                let answer = try await scene.desk.addOperator(
                    OperatorApplication(name: "张经办", phone: "13900000078", rights: [right]), by: second)
                #expect(answer.refusals == (second.rights.contains(right) ? [] : ["notYourRights"]), "\(right)")
            }
            #expect(
                try await scene.desk.setRights(of: login, to: .all, by: second).refusals == ["notYourRights"])
            // What somebody holds already need not be given again.
            _ = try await scene.desk.setRights(
                of: first.login, to: [.administration, .contributions], by: second
            ).value
        }
    }

    @Test(arguments: Engine.allCases)
    func `all that is wrong with a new operator is said at once`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let first = try await scene.enter().principal
            let answer = try await scene.desk.addOperator(
                OperatorApplication(name: "", phone: "12", rights: []), by: first)
            #expect(answer.refusals == ["name", "phone", "noRights"])
            #expect(try await scene.desk.setRights(of: first.login, to: [], by: first).refusals == ["noRights"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `nobody but an employer's own administrator keeps its operators`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let first = try await scene.enter().principal
            let login = try await scene.add("李经办", .all.subtracting([.administration]), by: first)
            let account = try await scene.desk.operator(login, by: first).member.account
            let limited = try await scene.enterFirst(account).principal
            try await scene.makeLogin("operator2", .employerOperator, .employer(EntryScene.western))
            try await scene.makeLogin("teller", .teller, .branch("east"))
            try await scene.makeLogin("zhang", .individual, .person(EntryScene.zhang))
            var others = [limited]
            for name in ["operator2", "teller", "zhang"] {
                scene.clock.advance(seconds: 61)
                others.append(try await scene.enter(name: name).principal)
            }
            let desk = scene.desk
            for other in others {
                await scene.expectNotFound { try await desk.operator(first.login, by: other) }
                await scene.expectNotFound { try await desk.setRights(of: login, to: .all, by: other) }
                await scene.expectNotFound { try await desk.removeOperator(first.login, by: other) }
                await scene.expectNotFound { try await desk.inviteAgain(login, by: other) }
            }
            for other in [limited, others[2], others[3]] {
                await scene.expectNotFound { try await desk.operators(by: other) }
                await scene.expectNotFound {
                    try await desk.addOperator(
                        OperatorApplication(name: "张经办", phone: "13900000078", rights: [.staff]), by: other)
                }
            }
        }
    }
}

extension EntryScene {
    func add(_ name: String, _ rights: Set<OperatorRight>, by principal: Principal) async throws -> Int64 {
        try await desk.addOperator(
            OperatorApplication(name: name, phone: "13900000077", rights: rights), by: principal
        ).value
    }

    func first(
        _ name: String, _ code: String, password: String = "窗前 有一株 石榴树"
    ) async throws -> EntryAnswer<OpenSession> {
        try await desk.completeFirstEntry(name: name, code: code, password: password, from: "192.0.2.7")
    }

    /// Sets a first password, and is in.
    func enterFirst(_ account: String) async throws -> OpenSession {
        try await desk.beginFirstEntry(name: account, from: "192.0.2.7")
        let code = try #require(try await messages().last?.text.firstMatch(of: /：([0-9]{6})，/)?.1)
        return try await first(account, String(code)).value
    }

    func expectNotFound(
        _ sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> some Any
    ) async {
        await #expect(sourceLocation: sourceLocation) {
            _ = try await body()
        } throws: { error in
            if case DeskRefusal.notFound = error { true } else { false }
        }
    }
}
