import Basics
import Calculation
import Database
import Matters
import Office
import Policy
import Records
import Storage

/// A change of policy tried on everybody who is covered, beside reading the same rows and computing both sides of them with
/// nothing else: no sums by line, no people who pay more or less, no distribution.
struct WhatIfBench {
    private let station: BenchStation

    init(_ station: BenchStation) {
        self.station = station
    }

    private var desk: Desk { station.deployment.desk }
    private var period: Month { station.today.month }

    /// How often each side is taken in a round; one alone is short.
    private static let times = 4

    func run(rounds: Int) async throws -> [Figure] {
        let (before, after) = try await sides()
        let comparison = PolicyComparison(before, after, in: period)
        _ = try await comparison.run(over: desk.database)
        _ = try await bare(before, after)
        var (whole, parts): ([Double], [Double]) = ([], [])
        for _ in 0..<(rounds * Self.times) {
            let (plain, computed) = try await milliseconds { try await bare(before, after) }
            let (took, trial) = try await milliseconds { try await comparison.run(over: desk.database) }
            guard computed == trial.after.total - trial.before.total else {
                throw DeskRefusal.invalid("both ways must come to the same")
            }
            parts.append(plain)
            whole.append(took)
        }
        return [
            Figure("what-if: rows read, both sides computed", parts.median, "ms"),
            Figure("what-if: tried, with sums and distribution", whole.median, "ms"),
            Figure("what-if: tried beside read and computed", whole.median / parts.median, "×", .atMost(2)),
        ]
    }

    private func sides() async throws -> (RegionPolicy, RegionPolicy) {
        let shelf = desk.shelf
        let (region, day) = (station.region, period.firstDay)
        let change = PublicationText(
            title: "what-if",
            text: """
                topic: 失业保险费率
                heldThrough: open
                sources:
                  N: {title: 试算}
                parameters:
                  unemployment.rate.employer:
                    name: 失业保险单位缴费比例
                    kind: rate
                    values:
                      - {from: \(day), value: 0.6%, source: N, state: unverified}
                """, from: day, through: nil)
        return try await desk.database.read { tx in
            (
                try shelf.inForce(tx).region(region, askedBy: "bench"),
                try shelf.book(with: change, in: region, tx).region(region, askedBy: "bench")
            )
        }
    }

    /// - Returns: by how many fen the second side is more than the first.
    private func bare(_ before: RegionPolicy, _ after: RegionPolicy) async throws -> Int64 {
        let (region, period) = (station.region, period)
        return try await desk.database.read { tx in
            var rules: [HouseholdKind: (ContributionRule, ContributionRule)] = [:]
            var difference: Int64 = 0
            let employers = try tx.coveredStaff.employers(after: nil, in: region, limit: 1_000)
            try tx.coveredStaff.each(of: employers, in: region, period) { coverage in
                if rules[coverage.household] == nil {
                    rules[coverage.household] = (
                        try before.contributionRule(
                            in: period, injuryClass: coverage.injuryClass, household: coverage.household),
                        try after.contributionRule(
                            in: period, injuryClass: coverage.injuryClass, household: coverage.household)
                    )
                }
                guard let (old, new) = rules[coverage.household],
                    let first = old.amounts(of: coverage.line, declaredWage: coverage.wage),
                    let second = new.amounts(of: coverage.line, declaredWage: coverage.wage)
                else { return }
                difference += second.total.fen - first.total.fen
            }
            return difference
        }
    }
}
