package import Basics
package import Casework
package import Database
package import Records

extension Transaction {
    package var monthClosings: MonthClosings { MonthClosings(tx: self) }
}

/// Fee periods whose books are closed.
package struct MonthClosings {
    let tx: Transaction

    /// A closing with the day on which it was taken back, if it was.
    package struct Written: Hashable, Sendable {
        package let caseId: CaseId
        package let closing: MonthClosing
        package let reopenedOn: Day?
    }

    /// The day on which a period was closed; `nil` while it is open.
    package func closedOn(_ region: Region, _ period: Month) throws -> Day? {
        try tx.first(
            """
            SELECT closed_on FROM month_closing
            WHERE region = \(region.rawValue) AND period = \(period) AND reopened_on IS NULL
            """
        ) { row throws(DatabaseError) in try row[0] }
    }

    package func close(_ closing: MonthClosing, case caseId: CaseId) throws {
        try tx.run(
            """
            INSERT INTO month_closing (case_id, region, period, closed_on)
            VALUES (\(caseId), \(closing.region.rawValue), \(closing.period), \(closing.closedOn))
            """)
        for line in closing.report {
            try tx.run(
                """
                INSERT INTO month_closing_line (case_id, line, plans, people, unit_fen, person_fen, received_fen)
                VALUES (\(caseId), \(line.line), \(line.plans), \(line.people), \(line.unit), \(line.personShare),
                    \(line.paid))
                """)
        }
    }

    /// Opens again what a case has closed.
    package func reopen(case caseId: CaseId, on day: Day) throws {
        try tx.run("UPDATE month_closing SET reopened_on = \(day) WHERE case_id = \(caseId) AND reopened_on IS NULL")
    }

    private struct Head {
        let caseId: CaseId
        let region: Region
        let period: Month
        let closedOn: Day
        let reopenedOn: Day?
    }

    /// Those of a region, the latest first.
    package func all(in region: Region) throws -> [Written] {
        try written("region = \(region.rawValue)")
    }

    package func written(by cases: [CaseId]) throws -> [Written] {
        try written("case_id IN \(list: cases)")
    }

    private func written(_ chosen: SQL) throws -> [Written] {
        let heads = try tx.all(
            """
            SELECT case_id, region, period, closed_on, reopened_on FROM month_closing WHERE \(chosen)
            ORDER BY case_id DESC LIMIT 1000
            """
        ) { row throws(DatabaseError) in
            Head(
                caseId: try row[0], region: Region(rawValue: try row[1]), period: try row[2], closedOn: try row[3],
                reopenedOn: try row[4])
        }
        var lines: [CaseId: [MonthReportLine]] = [:]
        try tx.each(
            """
            SELECT case_id, line, plans, people, unit_fen, person_fen, received_fen FROM month_closing_line
            WHERE case_id IN \(list: heads.map(\.caseId)) ORDER BY case_id, line
            """
        ) { row in
            lines[try row[0], default: []].append(
                MonthReportLine(
                    line: try row[1], plans: try row[2], people: try row[3], unit: try row[4],
                    personShare: try row[5], paid: try row[6]))
        }
        return heads.map {
            Written(
                caseId: $0.caseId,
                closing: MonthClosing(
                    region: $0.region, period: $0.period, closedOn: $0.closedOn, report: lines[$0.caseId] ?? []),
                reopenedOn: $0.reopenedOn)
        }
    }
}

// MARK: Before closing

extension MonthClosings {
    package func standing(of period: Month, in region: Region) throws -> MonthStanding {
        let (earlier, later) = (try earlierOpen(than: period, in: region), try laterClosed(than: period, in: region))
        return MonthStanding(
            closedOn: try closedOn(region, period),
            isBeingAssessed: try tx.monthRuns.open(in: region, of: period) != nil, earlierOpen: earlier,
            laterClosed: later, report: try report(of: period, in: region), open: try open(of: period, in: region))
    }

    /// From month to month by the index: a city has many plans in each, and none of a closed month need be read.
    package func earlierOpen(than period: Month, in region: Region) throws -> Month? {
        let closed = try tx.all(
            "SELECT period FROM month_closing WHERE region = \(region.rawValue) AND reopened_on IS NULL"
        ) { row throws(DatabaseError) in try row[0] as Month }
        var found =
            try tx.first(
                "SELECT min(period) FROM contribution_plan WHERE region = \(region.rawValue) AND period < \(period)"
            ) { row throws(DatabaseError) in try row[0] as Month? } ?? nil
        while let month = found, closed.contains(month) {
            found =
                try tx.first(
                    """
                    SELECT min(period) FROM contribution_plan
                    WHERE region = \(region.rawValue) AND period > \(month) AND period < \(period)
                    """
                ) { row throws(DatabaseError) in try row[0] as Month? } ?? nil
        }
        return found
    }

    private func laterClosed(than period: Month, in region: Region) throws -> Month? {
        try tx.first(
            """
            SELECT max(period) FROM month_closing
            WHERE region = \(region.rawValue) AND period > \(period) AND reopened_on IS NULL
            """
        ) { row throws(DatabaseError) in try row[0] as Month? } ?? nil
    }

    /// What the period's plans come to by now.
    package func report(of period: Month, in region: Region) throws -> [MonthReportLine] {
        let plans: SQL = "p.region = \(region.rawValue) AND p.period = \(period)"
        var paid: [InsuranceLine: Money] = [:]
        try tx.each(
            """
            SELECT line, CAST(sum(amount_fen) AS BIGINT) FROM (
                SELECT a.line, a.amount_fen FROM contribution_plan p
                    JOIN standing_allocation a ON a.plan_id = p.id WHERE \(plans)
                UNION ALL SELECT o.line, o.amount_fen FROM contribution_plan p
                    JOIN plan_offset o ON o.plan_id = p.id WHERE \(plans)
                UNION ALL SELECT f.line, -f.amount_fen FROM contribution_plan p
                    JOIN standing_refund f ON f.plan_id = p.id WHERE \(plans)) movement
            GROUP BY line
            """
        ) { row in paid[try row[0]] = try row[1] as Money }
        return try tx.all(
            """
            SELECT l.line, count(*), CAST(sum(l.people) AS BIGINT), CAST(sum(l.unit_fen) AS BIGINT),
                CAST(sum(l.person_fen) AS BIGINT)
            FROM contribution_plan p JOIN plan_line l ON l.plan_id = p.id WHERE \(plans) GROUP BY l.line ORDER BY l.line
            """
        ) { row throws(DatabaseError) in
            let line: InsuranceLine = try row[0]
            return MonthReportLine(
                line: line, plans: try row[1], people: try row[2], unit: try row[3], personShare: try row[4],
                paid: paid[line] ?? .zero)
        }
    }

    private func open(of period: Month, in region: Region) throws -> MonthStanding.OpenItems {
        let without: Int = try tx.one(
            """
            SELECT count(*) FROM employer e WHERE e.region = \(region.rawValue)
                AND NOT EXISTS (SELECT 1 FROM contribution_plan p WHERE p.employer_id = e.id AND p.period = \(period))
                AND EXISTS (SELECT 1 FROM coverage_span s WHERE s.employer_id = e.id AND \(Enrolments.covers(period)))
            """
        ) { row throws(DatabaseError) in try row[0] }
        // What is settled is left out before anything is summed up: of a city's plans nearly all are.
        let unpaid: Int = try tx.one(
            """
            SELECT count(CASE WHEN EXISTS (SELECT 1 FROM plan_settlement s WHERE s.plan_id = p.id) THEN NULL
                WHEN p.unit_fen + p.person_fen > \(Plans.paid) THEN 1 END)
            FROM contribution_plan p WHERE p.region = \(region.rawValue) AND p.period = \(period)
            """
        ) { row throws(DatabaseError) in try row[0] }
        return MonthStanding.OpenItems(
            employersWithoutPlan: without, plansNotPaid: unpaid,
            unallocatedReceipts: try tx.unallocatedReceipts(in: region),
            receiptDifferences: try tx.receiptDifferences(in: region))
    }

    /// A period that has plans.
    package struct Period: Sendable, Hashable {
        package let period: Month
        package let plans: Int
        package let people: Int
        package let total: Money
    }

    /// Those from a month on, the latest first.
    package func periods(in region: Region, from first: Month) throws -> [Period] {
        try tx.all(
            """
            SELECT period, count(*), CAST(sum(people) AS BIGINT), CAST(sum(unit_fen + person_fen) AS BIGINT)
            FROM contribution_plan WHERE region = \(region.rawValue) AND period >= \(first)
            GROUP BY period ORDER BY period DESC
            """
        ) { row throws(DatabaseError) in
            Period(period: try row[0], plans: try row[1], people: try row[2], total: try row[3])
        }
    }
}
