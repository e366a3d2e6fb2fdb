package import Basics
package import Casework
import Database
import Exchange
import Matters
import Policy
import Records
package import Storage
import Synchronization

/// The monthly assessment of a region (月度集中核定): every employer's plan of a period that it has not made itself.
///
/// The employers are cut into ranges that follow each other. A range is read at once, decided by ``MonthlyPlan`` as a single
/// employer is, and written with its mark in one transaction; so a run that is broken off goes on where it was, from any
/// process, and makes the same books. Who asks for more than a first plan (a credit, an agreement on deduction, a plan that
/// they made themselves) is decided afterwards by the ordinary road, one at a time. Who can't be assessed is kept with the
/// reason, and stops nobody.
package struct MonthRun: Sendable {
    let desk: Desk
    package let region: Region
    package let period: Month
    private let actor: Actor
    private let connections: Int
    private let rangeStaff: Int

    /// So many people make a range: enough that a transaction is worth it, few enough to hold in memory some times over.
    package static let usualRangeStaff = 10_000

    /// - Parameter connections: how many ranges are at work at once. SQLite has one writer.
    package init(
        _ desk: Desk, in region: Region, of period: Month, by actor: Actor = .system, connections: Int = 4,
        rangeStaff: Int = usualRangeStaff
    ) {
        self.desk = desk
        self.region = region
        self.period = period
        self.actor = actor
        self.connections = desk.database.engine == .sqlite ? 1 : max(1, connections)
        self.rangeStaff = max(1, rangeStaff)
    }

    /// How far a run has come.
    package struct Progress: Hashable, Sendable {
        package let ranges: Int
        package fileprivate(set) var rangesDone: Int
        /// People, of whom ``staffDone`` belong to employers that have been seen to.
        package let staff: Int
        package fileprivate(set) var staffDone: Int
        package fileprivate(set) var plans: Int
    }

    /// What a run has come to.
    package struct Result: Hashable, Sendable {
        package let id: CaseId
        package let sums: MonthRuns.Sums
        package let refusedCount: Int
        /// The first of them.
        package let refused: [MonthRuns.RefusedEmployer]
    }

    /// Begins the run, or goes on with one that was broken off, and sees it through.
    ///
    /// - Throws: ``DeskRefusal`` if it can't be begun; what the database throws if it fails: then it can be called again.
    package func run(progress: @escaping @Sendable (Progress) -> Void = { _ in }) async throws -> Result {
        let run = try await begin()
        let reporter = ProgressReporter(try await begun(run), progress)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<connections {
                group.addTask {
                    while let done = try await nextRange(of: run) { reporter.add(done) }
                }
            }
            try await group.waitForAll()
        }
        try await decideWaiting(of: run)
        return try await end(run)
    }

    /// Sees a run through that was begun before, in the name of whoever began it; one that has ended stays as it is.
    static func goOn(_ id: CaseId, at desk: Desk) async throws {
        let found = try await desk.database.read { tx in
            (try tx.monthRuns.withId(id), try tx.cases.state(of: id))
        }
        guard let run = found.0, let state = found.1, run.endedAt == nil else { return }
        _ = try await MonthRun(desk, in: run.region, of: run.period, by: state.events[0].actor).run()
    }

    private func begun(_ run: MonthRuns.Run) async throws -> Progress {
        try await desk.database.read { tx in
            let (all, done) = (try tx.monthRuns.ranges(of: run.id), try tx.monthRuns.done(of: run.id))
            return Progress(
                ranges: all.count, rangesDone: done.count, staff: all.map(\.staff).reduce(0, +),
                staffDone: done.map(\.range.staff).reduce(0, +), plans: done.map(\.sums.plans).reduce(0, +))
        }
    }

    private final class ProgressReporter: Sendable {
        private let state: Mutex<Progress>
        private let report: @Sendable (Progress) -> Void

        init(_ begun: Progress, _ report: @escaping @Sendable (Progress) -> Void) {
            state = Mutex(begun)
            self.report = report
            report(begun)
        }

        func add(_ range: MonthRange) {
            let now = state.withLock { state in
                state.rangesDone += 1
                state.staffDone += range.range.staff
                state.plans += range.sums.plans
                return state
            }
            report(now)
        }
    }
}

// MARK: Begin

extension MonthRun {
    private func application(on today: Day) -> Application {
        Application(
            matter: MonthlyAssessment.card.slug, region: region, applicant: .agency, channel: .batch, filedOn: today,
            answers: [MonthlyAssessment.period.key: period.description])
    }

    /// Files the case of the run and cuts its ranges; a run that has not ended goes on instead.
    @discardableResult
    func begin() async throws -> MonthRuns.Run {
        try await desk.ids.prepare()
        let (now, today) = (desk.clock.now, desk.clock.today)
        return try await desk.database.transaction { tx in
            if let open = try tx.monthRuns.open(in: region, of: period) { return open }
            let assessment = try desk.assess(application(on: today), tx)
            guard assessment.canGoAhead, let digest = assessment.digest else {
                throw DeskRefusal.invalid(assessment.objections)
            }
            let opened = try desk.openOfOffice(assessment, digest: digest, by: actor, at: now, on: today, tx)
            let version = try desk.shelf.keep(at: now, tx)
            let run = MonthRuns.Run(id: opened.id, region: region, period: period, policyVersion: version)
            let rules = try desk.rules(in: region, on: today, for: MonthlyAssessment.card.name, tx)
            try tx.monthRuns.begin(
                run, try ranges(of: run, entriesOfPlan: MonthlyAssessment.entriesOfPlan(in: period, under: rules), tx))
            return run
        }
    }

    /// Cuts the region's employers into ranges; one with more people than a range is a range of its own.
    private func ranges(
        of run: MonthRuns.Run, entriesOfPlan: Int, _ tx: Transaction
    ) throws -> [MonthRuns.Range] {
        var cuts: [Cut] = []
        for weight in try tx.monthRuns.weights(in: region) {
            if let last = cuts.last, last.staff + weight.staff <= rangeStaff, last.count < Self.employersLimit {
                cuts[cuts.count - 1].add(weight)
            } else {
                cuts.append(Cut(weight))
            }
        }
        let employers = Int64(cuts.map(\.count).reduce(0, +))
        func keys(_ kind: IdSource.Kind, _ count: Int64) throws -> Int64 {
            try tx.takeKeys(kind.rawValue, count: count)
        }
        guard employers > 0 else { return [] }
        let entries = Int64(entriesOfPlan)
        var (plan, entry) = (try keys(.plan, employers), try keys(.ledgerEntry, employers * entries))
        var (letter, toDo) = (try keys(.outbox, employers), try keys(.toDo, employers))
        return cuts.enumerated().map { index, cut in
            defer {
                plan += Int64(cut.count)
                entry += Int64(cut.count) * entries
                letter += Int64(cut.count)
                toDo += Int64(cut.count)
            }
            return MonthRuns.Range(
                run: run.id, number: index + 1, employers: cut.first...cut.last, employerCount: cut.count,
                staff: cut.staff, firstPlan: plan, firstEntry: entry, firstLetter: letter, firstToDo: toDo)
        }
    }

    /// More employers than this are not in one range, however few people they have.
    private static let employersLimit = 2_000

    private struct Cut {
        let first: EmployerId
        var last: EmployerId
        var count = 1
        var staff: Int

        init(_ weight: MonthRuns.Weight) {
            first = weight.employer
            last = weight.employer
            staff = weight.staff
        }

        mutating func add(_ weight: MonthRuns.Weight) {
            last = weight.employer
            count += 1
            staff += weight.staff
        }
    }
}

// MARK: Ranges

extension MonthRun {
    /// So often a range is tried when others come between.
    private static let attempts = 5

    /// Sees to a range that is not done; `nil` if there is none that nobody is at.
    private func nextRange(of run: MonthRuns.Run) async throws -> MonthRange? {
        var number: Int?
        var attempt = 1
        while true {
            let claimed = Atomic<Int>(0)
            do {
                let (again, now, today) = (number, desk.clock.now, desk.clock.today)
                return try await desk.database.transaction(.bulk) { tx in
                    guard let range = try tx.monthRuns.claim(of: run.id, number: again) else { return nil }
                    claimed.store(range.number, ordering: .relaxed)
                    var work = try MonthRange(range, of: run, at: desk, now: now, today: today, tx)
                    // Somebody of the range was billed by another employer: then the rows are looked up.
                    try work.decide(probing: again != nil, tx)
                    return try work.write(tx) ? work : nil
                }
            } catch let error as DatabaseError where Self.isWorthAnother(error) && attempt < Self.attempts {
                attempt += 1
                number = claimed.load(ordering: .relaxed)
            }
        }
    }

    /// Whether an employer of the range did something in between, or was billed before.
    private static func isWorthAnother(_ error: DatabaseError) -> Bool {
        error.kind == .uniqueViolation || error.kind == .serialization
    }
}

// MARK: One by one

extension MonthRun {
    private static let waitingAtOnce = 500

    /// The employers that the ranges left, each in a transaction of its own as if it had asked for its plan.
    private func decideWaiting(of run: MonthRuns.Run) async throws {
        while true {
            let waiting = try await desk.database.read { tx in
                try tx.monthRuns.waiting(of: run.id, limit: Self.waitingAtOnce)
            }
            guard !waiting.isEmpty else { return }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for first in 0..<connections {
                    group.addTask {
                        for index in stride(from: first, to: waiting.count, by: connections) {
                            try await decide(waiting[index], of: run)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    /// Before what is wrong with a letter to a partner.
    static let unsendable = "无法生成发送税务部门的缴费计划，请核对单位登记信息："

    private func decide(_ employer: EmployerId, of run: MonthRuns.Run) async throws {
        do {
            try await makeAlone(employer, of: run)
        } catch let problem as MalformedMessage {
            let refused = MonthRuns.Exception(employer, .refused, sentence: "\(Self.unsendable)\(problem)")
            try await desk.database.transaction { tx in _ = try tx.monthRuns.settle(refused, of: run.id) }
        }
    }

    private func makeAlone(_ employer: EmployerId, of run: MonthRuns.Run) async throws {
        try await desk.ids.prepare()
        let (now, today) = (desk.clock.now, desk.clock.today)
        let application = Application(
            matter: MonthlyPlan.card.slug, region: region, applicant: .employer(employer), channel: .batch,
            filedOn: today, answers: [MonthlyAssessment.period.key: period.description])
        try await desk.database.transaction { tx in
            let book = try desk.shelf.book(of: run.policyVersion, tx)
            let assessment = try desk.assess(application, under: book, tx)
            let outcome: MonthRuns.Exception
            if let decision = assessment.decision {
                guard let summary = try tx.cases.summary(of: run.id) else { throw DeskRefusal.notFound }
                let rules = try desk.rules(in: region, on: today, for: MonthlyPlan.card.name, under: book)
                var commitment = Commitment(
                    desk: desk, rows: CaseRows(tx, chain: desk.chain, at: now), caseId: run.id,
                    caseNumber: summary.number, region: region, policyVersion: run.policyVersion, now: now,
                    today: today, perEmployer: try rules.linesPerEmployment(in: period))
                try commitment.carryOut(decision.outcomes)
                outcome = MonthRuns.Exception(employer, .made, plan: commitment.plan?.id)
            } else if MonthlyPlan.isNothingToBill(assessment.refusals) {
                outcome = MonthRuns.Exception(employer, .nothing)
            } else {
                outcome = MonthRuns.Exception(employer, .refused, sentence: assessment.objections)
            }
            // Another process may have been faster.
            guard try tx.monthRuns.settle(outcome, of: run.id) else { throw DeskRefusal.notFound }
        }
        desk.wakeCourier()
    }
}

extension Assessment {
    /// Why it can't go ahead, in sentences with their remedies.
    var objections: String {
        refusals.map { $0.sentence + $0.remedy }.joined() + problems.map(\.sentence).joined() + (gap?.sentence ?? "")
    }
}
