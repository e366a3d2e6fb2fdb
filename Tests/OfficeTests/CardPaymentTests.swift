import Basics
import Casework
import Database
import Exchange
import Matters
import Office
import Records
import Storage
import Testing

/// 柜台缴费登记: a teller enters what the card terminal printed; another compares it, or the bank tells of it.
@Suite struct `A card payment` {
    @Test(arguments: Engine.allCases)
    func `it is booked once, whoever tells of it first`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            let plan = try await scene.plans()[0].number
            await #expect(throws: DeskRefusal.self) { try await scene.file("counter-payment", ["planNumber": plan]) }
            try await scene.payByCard()
            #expect(try await scene.plans()[0].outstanding == .zero)
            try await scene.notice(.counter, reference: "POS1", yuan: "3024.00")
            #expect(try await scene.count("SELECT count(*) FROM receipt") == 1)
            #expect(try await scene.refusedNotes() == [])
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `what a teller typed of a card counts only after somebody else has compared the slip`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            await #expect(throws: DeskScene.NotFiled.self) {
                try await scene.file(
                    "counter-payment",
                    [
                        "planNumber": try await scene.plans()[0].number, "number": "POS1", "amount": "3024",
                        "paidOn": "2026-11-02",
                    ], by: DeskScene.teller)
            }
            let id = try await scene.enterCardPayment()
            func waiting() async throws -> [String] {
                let number = try await scene.plans()[0].number
                return try await Pages(scene.desk).plan(number, by: DeskScene.operator).payment.waiting
                    .map { "\($0.payment.number) \($0.payment.amount)" }
            }
            #expect(try await scene.plans()[0].outstanding == Money(yuan: 3_024))
            #expect(try await scene.count("SELECT count(*) FROM receipt") == 0)
            #expect(try await scene.toDos().contains { $0.key.kind == "payment-due" })
            #expect(try await waiting() == ["POS1 3,024.00"])
            let digest = try #require(try await scene.desk.view(id, by: DeskScene.reviewer).assessment?.digest)
            await #expect(throws: DeskRefusal.self) {
                _ = try await scene.desk.approve(id, version: 2, digest: digest, by: DeskScene.teller)
            }
            scene.clock.advance(seconds: 86_400)
            try await scene.approve(id)
            #expect(try await scene.plans()[0].outstanding == .zero)
            #expect(try await waiting() == [])
            // It was paid on the day of the card, whenever it was compared.
            #expect(try await scene.count("SELECT count(*) FROM receipt WHERE paid_on = '2026-11-02'") == 1)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `what the bank tells of before the slip is compared is booked once, and nobody need compare it`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            for (number, code) in [("POS1", DeskScene.creditCode), ("POS2", nil)] {
                let id = try await scene.enterCardPayment(number, yuan: "1000")
                for key in ["once", "again"] {
                    try await scene.hear(
                        BankPaymentNotice(
                            way: .counter, orderNumber: nil, creditCode: code, remark: nil,
                            slip: scene.slip(number, yuan: "1000.00")), key: "notice-\(number)-\(key)")
                }
                let state = try await scene.state(id)
                #expect(state.status == .lapsed)
                #expect(state.events.last?.detail.reason?.hasPrefix("银行已传来这笔刷卡的到账（流水号\(number)）") == true)
            }
            // Of the second the bank did not say whose it is; the teller had.
            #expect(try await scene.plans()[0].received == Money(yuan: 2_000))
            #expect(try await scene.refusedNotes() == [])
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `what the bank tells of otherwise than the teller is booked as told, and the slip can't be granted`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            let id = try await scene.enterCardPayment(yuan: "3000")
            try await scene.notice(.counter, reference: "POS1", yuan: "3024.00")
            #expect(try await scene.plans()[0].outstanding == .zero)
            let view = try await scene.desk.view(id, by: DeskScene.reviewer)
            #expect(view.assessment?.refusals.map(\.code).contains("bookedDifferently") == true)
            #expect(view.assessment?.digest == nil)
            try await scene.desk.refuse(
                id, version: view.state.version, reason: "与银行传来的金额不同，已按银行信息入账。", by: DeskScene.reviewer)
            #expect(try await scene.count("SELECT count(*) FROM receipt") == 1)
            try await scene.expectCleanBooks()
        }
    }
}
