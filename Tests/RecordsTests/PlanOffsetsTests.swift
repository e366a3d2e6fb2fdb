import Basics
import Records
import TestSupport
import Testing

@Suite struct PlanOffsetsTests {
    @Test func `a credit pays the oldest open plan first, and what is left waits for the next`() {
        let open = [OpenPlan.of(1, claims: [60, 30]), OpenPlan.of(2, claims: [100, 50])]
        let offsets = PlanOffsets(of: totals([(-80, -40)]), against: open)
        #expect(offsets.offsets.map(\.debit) == [.onRecord(PlanId(1)), .onRecord(PlanId(2))])
        #expect(offsets.offsets.map(\.amount.fen) == [90, 30])
        #expect(offsets.offsets[1].taken.map(\.outstanding.fen) == [20, 10])
        #expect(offsets.settled == [.onRecord(PlanId(1)), .made])
        #expect(offsets.rest.isZero)
        #expect(offsets.credit.isZero)
    }

    @Test func `a credit without a debt waits, and pays the next plan`() {
        let alone = PlanOffsets(of: totals([(-80, -40)]), against: [])
        #expect(alone.offsets.isEmpty && alone.settled.isEmpty)
        #expect(alone.rest.fen == -120)
        let next = PlanOffsets(of: totals([(200, 100)]), against: [OpenPlan.of(1, claims: [-80, -40])])
        #expect(next.credit.fen == 120)
        #expect(next.rest.fen == 180)
        #expect(next.offsets[0].given.map(\.outstanding.fen) == [80, 40])
        #expect(next.settled == [.onRecord(PlanId(1))])
    }

    @Test func `what one line of a plan gives back pays its other lines first`() {
        let offsets = PlanOffsets(of: totals([(-80, -40), (100, 50)]), against: [])
        #expect(offsets.offsets.map(\.amount.fen) == [120])
        #expect(offsets.rest.fen == 30)
        #expect(offsets.credit.isZero)
        let even = PlanOffsets(of: totals([(-80, 0), (80, 0)]), against: [])
        #expect(even.settled == [.made])
    }

    @Test func `a plan that comes to nothing is settled when it is made`() {
        #expect(PlanOffsets(of: totals([(0, 0)]), against: []).settled == [.made])
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `no fen is lost or made, and debts and credits are never open together`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let sign: Int64 = Bool.random(using: &generator) ? 1 : -1
        let open = (1...Int64.random(in: 1...4, using: &generator)).map { id in
            OpenPlan.of(id, claims: (0..<4).map { _ in sign * Int64.random(in: 1...500, using: &generator) })
        }
        let new = totals(
            (0..<3).map { _ in
                (Int64.random(in: -900...900, using: &generator), Int64.random(in: -900...900, using: &generator))
            })
        let offsets = PlanOffsets(of: new, against: open)
        var claims = Dictionary(uniqueKeysWithValues: open.map { (PlanReference.onRecord($0.plan.id), $0.claims) })
        claims[.made] = OpenPlan.claims(of: new)
        let before = claims.values.map(\.total).total
        for offset in offsets.offsets {
            #expect(offset.given.total == offset.taken.total)
            #expect((offset.given + offset.taken).allSatisfy { $0.outstanding > .zero })
            move(offset.given, 1, &claims[offset.credit, default: []])
            move(offset.taken, -1, &claims[offset.debit, default: []])
        }
        #expect(claims.values.map(\.total).total == before)
        let left = claims.values.flatMap(\.self).map(\.outstanding)
        #expect(left.allSatisfy { $0 >= .zero } || left.allSatisfy { $0 <= .zero })
        let settled = Set(claims.filter { $0.value.allSatisfy { $0.outstanding.isZero } }.keys)
        #expect(settled == Set(offsets.settled))
        #expect(claims[.made]?.total == offsets.rest)
    }

    private func move(_ part: [OpenPlan.Claim], _ sign: Int64, _ claims: inout [OpenPlan.Claim]) {
        for moved in part {
            let index = claims.firstIndex { $0.line == moved.line && $0.share == moved.share }!
            claims[index] = OpenPlan.Claim(
                line: moved.line, share: moved.share,
                outstanding: claims[index].outstanding + Money(fen: sign * moved.outstanding.fen))
        }
    }

    private func totals(_ lines: [(unit: Int64, person: Int64)]) -> [PlanLineTotal] {
        lines.enumerated().map { index, line in
            PlanLineTotal(
                line: InsuranceLine(rawValue: Int16(110 + index)), people: 1, unit: Money(fen: line.unit),
                personShare: Money(fen: line.person), account: Money(fen: line.person))
        }
    }
}
