import Basics
import Casework
import Database
import Exchange
import Office
import Records
import Storage
import Testing

@Suite struct `Agreements on deduction` {
    static let answers: Answers = [
        "branch": "演示银行示范支行", "holder": "演示单位1", "account": "9900000000000000191", "signatory": "陈演示",
        "capacity": "authorised", "signedOn": "2026-11-02", "phone": "13900000001",
    ]

    @Test(arguments: Engine.allCases)
    func `an application waits for the bank and takes effect with its feedback`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let id = try await scene.file("deduction-agreement", Self.answers)
            #expect(try await scene.state(id).status == .awaitingPartner)
            #expect(try await scene.state(id).events.last?.detail.partner == .bank)
            let asked = try await scene.agreementRequests()
            #expect(asked.map(\.accountNumber) == ["9900000000000000191"])
            #expect(try await scene.desk.resumeWaiting(in: DeskScene.region) == 0)
            for key in ["answer-one", "answer-two", "answer-one"] {
                #expect(try await scene.answer(asked[0], .accepted("XY1"), key: key) == .received)
            }
            #expect(try await scene.state(id).status == .effective)
            let agreement = try await scene.database.read { tx in try tx.deductions.current(of: DeskScene.employer) }
            #expect(agreement?.agreementNumber == "XY1")
            #expect(agreement?.account.number.text == "9900000000000000191")
            let texts = try await scene.letters("message")
            #expect(texts.count == 1 && texts[0].contains("尾号0191"))
            #expect(try await scene.answer(asked[0], .accepted("XY2"), key: "answer-three") == .received)
            #expect(try await scene.refusedNotes() == ["申请\(asked[0].requestNumber)已有不同的处理结果。"])
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `what the bank refuses comes back with its remedy and may be sent again`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let id = try await scene.file("deduction-agreement", Self.answers)
            try await scene.answer(try await scene.agreementRequests()[0], .refused)
            let state = try await scene.state(id)
            #expect(state.status == .returned)
            #expect(state.events.last?.detail.reason == "银行未开通扣款：账号与户名不符。请核对账号和户名。")
            #expect(try await scene.toDos().map(\.key.kind) == ["case-returned"])
            let draft = try await scene.desk.beginSupplement(id, by: DeskScene.operator)
            #expect(try await scene.submit(draft) == id)
            #expect(try await scene.state(id).status == .awaitingPartner)
            let asked = try await scene.agreementRequests()
            #expect(Set(asked.map(\.requestNumber)).count == 2)
            try await scene.answer(asked[1], .accepted("XY1"))
            #expect(try await scene.state(id).status == .effective)
            #expect(try await scene.toDos().isEmpty)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `a silent bank sends the application back, and its late answer is not lost`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let id = try await scene.file("deduction-agreement", Self.answers)
            scene.clock.advance(seconds: 3 * 86_400)
            #expect(try await scene.desk.resumeWaiting(in: DeskScene.region) == 1)
            #expect(try await scene.state(id).status == .returned)
            try await scene.answer(try await scene.agreementRequests()[0], .accepted("XY1"))
            #expect(try await scene.state(id).status == .returned)
            // The bank has said yes meanwhile: sent again, the application takes effect at once.
            _ = try await scene.submit(try await scene.desk.beginSupplement(id, by: DeskScene.operator))
            #expect(try await scene.state(id).status == .effective)
            #expect(try await scene.agreementRequests().count == 1)
        }
    }

    @Test(arguments: Engine.allCases)
    func `the bank is told to end what it accepts for an application that was withdrawn`(on engine: Engine) async throws
    {
        try await DeskScene.with(engine) { scene async throws in
            let id = try await scene.file("deduction-agreement", Self.answers)
            try await scene.desk.withdraw(id, version: 2, reason: "不再需要", by: DeskScene.operator)
            try await scene.answer(try await scene.agreementRequests()[0], .accepted("XY1"))
            #expect(try await scene.letters("agreement-end").count == 1)
            #expect(try await scene.count("SELECT count(*) FROM deduction_agreement") == 0)
        }
    }

    @Test(arguments: Engine.allCases)
    func `an agreement is ended and another made`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.agree("XY1")
            await #expect(throws: DeskScene.NotFiled.self) {
                try await scene.file("deduction-agreement", Self.answers)
            }
            try await scene.file("deduction-agreement-end", ["reason": "accountChanges"])
            #expect(try await scene.letters("agreement-end").count == 1)
            try await scene.agree("XY2")
            #expect(try await scene.count("SELECT count(*) FROM deduction_agreement") == 2)
            // Twice the same account is kept once.
            #expect(try await scene.count("SELECT count(*) FROM employer_bank_account") == 1)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `an account that was changed behind the platform's back is found`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.agree("XY1")
            try await scene.run("UPDATE employer_bank_account SET number = '9900000000000000272'")
            #expect(try await scene.audit().findings.map(\.table) == ["deduction_agreement"])
        }
    }

    @Test(arguments: Engine.allCases)
    func `an answer to what nobody asked is work for the staff`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            let stranger = BankAgreement.example(number: "B1-1")
            #expect(try await scene.answer(stranger, .accepted("XY1")) == .received)
            #expect(try await scene.refusedNotes() == ["没有编号为B1-1的扣款协议申请。"])
        }
    }
}
