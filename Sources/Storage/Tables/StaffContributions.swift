package import Basics
package import Database
package import Records

extension Transaction {
    package var staffContributions: StaffContributions { StaffContributions(tx: self) }
}

/// What an employer's people come to over some months, person by person.
package struct StaffContributions {
    let tx: Transaction

    /// Whoever was enrolled with the employer in some of the months.
    private static func enrolled(_ employer: EmployerId, _ from: Month, _ through: Month) -> SQL {
        """
        FROM enrolment WHERE employer_id = \(employer) AND began_on <= \(through.lastDay)
            AND (ended_on IS NULL OR ended_on >= \(from.firstDay))
        """
    }

    package func peopleCount(of employer: EmployerId, from: Month, through: Month) throws -> Int {
        try tx.one("SELECT count(DISTINCT person_id) \(Self.enrolled(employer, from, through))") {
            row throws(DatabaseError) in try row[0]
        }
    }

    /// A part of the people, in their order; one for whom nothing stands has no lines.
    ///
    /// - Parameter after: the last person of the part before.
    package func part(
        of employer: EmployerId, from: Month, through: Month, after: PersonId, limit: Int
    ) throws -> [StaffContribution] {
        try contributions(
            of: employer, from: from, through: through,
            """
            SELECT DISTINCT person_id \(Self.enrolled(employer, from, through)) AND person_id > \(after)
            ORDER BY person_id LIMIT \(limit)
            """)
    }

    package func page(
        of employer: EmployerId, from: Month, through: Month, skipping: Int, limit: Int
    ) throws -> [StaffContribution] {
        try contributions(
            of: employer, from: from, through: through,
            """
            SELECT DISTINCT person_id \(Self.enrolled(employer, from, through))
            ORDER BY person_id LIMIT \(limit) OFFSET \(skipping)
            """)
    }

    /// Those for whom something stands, in their order, at most `limit`; read in parts, so that of a large employer's staff
    /// no more is held than is asked for.
    package func standing(
        of employer: EmployerId, from: Month, through: Month, limit: Int
    ) throws -> [StaffContribution] {
        var people: [StaffContribution] = []
        try eachPart(of: employer, from: from, through: through) { part in
            people += part.filter { !$0.lines.isEmpty }
            return people.count < limit
        }
        return Array(people.prefix(limit))
    }

    /// All of the staff, some hundreds at a time, until `body` has enough.
    package func eachPart(
        of employer: EmployerId, from: Month, through: Month, _ body: ([StaffContribution]) throws -> Bool
    ) throws {
        var last = PersonId(0)
        while true {
            let part = try part(of: employer, from: from, through: through, after: last, limit: 500)
            guard let end = part.last?.person, try body(part) else { return }
            last = end
        }
    }

    private func contributions(
        of employer: EmployerId, from: Month, through: Month, _ chosen: SQL
    ) throws -> [StaffContribution] {
        var people: [Gathered] = []
        try tx.each(
            """
            SELECT q.person_id, f.name, n.value, r.line,
                CAST(sum(CASE WHEN r.kind = 5 THEN -1 WHEN r.kind IN (1, 3) THEN 1 ELSE 0 END) AS BIGINT),
                CAST(sum(r.base_fen) AS BIGINT), CAST(sum(r.unit_fen) AS BIGINT), CAST(sum(r.person_fen) AS BIGINT),
                CAST(sum(r.account_fen) AS BIGINT),
                CAST(sum(CASE WHEN s.plan_id IS NULL THEN 0 ELSE r.unit_fen + r.person_fen END) AS BIGINT),
                max(CASE WHEN p.rests_on_unverified THEN 1 ELSE 0 END)
            FROM (\(chosen)) q
            JOIN person f ON f.id = q.person_id
            JOIN person_identity n ON n.person_id = q.person_id AND n.kind = 'number' AND n.through_on IS NULL
            LEFT JOIN contribution_row r ON r.person_id = q.person_id AND r.period >= \(from)
                AND r.period <= \(through)
                AND r.plan_id IN (
                    SELECT c.id FROM contribution_plan c
                    WHERE c.employer_id = \(employer) AND c.period >= \(from) AND c.period <= \(through))
            LEFT JOIN contribution_plan p ON p.id = r.plan_id
            LEFT JOIN plan_settlement s ON s.plan_id = r.plan_id
            GROUP BY q.person_id, f.name, n.value, r.line ORDER BY q.person_id, r.line
            """
        ) { row in
            var columns = row.columns
            let person: PersonId = try columns.next()
            let (name, number): (String, String) = (try columns.next(), try columns.next())
            if people.last?.person != person {
                people.append(Gathered(person: person, name: name, number: number))
            }
            guard let line: InsuranceLine = try columns.next() else { return }
            let months: Int = try columns.next()
            let standing = StaffContribution.Line(
                line: line, months: months, base: try columns.next(), unit: try columns.next(),
                personShare: try columns.next(), account: try columns.next(), received: try columns.next())
            let unverified: Int = try columns.next()
            guard months > 0 else { return }
            if unverified > 0 { people[people.count - 1].restsOnUnverified = true }
            people[people.count - 1].lines.append(standing)
        }
        return people.map {
            StaffContribution(
                person: $0.person, name: $0.name, number: $0.number, lines: $0.lines,
                restsOnUnverified: $0.restsOnUnverified)
        }
    }

    private struct Gathered {
        let person: PersonId
        let name: String
        let number: String
        var lines: [StaffContribution.Line] = []
        var restsOnUnverified = false
    }
}
