package import Basics
package import Casework
package import Database
package import Records

extension Transaction {
    package var medicalInquiries: MedicalInquiries { MedicalInquiries(tx: self) }
}

/// Of which months medical insurance is to be asked for its total.
package struct MedicalInquiries {
    let tx: Transaction

    package struct Due: Sendable, Hashable {
        package let employer: EmployerId
        package let creditCode: String
        package let period: Month
    }

    /// Before any day on which somebody was asked.
    private static let never = "0000-01-01"

    /// A plan bills the month now: what medical said before may have changed with it.
    package func ask(of employer: EmployerId, for period: Month, in region: Region) throws {
        try tx.run(
            """
            INSERT INTO medical_inquiry (employer_id, period, region, asked_on)
            VALUES (\(employer), \(period), \(region.rawValue), \(Self.never))
            ON CONFLICT (employer_id, period) DO UPDATE SET asked_on = excluded.asked_on
            """)
    }

    /// The same for all plans that a case made for some employers that follow each other.
    package func ask(
        of employers: ClosedRange<EmployerId>, plannedBy caseId: CaseId, for period: Month, in region: Region
    ) throws {
        try tx.run(
            """
            INSERT INTO medical_inquiry (employer_id, period, region, asked_on)
            SELECT p.employer_id, p.period, p.region, \(Self.never) FROM contribution_plan p
            WHERE p.employer_id >= \(employers.lowerBound) AND p.employer_id <= \(employers.upperBound)
                AND p.period = \(period) AND p.case_id = \(caseId)
            ON CONFLICT (employer_id, period) DO UPDATE SET asked_on = excluded.asked_on
            """)
    }

    /// Those not asked for today, the longest waiting first; earlier months are settled and not asked for again.
    package func due(in region: Region, on today: Day, from first: Month, limit: Int) throws -> [Due] {
        let waiting = try tx.all(
            """
            SELECT employer_id, period FROM medical_inquiry
            WHERE region = \(region.rawValue) AND asked_on < \(today) AND period >= \(first)
            ORDER BY asked_on, employer_id, period LIMIT \(limit)
            """
        ) { row throws(DatabaseError) in Waiting(employer: try row[0], period: try row[1]) }
        let employers = try tx.employers.withIds(waiting.map(\.employer))
        return waiting.compactMap { asked in
            employers[asked.employer].map {
                Due(employer: asked.employer, creditCode: $0.creditCode, period: asked.period)
            }
        }
    }

    private struct Waiting {
        let employer: EmployerId
        let period: Month
    }

    package func asked(_ due: Due, on today: Day) throws {
        try tx.run(
            """
            UPDATE medical_inquiry SET asked_on = \(today)
            WHERE employer_id = \(due.employer) AND period = \(due.period)
            """)
    }
}
