package import Basics
package import Database
package import Records

extension Transaction {
    /// Takes the next `count` keys of a kind; keys that are not used are lost, never given twice.
    package func takeKeys(_ kind: String, count: Int64) throws -> Int64 {
        try run("INSERT INTO id_block (kind, next) VALUES (\(kind), 1) ON CONFLICT (kind) DO NOTHING")
        return try one(
            "UPDATE id_block SET next = next + \(count) WHERE kind = \(kind) RETURNING next - \(count)"
        ) { row throws(DatabaseError) in try row[0] }
    }

    /// Keeps the text of a policy version for ever, so that what was computed by it can be explained by it.
    package func keepPolicyVersion(_ digest: String, content: String, at now: Instant) throws {
        try run(
            """
            INSERT INTO policy_version (digest, content, first_used_at) VALUES (\(digest), \(content), \(now))
            ON CONFLICT (digest) DO NOTHING
            """)
    }

    package func policyContent(of digest: String) throws -> String? {
        try first("SELECT content FROM policy_version WHERE digest = \(digest)") { row throws(DatabaseError) in
            try row[0]
        }
    }

    /// What the tax department has published of a month.
    package func learnTaxWindow(_ region: Region, _ month: Month, opensOn: Day, closesOn: Day, at now: Instant) throws {
        try run(
            """
            INSERT INTO tax_window (region, month, opens_on, closes_on, learnt_at)
            VALUES (\(region.rawValue), \(month), \(opensOn), \(closesOn), \(now))
            ON CONFLICT (region, month) DO UPDATE SET opens_on = excluded.opens_on, closes_on = excluded.closes_on,
                learnt_at = excluded.learnt_at
            """)
    }
}

extension Transaction {
    /// What medical insurance last told of an employer's month; held, marked so, and never computed with.
    package func keepMedicalMonth(
        employer: EmployerId, period: Month, people: Int, unit: Money, person: Money, asOf: Day
    ) throws {
        try run(
            """
            INSERT INTO medical_month (employer_id, period, people, unit_fen, person_fen, as_of)
            VALUES (\(employer), \(period), \(people), \(unit), \(person), \(asOf))
            ON CONFLICT (employer_id, period) DO UPDATE SET people = excluded.people, unit_fen = excluded.unit_fen,
                person_fen = excluded.person_fen, as_of = excluded.as_of
            WHERE excluded.as_of >= medical_month.as_of
            """)
    }
}
