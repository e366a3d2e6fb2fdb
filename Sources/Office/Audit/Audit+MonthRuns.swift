import Basics
import Casework
import Database
import Matters
import Records
import Storage

extension AuditRound {
    private static let page = 100

    /// Every monthly assessment: its case says which region and month it is of and whether it has ended; each range that is
    /// done made the plans that it is marked with, and no others; and what it came to is what its case has bound.
    mutating func checkMonthRuns() throws {
        var last = CaseId(Int64.min)
        while true {
            let runs = try tx.monthRuns.after(last, limit: Self.page)
            guard let end = runs.last else { break }
            for run in runs { try check(run) }
            last = end.id
        }
        try expectNone(
            "contribution_plan",
            """
            SELECT p.id, p.number FROM contribution_plan p JOIN month_run m ON m.case_id = p.case_id
            WHERE NOT EXISTS (SELECT 1 FROM month_exception x WHERE x.run_id = m.case_id AND x.plan_id = p.id)
                AND NOT EXISTS (SELECT 1 FROM month_range g WHERE g.run_id = m.case_id AND g.done_at IS NOT NULL
                    AND p.id >= g.first_plan AND p.id < g.first_plan + g.employers)
            ORDER BY p.id
            """
        ) { row in
            let (id, number): (Int64, String) = (try row[0], try row[1])
            return ("\(id)", "缴费计划\(number)称由集中核定生成，但没有相应的核定记录。")
        }
        try expectNone(
            "month_exception",
            """
            SELECT x.run_id, x.employer_id FROM month_exception x JOIN contribution_plan p ON p.id = x.plan_id
            WHERE p.case_id <> x.run_id OR p.employer_id <> x.employer_id ORDER BY 1, 2
            """
        ) { row in ("\(try row[0] as Int64)/\(try row[1] as Int64)", "该单位的核定记录所指的缴费计划不是由其生成。") }
    }

    private mutating func check(_ run: MonthRuns.Run) throws {
        guard let summary = try tx.cases.summary(of: run.id), summary.matter == MonthlyAssessment.card.slug,
            let state = try? tx.cases.state(of: run.id), state.application.region == run.region,
            state.application[MonthlyAssessment.period] == run.period
        else { return find("month_run", "\(run.id)", "该集中核定没有相应的办件，或统筹区、所属期与办件不符。") }
        let done = try tx.monthRuns.done(of: run.id)
        for range in done { try check(range, run) }
        let effect = state.events.last { $0.act == .takeEffect }
        if (effect == nil) != (run.endedAt == nil) {
            return find("month_run", "\(run.id)", "该集中核定是否完成与其办件的办理记录不符。")
        }
        guard let effect else { return }
        if try done.count != tx.monthRuns.ranges(of: run.id).count
            || effect.detail.digest != MonthRun.digest(of: run.id, tx)
            || effect.detail.policyVersion != run.policyVersion
        {
            find("month_run", "\(run.id)", "该集中核定各区段的记录被改动过，与办结时的摘要不符。")
        }
    }

    private mutating func check(_ done: MonthRuns.Done, _ run: MonthRuns.Run) throws {
        let key = "\(run.id)/\(done.range.number)"
        var sums = done.sums
        (sums.plans, sums.people, sums.unit, sums.personShare) = (0, 0, .zero, .zero)
        var links: [[UInt8]] = []
        try tx.each(
            """
            SELECT people, unit_fen, person_fen, link FROM contribution_plan
            WHERE case_id = \(run.id) AND id >= \(done.range.firstPlan)
                AND id < \(done.range.firstPlan + Int64(done.range.employerCount))
            ORDER BY id
            """
        ) { row in
            sums.plans += 1
            sums.people += try row[0] as Int
            sums.unit += try row[1] as Money
            sums.personShare += try row[2] as Money
            links.append(try row[3])
        }
        let link = chain.link(done.range, sums, digest: MonthRange.digest(of: links))
        if sums != done.sums || link != done.link {
            find("month_range", key, "该区段的核定记录与其生成的缴费计划不符。")
        }
    }
}
