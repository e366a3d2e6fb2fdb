import Basics
import Database
import Policy
import Records
import Storage

/// The work on the trial of one change of policy, in parts that each commit whole while the job is held.
struct PolicyTrialWork {
    private let desk: Desk
    private let hold: JobHold
    private let id: Int64

    /// Steps of ``PolicyComparison`` in a part: both sides are read anew for each part, which takes as long as some steps.
    private static let stepsAtATime = 40

    init(_ desk: Desk, _ hold: JobHold, _ id: Int64) {
        self.desk = desk
        self.hold = hold
        self.id = id
    }

    /// Does the next part. Where the policy in force has moved since the last one, the trial begins anew.
    /// - Returns: whether there is more to do.
    func advance() async throws -> Bool {
        let found = try await desk.database.read { [id] tx in
            (try tx.publications.undecided(id), try tx.policyTrials.underWay(of: id))
        }
        guard let proposal = found.0, let underWay = found.1 else { return try await end { _ in } }
        let comparison: PolicyComparison
        do {
            guard
                let both = try await PolicyComparison(
                    of: PublicationText(proposal), in: proposal.region, by: desk.shelf, desk.database)
            else { return try await giveUp("该内容不影响任何费款所属期，没有试算。") }
            comparison = both
        } catch is PolicyProblems {
            return try await giveUp("起草之后政策已有新的发布，该内容与现行政策不再相容，没有试算。请按现行政策重新起草。")
        }
        return try await go(on: comparison, from: underWay)
    }

    private func go(on comparison: PolicyComparison, from underWay: TrialUnderWay) async throws -> Bool {
        var done = comparison.start
        if let part = underWay.soFar, part.triedUnder == comparison.version, let trial = PolicyTrial(text: part.result)
        {
            done = PolicyComparison.SoFar(trial: trial, last: part.last, employers: underWay.employersDone)
        }
        for _ in 0..<Self.stepsAtATime {
            guard let next = try await comparison.step(from: done, over: desk.database) else {
                let result = try done.trial.sorted.text
                return try await end { [id] tx in
                    _ = try tx.publications.keepTrial(result, under: comparison.version, of: id)
                }
            }
            guard try await keep(next, comparison.version) else { return try await end { _ in } }
            done = next
        }
        return true
    }

    /// - Returns: whether the trial is still wanted.
    private func keep(_ done: PolicyComparison.SoFar, _ version: String) async throws -> Bool {
        guard let last = done.last else { return true }
        let part = TrialUnderWay.Part(triedUnder: version, last: last, result: try done.trial.text)
        let now = desk.clock.now
        return try await desk.database.transaction { [hold, id] tx in
            try hold.keep(at: now, tx)
            return try tx.policyTrials.keep(part, employersDone: done.employers, of: id)
        }
    }

    /// The job ends, and with it what was kept of the way there.
    /// - Returns: that there is no more to do.
    private func end(_ last: @escaping @Sendable (Transaction) throws -> Void) async throws -> Bool {
        let now = desk.clock.now
        try await desk.database.transaction { [hold, id] tx in
            try hold.keep(at: now, tx)
            try last(tx)
            try tx.policyTrials.end(of: id)
            try hold.end(at: now, tx)
        }
        return false
    }

    private func giveUp(_ sentence: String) async throws -> Bool {
        let now = desk.clock.now
        try await desk.database.transaction { [hold] tx in
            try hold.keep(at: now, tx)
            try hold.fail(sentence, at: now, tx)
        }
        return false
    }
}
