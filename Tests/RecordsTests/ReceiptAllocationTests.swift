import Basics
import Records
import TestSupport
import Testing

@Suite struct ReceiptAllocationTests {
    @Test func `an amount that pays a plan in part is spread over its lines pro rata`() {
        let plan = OpenPlan.of(1, claims: [16_000, 8_000, 800, 200])
        let allocation = ReceiptAllocation(of: Money(fen: 12_500), to: [plan])
        #expect(allocation.parts.map(\.plan) == [PlanId(1)])
        #expect(allocation.parts[0].claims.map(\.outstanding.fen) == [8_000, 4_000, 400, 100])
        #expect(!allocation.parts[0].settlesPlan)
        #expect(allocation.unallocated.isZero)
    }

    @Test func `the oldest plan is paid whole before the next gets anything`() {
        let plans = [OpenPlan.of(1, claims: [1_000, 500]), OpenPlan.of(2, claims: [1_000])]
        let allocation = ReceiptAllocation(of: Money(fen: 1_700), to: plans)
        #expect(allocation.parts.map(\.settlesPlan) == [true, false])
        #expect(allocation.parts[1].claims.map(\.outstanding.fen) == [200])
    }

    @Test func `what no plan takes is left over`() {
        let allocation = ReceiptAllocation(of: Money(fen: 2_000), to: [OpenPlan.of(1, claims: [1_000, 500])])
        #expect(allocation.parts.map(\.settlesPlan) == [true])
        #expect(allocation.unallocated == Money(fen: 500))
        #expect(ReceiptAllocation(of: Money(fen: 7), to: []).unallocated == Money(fen: 7))
    }

    @Test func `a fen that cannot be split goes to the largest remainder, and to the earlier of two`() {
        #expect(proRata(100, [1, 1, 1]) == [34, 33, 33])
        #expect(proRata(5, [1, 2, 7]) == [1, 1, 3])
        #expect(proRata(0, [5, 5]) == [0, 0])
        #expect(proRata(9, [0, 0]) == [0, 0])
        #expect(proRata(1, [0, 3]) == [0, 1])
    }

    @Test func `the largest amounts do not overflow`() {
        let weights = [Int64.max / 4, Int64.max / 4, Int64.max / 4]
        #expect(proRata(Int64.max / 2, weights).reduce(0, +) == Int64.max / 2)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `parts and rest make the receipt, no claim gets more than it lacks, the oldest comes first`(
        seed: UInt64
    ) {
        var generator = SeededGenerator(seed: seed)
        let plans = (1...Int64.random(in: 1...6, using: &generator)).map { id in
            OpenPlan.of(
                id,
                claims: (0..<Int.random(in: 0...8, using: &generator)).map { _ in
                    Int64.random(in: 1...5_000_000, using: &generator)
                })
        }
        let owed = plans.map(\.outstanding).total
        let amount = Money(fen: Int64.random(in: 0...max(1, owed.fen * 3 / 2), using: &generator))
        let allocation = ReceiptAllocation(of: amount, to: plans)

        let taken = allocation.parts.flatMap(\.claims).map(\.outstanding)
        #expect(taken.total + allocation.unallocated == amount)
        #expect(allocation.unallocated.isZero || taken.total == owed)
        for part in allocation.parts {
            guard let plan = plans.first(where: { $0.plan.id == part.plan }) else {
                Issue.record("A part of a plan that is not owed.")
                continue
            }
            expect(part, fits: plan)
        }
        // All but the last of the plans that got anything are paid whole, and none that owes was passed over.
        #expect(!allocation.parts.dropLast().contains { !$0.settlesPlan })
        let owing = plans.filter { $0.outstanding > .zero }.map(\.plan.id)
        #expect(allocation.parts.map(\.plan) == Array(owing.prefix(allocation.parts.count)))
    }

    private func expect(_ part: ReceiptAllocation.Part, fits plan: OpenPlan) {
        let sum = part.claims.map(\.outstanding).total
        #expect(part.settlesPlan == (sum == plan.outstanding))
        for claim in plan.claims {
            let got =
                part.claims.first { $0.line == claim.line && $0.share == claim.share }?.outstanding ?? .zero
            #expect(got >= .zero && got <= claim.outstanding)
            // got / claim and sum / plan differ by less than a fen.
            let exact = Int128(sum.fen) * Int128(claim.outstanding.fen)
            let found = Int128(got.fen) * Int128(plan.outstanding.fen)
            #expect((exact - found).magnitude < Int128(plan.outstanding.fen).magnitude)
        }
    }

    private func proRata(_ amount: Int64, _ weights: [Int64]) -> [Int64] {
        ReceiptAllocation.proRata(Money(fen: amount), over: weights.map { Money(fen: $0) }).map(\.fen)
    }
}

extension OpenPlan {
    /// A plan whose lines lack so many fen, the unit's share and the person's by turns.
    static func of(_ id: Int64, claims: [Int64]) -> OpenPlan {
        let period = Month("2026-01")!.adding(months: Int(id))
        let plan = ContributionPlan(
            id: PlanId(id), number: "J\(id)", region: Region(rawValue: "watercity"), employer: EmployerId(1),
            period: period, sequence: 1, madeOn: period.firstDay, payableIn: period, dueOn: nil, people: 1,
            unit: Money(fen: claims.reduce(0, +)), personShare: .zero, received: .zero, policyVersion: "v",
            restsOnUnverified: false)
        return OpenPlan(
            plan: plan,
            claims: claims.enumerated().map { index, amount in
                Claim(
                    line: InsuranceLine(rawValue: Int16(100 + index / 2)), share: index % 2 == 0 ? .unit : .person,
                    outstanding: Money(fen: amount))
            }, totals: [])
    }
}
