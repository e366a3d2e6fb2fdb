import Basics
import Casework
import Database
import Exchange
import Office
import Records
import Storage
import Testing

@Suite struct `Both books of a day beside each other` {
    private static let day = Day("2026-11-02")!

    /// A plan of 3 024.00, of which three receipts have arrived here, paid on 2 November; today is the 3rd.
    private func withReceipts(_ engine: Engine, _ body: (DeskScene) async throws -> Void) async throws {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            for (number, yuan) in [("SK1", "100.00"), ("SK2", "200.00"), ("SK3", "300.00")] {
                try await scene.receive(number, yuan: yuan)
            }
            scene.clock.advance(seconds: 86_400)
            try await body(scene)
        }
    }

    private func reconcile(
        _ scene: DeskScene, with partner: Partner = .tax
    ) async throws -> ReconciliationReport.PartnerBooks {
        try await scene.desk.reconcileReceipts(for: DeskScene.region)
        let report = try await scene.desk.reconciliation(for: DeskScene.reviewer)
        return try #require(report.books.first { $0.partner == partner })
    }

    @Test(arguments: Engine.allCases)
    func `what is lost, doubtful or told otherwise is named, however many pages it takes`(
        on engine: Engine
    ) async throws {
        try await withReceipts(engine) { scene in
            scene.partners.state([("SK1", 100), ("SK3", 301), ("SK4", 400)], paidOn: Self.day)
            let report = try await reconcile(scene)
            #expect(
                report.differences.map(\.receipt) == [
                    ReceiptDifference(number: "SK2", ours: Money(yuan: 200), theirs: nil),
                    ReceiptDifference(number: "SK3", ours: Money(yuan: 300), theirs: Money(yuan: 301)),
                    ReceiptDifference(number: "SK4", ours: nil, theirs: Money(yuan: 400)),
                ])
            #expect(report.differences.map(\.payer) == ["演示单位1", "演示单位1", nil])
            #expect(report.days.first?.compared?.theirs == Money(yuan: 801))
            #expect(try await scene.desk.worklist(of: DeskScene.reviewer).openWork.receiptDifferences == 3)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a receipt that comes late ties the day out`(on engine: Engine) async throws {
        try await withReceipts(engine) { scene in
            scene.partners.state([("SK1", 100), ("SK2", 200), ("SK3", 300), ("SK4", 400)], paidOn: Self.day)
            #expect(try await reconcile(scene).differences.map(\.receipt.number) == ["SK4"])
            try await scene.receive("SK4", yuan: "400.00")
            let report = try await reconcile(scene)
            #expect(report.differences.isEmpty)
            #expect(report.days.first?.compared?.ours == Money(yuan: 1_000))
        }
    }

    @Test(arguments: Engine.allCases)
    func `silence is no agreement`(on engine: Engine) async throws {
        try await withReceipts(engine) { scene in
            scene.partners.setDown(true)
            let report = try await reconcile(scene)
            #expect(report.days.count == 7 && report.days.allSatisfy { $0.compared == nil })
        }
    }

    @Test(arguments: Engine.allCases)
    func `a day on which both agree is asked about once a day`(on engine: Engine) async throws {
        try await withReceipts(engine) { scene in
            scene.partners.state([("SK1", 100), ("SK2", 200), ("SK3", 300)], paidOn: Self.day)
            _ = try await reconcile(scene)
            let asked = scene.partners.sent.count
            _ = try await reconcile(scene)
            #expect(scene.partners.sent.count == asked)
        }
    }

    @Test(arguments: Engine.allCases)
    func `the bank's movements, in and back out, are compared to the fen, and named until they agree`(
        on engine: Engine
    ) async throws {
        try await withReceipts(engine) { scene in
            let plan = try await scene.plans()[0].number
            scene.clock.advance(seconds: -86_400)
            for (number, yuan) in [("HK1", "100.00"), ("HK2", "200.00"), ("HK3", "300.00")] {
                try await scene.notice(.remittance, reference: number, yuan: yuan, remark: plan)
            }
            try await scene.giveBack("HK3", yuan: "300.00", key: "return-0001")
            scene.clock.advance(seconds: 86_400)
            scene.partners.state(
                movements: [
                    ("HK1", "100.00"), ("HK2", "200.01"), ("HK3", "300.00"), ("HK4", "5.00"), ("TH2", "-5.00"),
                ],
                on: Self.day)
            let books = try await reconcile(scene, with: .bank)
            #expect(
                books.differences.map(\.receipt) == [
                    ReceiptDifference(number: "HK2", ours: Money(yuan: 200), theirs: Money(yuanText: "200.01")),
                    ReceiptDifference(number: "HK4", ours: nil, theirs: Money(yuan: 5)),
                    ReceiptDifference(number: "TH1", ours: Money(yuan: -300), theirs: nil),
                    ReceiptDifference(number: "TH2", ours: nil, theirs: Money(yuan: -5)),
                ])
            #expect(books.differences.map(\.payer) == ["演示单位1", nil, "演示单位1", nil])
            #expect(books.days.first?.compared?.ours == Money(yuan: 600))
            // The bank mends its book; what it forgot to tell arrives.
            try await scene.hear(
                BankPaymentNotice(
                    way: .remittance, orderNumber: nil, creditCode: nil, remark: nil,
                    slip: scene.slip("HK4", yuan: "5.00", on: Self.day)), key: "notice-HK4")
            scene.partners.state(
                movements: [
                    ("HK1", "100.00"), ("HK2", "200.00"), ("HK3", "300.00"), ("HK4", "5.00"), ("TH1", "-300.00"),
                ],
                on: Self.day)
            #expect(try await reconcile(scene, with: .bank).differences.isEmpty)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a card payment that a teller dates back is laid beside the bank's book of its day, until it is explained`(
        on engine: Engine
    ) async throws {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            scene.clock.advance(seconds: 30 * 86_400)
            try await scene.payByCard("FAKE-0001", yuan: "24", on: Self.day.description)
            let invented = ReceiptDifference(number: "FAKE-0001", ours: Money(yuan: 24), theirs: nil)
            let books = try await reconcile(scene, with: .bank)
            #expect(books.differences.map(\.receipt) == [invented])
            #expect(books.days.last?.paidOn == Self.day && books.days.last?.compared?.differences == 1)
            // Long after it was booked it is asked about still.
            scene.clock.advance(seconds: 30 * 86_400)
            #expect(try await reconcile(scene, with: .bank).differences.map(\.receipt) == [invented])
            scene.partners.state(movements: [("FAKE-0001", "24.00")], on: Self.day)
            #expect(try await reconcile(scene, with: .bank).differences.isEmpty)
        }
    }
}
