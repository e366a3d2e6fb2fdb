import Basics
import Casework
import Database
import Exchange
import Office
import Storage
import Testing

@Suite struct `Password and code` {
    @Test(arguments: Engine.allCases)
    func `the right password and code open a session of the login`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let pending = try await scene.begin().value
            #expect(pending.code.phone == "139****0001")
            #expect(try await scene.desk.principal(pending.token) == nil, "the password alone opens nothing")

            let session = try await scene.confirm(pending.token, try await scene.codes()[0]).value
            #expect(session.principal.role == .employerOperator)
            #expect(session.principal.employer == EntryScene.eastern)
            #expect(session.principal.region == Region(rawValue: "beijing"))
            #expect(session.principal.actor?.role == .applicant)
            #expect(try await scene.desk.principal(session.token) == session.principal)
        }
    }

    @Test(arguments: Engine.allCases)
    func `entry gives a new token and the one of the first step is worth nothing`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let pending = try await scene.begin().value
            let session = try await scene.confirm(pending.token, try await scene.codes()[0]).value
            #expect(session.token != pending.token)
            #expect(try await scene.desk.session(pending.token) == .none)
            #expect(scene.desk.formBinding(for: session.token) != scene.desk.formBinding(for: pending.token))
        }
    }

    @Test(arguments: Engine.allCases)
    func `a session is kept by the digest of its token and a code by a keyed digest`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let pending = try await scene.begin().value
            let code = try await scene.codes()[0]
            let kept = try await scene.database.read { tx in
                try tx.all("SELECT digest FROM session") { try $0[0] as [UInt8] }
                    + tx.all("SELECT code_digest FROM sms_code") { try $0[0] as [UInt8] }
            }
            #expect(kept.count == 2)
            #expect(kept.allSatisfy { $0.count == 32 && $0 != Array(pending.token.utf8) && $0 != Array(code.utf8) })
        }
    }

    @Test(arguments: Engine.allCases)
    func `a code is used once, within five minutes`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let first = try await scene.begin().value
            let code = try await scene.codes()[0]
            let second = try await scene.begin().value
            _ = try await scene.confirm(first.token, code).value
            #expect(try await scene.confirm(second.token, code).refusals == ["codeGone"])

            scene.clock.advance(seconds: 60)
            let third = try await scene.begin().value
            scene.clock.advance(seconds: EntryLimits.codeSeconds)
            #expect(try await scene.confirm(third.token, try await scene.codes()[1]).refusals == ["codeGone"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `the fifth wrong code ends the code, and the right one comes too late`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let pending = try await scene.begin().value
            let code = try await scene.codes()[0]
            let wrong = code == "000000" ? "000001" : "000000"
            for left in [4, 3, 2, 1] {
                let answer = try await scene.confirm(pending.token, wrong)
                #expect(answer.sentences.last == "请核对手机短信中的6位数字，还可输入\(left)次。")
            }
            #expect(try await scene.confirm(pending.token, wrong).sentences.last == "请重新获取验证码。")
            #expect(try await scene.confirm(pending.token, code).refusals == ["locked"])
            scene.clock.advance(seconds: 61)
            #expect(try await scene.confirm(pending.token, code).refusals == ["codeGone"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `wrong codes lock a stolen password out for longer and longer`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            var pending = try await scene.begin().value
            for _ in 1...5 { _ = try await scene.confirm(pending.token, "x") }
            scene.clock.advance(seconds: 61)
            pending = try await scene.begin().value
            #expect(try await scene.confirm(pending.token, "x").refusals == ["wrongCode"])
            scene.clock.advance(seconds: 61)
            #expect(try await scene.begin().refusals == ["locked"], "two minutes after the sixth failure")
        }
    }

    @Test(arguments: Engine.allCases)
    func `at most one code a minute is sent to a phone`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let pending = try await scene.begin().value
            #expect(try await scene.begin().value.code.isNew == false)
            scene.clock.advance(seconds: 59)
            let early = try await scene.desk.sendCode(pending.token, from: "192.0.2.7")
            #expect(early.sentences == ["验证码刚刚发送过。", "请先查收短信；没有收到的，请在1秒后重新获取。"])
            scene.clock.advance(seconds: 1)
            #expect(try await scene.desk.sendCode(pending.token, from: "192.0.2.7").value.isNew)
            #expect(try await scene.messages().map(\.phone) == [EntryScene.phone, EntryScene.phone])
            #expect(try await scene.messages().allSatisfy { $0.kind == .code })
            _ = try await scene.confirm(pending.token, try await scene.codes()[1]).value
        }
    }

    @Test(arguments: Engine.allCases)
    func `the first step lasts ten minutes`(on engine: Engine) async throws {
        try await EntryScene.with(engine) { scene in
            let pending = try await scene.begin().value
            scene.clock.advance(seconds: EntryLimits.passwordStageSeconds)
            #expect(try await scene.desk.sendCode(pending.token, from: "").refusals == ["sessionEnded"])
            #expect(try await scene.confirm(pending.token, "123456").refusals == ["sessionEnded"])
        }
    }
}
