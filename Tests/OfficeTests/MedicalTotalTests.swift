import Basics
import Database
import Exchange
import Office
import Records
import Storage
import Testing

/// One person, a plan of 2026-11; what medical insurance charges for the month stands beside it.
@Suite struct `Medical's monthly total` {
    private func total(_ yuan: Int64, asOf day: String, of code: String = DeskScene.creditCode) -> MedicalMonthlyTotal {
        MedicalMonthlyTotal(
            creditCode: code, period: Month("2026-11")!, people: 1,
            lines: [LineAmounts(line: InsuranceLine(rawValue: 310), unit: Money(yuan: yuan), person: Money(yuan: 3))],
            asOf: Day(day)!)
    }

    private func shown(_ scene: DeskScene) async throws -> Money? {
        let plan = try await scene.plans()[0].number
        return try await Pages(scene.desk).plan(plan, by: DeskScene.operator).medical?.unit
    }

    private func withAPlan(_ engine: Engine, _ body: (DeskScene) async throws -> Void) async throws {
        try await DeskScene.with(engine) { scene async throws in
            try await scene.enrol(Newcomer(1))
            try await scene.makePlan()
            try await body(scene)
        }
    }

    @Test(arguments: Engine.allCases)
    func `is asked for once a plan is made, then once a day`(on engine: Engine) async throws {
        try await withAPlan(engine) { scene in
            #expect(try await scene.desk.fetchMedicalTotals(in: DeskScene.region) == 0)
            scene.partners.state(total: total(980, asOf: "2026-11-03"))
            // Medical had none today; it is asked again tomorrow.
            #expect(try await scene.desk.fetchMedicalTotals(in: DeskScene.region) == 0)
            scene.clock.advance(seconds: 86_400)
            #expect(try await scene.desk.fetchMedicalTotals(in: DeskScene.region) == 1)
            #expect(try await scene.desk.fetchMedicalTotals(in: DeskScene.region) == 0)
            #expect(try await shown(scene) == Money(yuan: 980))
            try await scene.enrol(Newcomer(2))
            try await scene.makePlan()
            #expect(try await scene.desk.fetchMedicalTotals(in: DeskScene.region) == 1)
            try await scene.expectCleanBooks()
        }
    }

    @Test(arguments: Engine.allCases)
    func `is not overwritten by an older one, nor by another employer's, and silence is asked again`(
        on engine: Engine
    ) async throws {
        try await withAPlan(engine) { scene in
            scene.partners.setDown(true)
            #expect(try await scene.desk.fetchMedicalTotals(in: DeskScene.region) == 0)
            scene.partners.setDown(false)
            scene.partners.state(total: total(1, asOf: "2026-11-02", of: "91590000MADM000191"))
            #expect(try await scene.desk.fetchMedicalTotals(in: DeskScene.region) == 0)
            #expect(try await shown(scene) == nil)
            for (yuan, day) in [(Int64(990), "2026-11-03"), (980, "2026-11-02")] {
                try await scene.hear(total(yuan, asOf: day), key: "total-\(yuan)-0001")
            }
            #expect(try await shown(scene) == Money(yuan: 990))
        }
    }
}
