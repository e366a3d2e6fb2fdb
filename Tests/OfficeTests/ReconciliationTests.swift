import Basics
import Database
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

    private func reconcile(_ scene: DeskScene) async throws -> ReconciliationReport {
        try await scene.desk.reconcileReceipts(for: DeskScene.region)
        return try await scene.desk.reconciliation(for: DeskScene.reviewer)
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
}
