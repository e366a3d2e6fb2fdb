package import Basics
package import Casework
import Database
package import Records

extension Enrolments {
    /// The months up to one in which somebody was covered and is not billed, the earliest first.
    ///
    /// - Parameter inPlans: whether months that have a plan are looked through for people whom it left out, which takes a
    ///   probe for each of the employer's spans and months. Without, only months that no plan holds at all are told.
    package func monthsNotBilled(
        of employer: EmployerId, through: Month, inPlans: Bool = true
    ) throws -> [MonthNotBilled] {
        let covered = try coveredSpans(of: employer, through: through)
        guard let first = covered.map(\.first).min() else { return [] }
        let planned = Set(
            try tx.all(
                "SELECT DISTINCT period FROM contribution_plan WHERE employer_id = \(employer) AND period <= \(through)"
            ) { row throws(DatabaseError) in try row[0] as Month })
        var months: [MonthNotBilled] = []
        for period in first...through {
            var lines = Set(covered.filter { $0.first <= period && period <= $0.last }.map(\.line))
            guard !lines.isEmpty else { continue }
            if planned.contains(period) {
                lines.formIntersection(inPlans ? try linesLeftOut(of: employer, period) : [])
            }
            if !lines.isEmpty { months.append(MonthNotBilled(period: period, lines: lines)) }
        }
        return months
    }

    private struct CoveredSpan {
        let line: InsuranceLine
        let region: Region
        let isTakenOver: Bool
        var first: Month
        let last: Month
    }

    /// The employer's coverage, each kind of span once.
    private func coveredSpans(of employer: EmployerId, through: Month) throws -> [CoveredSpan] {
        let spans = try tx.all(
            """
            SELECT DISTINCT s.line, s.first_period, s.last_period, s.region,
                CASE WHEN e.case_id = \(Self.takenOver) THEN 1 ELSE 0 END
            FROM coverage_span s JOIN enrolment e ON e.id = s.enrolment_id
            WHERE s.employer_id = \(employer) AND s.first_period <= \(through)
                AND (s.last_period IS NULL OR s.last_period >= s.first_period)
            """
        ) { row throws(DatabaseError) in
            CoveredSpan(
                line: try row[0], region: Region(rawValue: try row[3]), isTakenOver: try row[4] as Int == 1,
                first: try row[1], last: min(try row[2] as Month? ?? through, through))
        }
        var begun: [Region: Month] = [:]
        for region in Set(spans.filter(\.isTakenOver).map(\.region)) { begun[region] = try firstPlanMade(in: region) }
        return spans.compactMap { span in
            guard span.isTakenOver else { return span }
            guard let start = begun[span.region], start <= span.last else { return nil }
            var counted = span
            counted.first = max(span.first, start)
            return counted
        }
    }

    private func firstPlanMade(in region: Region) throws -> Month? {
        try tx.first(
            "SELECT made_on FROM contribution_plan WHERE region = \(region.rawValue) ORDER BY id LIMIT 1"
        ) { row throws(DatabaseError) in (try row[0] as Day).month }
    }

    private func linesLeftOut(of employer: EmployerId, _ period: Month) throws -> Set<InsuranceLine> {
        Set(
            try tx.all(
                """
                SELECT DISTINCT s.line FROM coverage_span s
                WHERE s.employer_id = \(employer) AND s.first_period <= \(period)
                    AND (s.last_period IS NULL OR s.last_period >= \(period))
                    AND coalesce((
                        SELECT max(r.sequence) FROM contribution_row r
                        WHERE r.person_id = s.person_id AND r.period = \(period) AND r.line = s.line
                            AND r.payer_scope = s.payer_scope), 0) % 2 = 0
                """
            ) { row throws(DatabaseError) in try row[0] as InsuranceLine })
    }
}
