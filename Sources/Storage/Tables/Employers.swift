package import Basics
package import Database
package import Records

extension Transaction {
    package var employers: Employers { Employers(tx: self) }
}

package struct Employers {
    let tx: Transaction

    private static let select: SQL = """
        SELECT e.id, e.region, c.code, e.name, e.injury_class, e.branch, e.registered_on, e.version
        FROM employer e JOIN employer_credit_code c ON c.employer_id = e.id AND c.through_on IS NULL
        """

    private static func read(_ row: Row) throws(DatabaseError) -> Employer {
        Employer(
            id: try row[0], region: Region(rawValue: try row[1]), creditCode: try row[2], name: try row[3],
            injuryClass: try row[4], branch: try row[5], registeredOn: try row[6], version: try row[7])
    }

    package func withIds(_ ids: [EmployerId]) throws -> [EmployerId: Employer] {
        let employers = try tx.all("\(Self.select) WHERE e.id IN \(list: ids)", Self.read)
        return Dictionary(uniqueKeysWithValues: try withClasses(employers).map { ($0.id, $0) })
    }

    /// Those of a region between two keys, in their order.
    package func within(_ ids: ClosedRange<EmployerId>, of region: Region) throws -> [Employer] {
        let (first, last) = (ids.lowerBound, ids.upperBound)
        let employers = try tx.all(
            """
            \(Self.select) WHERE e.id >= \(first) AND e.id <= \(last) AND e.region = \(region.rawValue) ORDER BY e.id
            """, Self.read)
        return try withClasses(employers, "employer_id >= \(first) AND employer_id <= \(last)")
    }

    private func withClasses(_ employers: [Employer]) throws -> [Employer] {
        try withClasses(employers, "employer_id IN \(list: employers.map(\.id))")
    }

    /// With the classes of work-injury risk that held before the last one.
    private func withClasses(_ employers: [Employer], _ chosen: SQL) throws -> [Employer] {
        let changes = try tx.all(
            """
            SELECT employer_id, class_before, class_from FROM employer_record
            WHERE \(chosen) AND class_from IS NOT NULL ORDER BY employer_id, sequence
            """
        ) { row throws(DatabaseError) in
            ClassChange(employer: try row[0], before: try row[1], from: try row[2])
        }
        if changes.isEmpty { return employers }
        let byEmployer = Dictionary(grouping: changes, by: \.employer)
        return employers.map { employer in
            var employer = employer
            employer.earlierClasses = (byEmployer[employer.id] ?? []).map {
                Employer.EarlierClass($0.before, through: $0.from.previous)
            }
            return employer
        }
    }

    private struct ClassChange {
        let employer: EmployerId
        let before: Int
        let from: Month
    }

    package func withCreditCodes(_ codes: [String]) throws -> [String: Employer] {
        let employers = try tx.all("\(Self.select) WHERE c.code IN \(list: codes)", Self.read)
        return Dictionary(uniqueKeysWithValues: try withClasses(employers).map { ($0.creditCode, $0) })
    }

    /// Those whose name begins with the text, or whose credit code it is. At most `limit`.
    package func search(_ text: String, limit: Int) throws -> [Employer] {
        try tx.all(
            """
            \(Self.select) WHERE c.code = \(text) OR (e.name >= \(text) AND e.name < \(text + "\u{10FFFF}"))
            ORDER BY e.name, e.id LIMIT \(limit)
            """, Self.read)
    }

    package func register(_ employer: Employer) throws {
        try tx.run(
            """
            INSERT INTO employer (id, region, name, injury_class, branch, registered_on, version)
            VALUES (\(employer.id), \(employer.region.rawValue), \(employer.name), \(employer.injuryClass),
                \(employer.branch), \(employer.registeredOn), \(employer.version))
            """)
        try tx.run(
            """
            INSERT INTO employer_credit_code (employer_id, code, from_on)
            VALUES (\(employer.id), \(employer.creditCode), \(employer.registeredOn))
            """)
    }

    /// Takes over into the employer's own row what another record says of it. Its credit code stays.
    func follow(_ record: EmployerRecord, _ id: EmployerId) throws {
        try tx.run(
            """
            UPDATE employer SET name = \(record.name), injury_class = \(record.injuryClass), branch = \(record.branch),
                version = version + 1
            WHERE id = \(id)
            """)
    }
}
