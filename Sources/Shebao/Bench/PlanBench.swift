import Basics
import Casework
import Database
import Matters
import Office
import Policy
import Records
import Storage
import Web

/// The month's plan of a large employer: what committing it costs beside inserting its finished rows, and what showing it
/// before costs beside reading the facts.
///
/// Each round bills two months: of one the finished rows are inserted by themselves, of the other the plan is committed
/// at the desk; the order changes from round to round, as the table grows.
struct PlanBench {
    private let station: BenchStation

    init(_ station: BenchStation) {
        self.station = station
    }

    private var desk: Desk { station.deployment.desk }

    private struct Round {
        var facts: [Double] = []
        var preview: [Double] = []
        var insert = 0.0
        var commit = 0.0
    }

    /// So often a round reads the facts and shows the preview.
    private static let readings = 5

    func run(rounds: Int) async throws -> [Figure] {
        var months = (BenchStation.firstMonth...station.today.month).makeIterator()
        // The first finds files, connections, statements and memory cold.
        _ = try await round(bareFirst: true, readings: 24, &months)
        var taken: [Round] = []
        for index in 0..<rounds {
            taken.append(try await round(bareFirst: index % 2 == 0, readings: Self.readings, &months))
        }
        try await removeBareRows()
        let (facts, preview) = (taken.flatMap(\.facts).median, taken.flatMap(\.preview).median)
        let (insert, commit) = (taken.map(\.insert).median, taken.map(\.commit).median)
        return [
            Figure("plan: its finished rows inserted", insert, "ms"),
            Figure("plan: committed at the desk", commit, "ms"),
            Figure("plan: commit beside insert", commit / insert, "×", .atMost(4)),
            Figure("plan: its facts read", facts, "ms"), Figure("plan: previewed, one page shown", preview, "ms"),
            Figure("plan: preview beside facts", preview / facts, "×", .atMost(1.5)),
        ]
    }

    private func round(
        bareFirst: Bool, readings: Int, _ months: inout ClosedRange<Month>.Iterator
    ) async throws -> Round {
        guard let first = months.next(), let second = months.next() else {
            preconditionFailure("there are months for every round")
        }
        var round = Round()
        if bareFirst { round.insert = try await insertRows(of: first) }
        let period = bareFirst ? second : first
        let draft = try await beginPlan(of: period)
        for _ in 0..<readings {
            round.facts.append(try await readFacts(of: period))
            round.preview.append(try await preview(draft))
        }
        round.commit = try await submit(draft)
        if !bareFirst { round.insert = try await insertRows(of: second) }
        return round
    }
}

// MARK: At the desk

extension PlanBench {
    private func beginPlan(of period: Month) async throws -> DraftId {
        let draft = try await desk.begin(
            MonthlyPlan.card.slug, for: .employer(station.employer), in: station.region, through: .web,
            by: station.principal)
        _ = try await desk.fill(draft, with: ["period": period.description], by: station.principal)
        return draft
    }

    private func readFacts(of period: Month) async throws -> Double {
        let application = Application(
            matter: MonthlyPlan.card.slug, region: station.region, applicant: .employer(station.employer),
            channel: .web, filedOn: station.today, answers: ["period": period.description])
        let (took, _) = try await milliseconds {
            try await desk.database.read { tx in
                var facts = Facts()
                try facts.load(MonthlyPlan.factsNeeded(for: application), tx)
            }
        }
        return took
    }

    /// The page on which an employer checks the plan, the first of its people with it.
    private func preview(_ draft: DraftId) async throws -> Double {
        let (took, _) = try await milliseconds {
            try await station.page(FilingPaths.employer.check(draft).address)
        }
        return took
    }

    private func plan(in assessment: Assessment) throws -> PlanDraft {
        for case .owe(let plan) in assessment.decision?.outcomes ?? [] { return plan }
        throw DeskRefusal.invalid(assessment.refusals.map(\.sentence).joined() + (assessment.gap?.sentence ?? ""))
    }

    private func submit(_ draft: DraftId) async throws -> Double {
        let digest = try await desk.preview(draft, by: station.principal).digest ?? ""
        let (took, submission) = try await milliseconds {
            try await desk.submit(draft, digest: digest, by: station.principal)
        }
        guard case .filed = submission else { throw DeskRefusal.invalid("the plan was not filed") }
        return took
    }
}

// MARK: By themselves

extension PlanBench {
    /// The plan that rows inserted by themselves name; there is none of that key.
    private static let bare = PlanId(0)

    private func insertRows(of period: Month) async throws -> Double {
        let draft = try await beginPlan(of: period)
        let plan = try plan(in: try await desk.preview(draft, by: station.principal))
        try await desk.discard(draft, by: station.principal)
        let lines = try desk.shelf.current.region(station.region, askedBy: "bench").lines(in: period, askedBy: "bench")
        let perEmployment = Set(lines.filter { $0.insures == .employment }.map(\.line))
        let (took, _) = try await milliseconds {
            try await desk.database.transaction { tx in
                try tx.plans.load { rows in
                    for row in plan.rows {
                        let scope = perEmployment.contains(row.line) ? plan.employer.value : 0
                        try rows.append(row, of: Self.bare, in: period, scope: scope)
                    }
                }
            }
        }
        return took
    }

    private func removeBareRows() async throws {
        try await desk.database.transaction { tx in
            try tx.run("DELETE FROM contribution_row WHERE plan_id = \(Self.bare)")
        }
    }
}
