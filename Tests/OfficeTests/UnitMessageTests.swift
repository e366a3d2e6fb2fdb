import Basics
import Casework
import Database
import Exchange
import Office
import Records
import Storage
import Testing

/// What the registers of units tell the platform on their own is kept as a fact.
@Suite struct `Messages of the registers of units` {
    private static let code = "91590000MADM00115A"

    static func unit(
        code: String = code, status: SharedUnit.Status = .active, address: String = "演示路1号", revision: Int = 1
    ) -> SharedUnit {
        SharedUnit(
            creditCode: code, name: "初晴文化传播有限公司", kind: .enterprise, type: "有限责任公司",
            registeredOn: Day("2026-11-09")!, authority: "演示区市场监督管理局",
            head: .init(name: "楚晴", number: "59000319890214002X"), address: address, scope: nil, industry: "R8810",
            status: status, contact: .init(name: "楚歌", phone: "19900000921"), revision: revision)
    }

    private func send<Request: PartnerRequest>(_ request: Request, _ key: String, to scene: DeskScene) async throws {
        let message = InboxMessage(
            Request.endpoint, idempotencyKey: try #require(IdempotencyKey(key)), body: try request.body(),
            receivedAt: scene.clock.now)
        #expect(try await scene.desk.receive(message, for: DeskScene.region) == .received)
    }

    private func known(_ scene: DeskScene, _ code: String = code) async throws -> SharedUnit? {
        try await scene.database.read { tx in try tx.partnerAnswers.unit(code).unit }
    }

    @Test(arguments: Engine.allCases)
    func `an older record never takes the place of a newer one`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            let newer = Self.unit(address: "演示路2号", revision: 3)
            let changed = Day("2026-11-02")!
            try await send(UnitChanged<MarketRegulator>(newer, changedOn: changed), "unit-change-2", to: scene)
            try await send(
                UnitChanged<MarketRegulator>(Self.unit(revision: 2), changedOn: changed), "unit-change-1", to: scene)
            #expect(try await known(scene) == newer)
            let ended = Self.unit(status: .deregistered, revision: 4)
            try await send(UnitDeregistered<MarketRegulator>(ended, endedOn: changed), "unit-ended-1", to: scene)
            try await send(UnitChanged<MarketRegulator>(newer, changedOn: changed), "unit-change-3", to: scene)
            #expect(try await known(scene)?.status == .deregistered)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a register is believed of what it registers itself only`(on engine: Engine) async throws {
        try await DeskScene.with(engine) { scene in
            try await send(
                UnitChanged<CivilAffairs>(Self.unit(), changedOn: Day("2026-11-02")!), "unit-change-1", to: scene)
            #expect(try await known(scene) == nil)
            let refused = try await scene.database.read { tx in try tx.inbox.refused(limit: 10) }
            #expect(refused.map(\.reason) == ["91590000MADM00115A不是民政及其他登记管理机关登记的单位。"])
        }
    }
}
