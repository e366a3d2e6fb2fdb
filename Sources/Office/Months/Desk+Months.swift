package import Basics
package import Casework
import Database
import Matters
import Policy
import Records
package import Storage

/// A fee period as the staff's list shows it.
package struct MonthRow: Sendable {
    package let period: Month
    package let plans: Int
    package let people: Int
    package let total: Money
    /// The closing that stands.
    package let closing: MonthClosings.Written?
    package let isBeingAssessed: Bool
}

/// A fee period with what is open in it, and what the reader may do.
package struct MonthView: Sendable {
    package let period: Month
    package let standing: MonthStanding
    /// Of every line that the report names.
    package let lineNames: [InsuranceLine: String]
    /// The latest closing, whether it stands or not.
    package let closings: [MonthClosings.Written]
    /// A closing that waits for somebody to approve it.
    package let waiting: Cases.Summary?
    package let runs: [RunView]
    /// What closing it today would mean.
    package let assessment: Assessment

    package struct RunView: Sendable {
        package let run: MonthRuns.Run
        /// Why it waits or was given up, where it was begun on the page.
        package let job: Job?
        package let caseNumber: String
        package let ranges: Int
        package let rangesDone: Int
        package let sums: MonthRuns.Sums
        package let refusedCount: Int
        /// The first of them.
        package let refused: [MonthRuns.RefusedEmployer]
    }
}

extension Desk {
    /// So few that their plans can be summed up at every look; whatever is open and earlier keeps later months open.
    private static let monthsShown = 12
    private static let refusedShown = 200

    static func monthRegion(_ principal: Principal) throws -> Region {
        guard [.teller, .reviewer, .auditor].contains(principal.role), let region = principal.region else {
            throw DeskRefusal.notFound
        }
        return region
    }

    /// The periods of the last year that have plans, those before that are open, and the present one.
    package func months(for principal: Principal) async throws -> [MonthRow] {
        let region = try Self.monthRegion(principal)
        let today = clock.today
        return try await database.read { tx in
            let closings = try tx.monthClosings.all(in: region).filter { $0.reopenedOn == nil }
            let open = try tx.monthClosings.earlierOpen(than: today.month, in: region)
            let first = min(today.month.adding(months: 1 - Self.monthsShown), open ?? today.month)
            var rows = try tx.monthClosings.periods(in: region, from: first).map { period in
                MonthRow(
                    period: period.period, plans: period.plans, people: period.people, total: period.total,
                    closing: closings.first { $0.closing.period == period.period },
                    isBeingAssessed: try tx.monthRuns.open(in: region, of: period.period) != nil)
            }
            if rows.first.map({ $0.period < today.month }) ?? true {
                rows.insert(
                    MonthRow(
                        period: today.month, plans: 0, people: 0, total: .zero, closing: nil,
                        isBeingAssessed: try tx.monthRuns.open(in: region, of: today.month) != nil), at: 0)
            }
            return rows
        }
    }

    package func month(_ period: Month, for principal: Principal) async throws -> MonthView {
        let region = try Self.monthRegion(principal)
        let today = clock.today
        return try await database.read { [self] tx in
            let names = (try? rules(in: region, on: today, for: MonthClose.card.name, tx).lineNames(in: period)) ?? [:]
            let waiting = try tx.cases.open(of: MonthClose.card.slug, in: region).first { summary in
                try tx.cases.state(of: summary.id)?.application[MonthClose.period] == period
            }
            // Whatever closing it would mean rests on the same standing, which sums up a city's plans.
            let standing = StandingOfMonth(region: region, period: period)
            var facts = Facts()
            try facts.load([standing], tx)
            return MonthView(
                period: period, standing: facts[standing], lineNames: names,
                closings: try tx.monthClosings.all(in: region).filter { $0.closing.period == period },
                waiting: waiting,
                runs: try tx.monthRuns.all(in: region, of: period).prefix(5).map { try Self.view(of: $0, tx) },
                assessment: try assess(Self.closing(of: period, in: region, on: today), knowing: facts, tx))
        }
    }

    private static func view(of run: MonthRuns.Run, _ tx: Transaction) throws -> MonthView.RunView {
        let done = try tx.monthRuns.done(of: run.id)
        var sums = try tx.monthRuns.sumsOfExceptions(of: run.id)
        for range in done { sums.add(range.sums) }
        return MonthView.RunView(
            run: run, job: try tx.jobs.latest(.monthRun, on: run.id.value),
            caseNumber: try tx.cases.summary(of: run.id)?.number ?? "",
            ranges: try tx.monthRuns.ranges(of: run.id).count, rangesDone: done.count, sums: sums,
            refusedCount: try tx.monthRuns.refusedCount(by: run.id),
            refused: try tx.monthRuns.refused(by: run.id, limit: refusedShown))
    }

    private static func closing(of period: Month, in region: Region, on today: Day) -> Application {
        Application(
            matter: MonthClose.card.slug, region: region, applicant: .agency, channel: .web, filedOn: today,
            answers: [MonthClose.period.key: period.description])
    }

    /// Files the closing of a month as its preview showed it; another approves it. What has changed since closes nothing.
    package func fileMonthClose(_ period: Month, digest: String, by principal: Principal) async throws -> Submission {
        guard principal.role == .teller else { throw DeskRefusal.objection(.notYours) }
        let region = try Self.monthRegion(principal)
        try await ids.prepare()
        let filing = Filing(
            application: Self.closing(of: period, in: region, on: clock.today), digest: digest,
            actor: try Self.actor(of: principal), now: clock.now, today: clock.today)
        return try await database.transaction { [self] tx in
            let isWaiting = try tx.cases.open(of: MonthClose.card.slug, in: region).contains { summary in
                try tx.cases.state(of: summary.id)?.application[MonthClose.period] == period
            }
            if isWaiting { throw DeskRefusal.invalid("\(period.chinese)的月结已经提交，正在等待审核。") }
            return try file(filing, tx)
        }
    }

    /// Begins the assessment of a month, or goes on with one that was broken off, and returns once it is begun. A job sees it
    /// through; how far it has come stands on the month's page.
    package func startMonthRun(_ period: Month, by principal: Principal) async throws {
        guard principal.role == .reviewer else { throw DeskRefusal.objection(.notYours) }
        let region = try Self.monthRegion(principal)
        let run = MonthRun(self, in: region, of: period, by: try Self.actor(of: principal))
        let (begun, now) = (try await run.begin(), clock.now)
        try await database.transaction { tx in
            guard try tx.jobs.latest(.monthRun, on: begun.id.value)?.state != .open else { return }
            try tx.jobs.add(.monthRun, on: begun.id.value, at: now)
        }
        wakeJobs()
    }
}
