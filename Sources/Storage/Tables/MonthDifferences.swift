package import Basics
package import Database
package import Records

extension Transaction {
    package var monthDifferences: MonthDifferences { MonthDifferences(tx: self) }
}

/// How a period's plans in a region differ from those of the month before, employer by employer.
package struct MonthDifferences {
    let tx: Transaction

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// It has plans in the period and had none in the month before.
        case came
        /// It had plans in the month before and has none in the period.
        case left
        /// It has plans in both, of other amounts or for another number of people.
        case changed
        case same
    }

    /// What the employers of a kind come to.
    package struct Sum: Hashable, Sendable {
        package var employers = 0
        package var before = Money.zero
        package var now = Money.zero

        package init() {}
    }

    package struct OfEmployer: Hashable, Sendable {
        package let employer: EmployerId
        package let name: String
        package let creditCode: String
        package let peopleBefore: Int
        package let peopleNow: Int
        package let before: Money
        package let now: Money

        package var difference: Money { now - before }
    }

    /// Both months of each employer side by side.
    private func sides(_ period: Month, in region: Region) -> SQL {
        """
        SELECT q.employer_id, q.people_before, q.people_now, q.fen_before, q.fen_now,
            CASE WHEN q.plans_before = 0 THEN 'came' WHEN q.plans_now = 0 THEN 'left'
                WHEN q.fen_before = q.fen_now AND q.people_before = q.people_now THEN 'same' ELSE 'changed' END AS kind
        FROM (
            SELECT employer_id, sum(CASE WHEN period = \(period) THEN 0 ELSE 1 END) AS plans_before,
                sum(CASE WHEN period = \(period) THEN 1 ELSE 0 END) AS plans_now,
                CAST(sum(CASE WHEN period = \(period) THEN 0 ELSE people END) AS BIGINT) AS people_before,
                CAST(sum(CASE WHEN period = \(period) THEN people ELSE 0 END) AS BIGINT) AS people_now,
                CAST(sum(CASE WHEN period = \(period) THEN 0 ELSE unit_fen + person_fen END) AS BIGINT) AS fen_before,
                CAST(sum(CASE WHEN period = \(period) THEN unit_fen + person_fen ELSE 0 END) AS BIGINT) AS fen_now
            FROM contribution_plan
            WHERE region = \(region.rawValue) AND period >= \(period.previous) AND period <= \(period)
            GROUP BY employer_id) q
        """
    }

    package func sums(of period: Month, in region: Region) throws -> [Kind: Sum] {
        var sums: [Kind: Sum] = [:]
        try tx.each(
            """
            SELECT kind, count(*), CAST(sum(fen_before) AS BIGINT), CAST(sum(fen_now) AS BIGINT)
            FROM (\(sides(period, in: region))) s GROUP BY kind
            """
        ) { row in
            var sum = Sum()
            sum.employers = try row[1]
            sum.before = try row[2]
            sum.now = try row[3]
            sums[try row[0]] = sum
        }
        return sums
    }

    /// Some of a kind, those with the largest difference first.
    package func employers(
        of period: Month, in region: Region, _ kind: Kind, skipping: Int, limit: Int
    ) throws -> [OfEmployer] {
        try tx.all(
            """
            SELECT s.employer_id, e.name, c.code, s.people_before, s.people_now, s.fen_before, s.fen_now
            FROM (SELECT * FROM (\(sides(period, in: region))) a WHERE a.kind = \(kind)
                ORDER BY abs(a.fen_now - a.fen_before) DESC, a.employer_id LIMIT \(limit) OFFSET \(skipping)) s
            JOIN employer e ON e.id = s.employer_id
            JOIN employer_credit_code c ON c.employer_id = e.id AND c.through_on IS NULL
            ORDER BY abs(s.fen_now - s.fen_before) DESC, s.employer_id
            """
        ) { row throws(DatabaseError) in
            OfEmployer(
                employer: try row[0], name: try row[1], creditCode: try row[2], peopleBefore: try row[3],
                peopleNow: try row[4], before: try row[5], now: try row[6])
        }
    }
}

extension MonthDifferences.Kind: ColumnCodable {}
