package import Basics
package import Casework
package import Database
package import Records

extension Transaction {
    package var employerRecords: EmployerRecords { EmployerRecords(tx: self) }
}

/// What is registered of employers: a row for each case that registered or changed it, the last one in force.
package struct EmployerRecords {
    let tx: Transaction

    /// A record with the case that wrote it.
    package struct Written: Sendable {
        package let employer: EmployerId
        package let sequence: Int
        package let caseId: CaseId
        package let record: EmployerRecord
    }

    private static let select: SQL = """
        SELECT r.employer_id, r.sequence, r.case_id, r.region, r.credit_code, r.name, r.kind, r.founded_on, r.authority,
            r.head_name, r.head_number, r.address, r.place, r.industry, r.injury_class, r.branch, r.contact_name,
            r.contact_phone, r.bank, r.account
        FROM employer_record r
        """

    private static func read(_ row: Row) throws(DatabaseError) -> Written {
        let (code, kindText): (String, String) = (try row[13], try row[6])
        guard let industry = Industry(code), let kind = UnitKind(rawValue: kindText) else {
            throw DatabaseError(.other, "an employer's record cannot be read", statement: "employer_record")
        }
        let (bank, number): (String?, String?) = (try row[18], try row[19])
        let account = bank.flatMap { bank in number.map { EmployerRecord.Account(bank: bank, number: $0) } }
        return Written(
            employer: try row[0], sequence: try row[1], caseId: try row[2],
            record: EmployerRecord(
                region: Region(rawValue: try row[3]), creditCode: try row[4], name: try row[5], kind: kind,
                foundedOn: try row[7], authority: try row[8], head: .init(name: try row[9], number: try row[10]),
                address: try row[11], place: try row[12], industry: industry, injuryClass: try row[14],
                branch: try row[15], contact: .init(name: try row[16], phone: try row[17]), account: account))
    }

    /// What is in force of each; those that were taken over without a record are missing.
    package func current(of employers: [EmployerId]) throws -> [EmployerId: EmployerRecord] {
        let rows = try tx.all(
            """
            \(Self.select) WHERE r.employer_id IN \(list: employers) AND r.sequence =
                (SELECT max(o.sequence) FROM employer_record o WHERE o.employer_id = r.employer_id)
            """, Self.read)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.employer, $0.record) })
    }

    package func written(by cases: [CaseId]) throws -> [Written] {
        try tx.all(
            "\(Self.select) WHERE r.case_id IN \(list: cases) ORDER BY r.employer_id, r.sequence", Self.read)
    }

    /// A unit becomes an employer.
    package func register(
        _ record: EmployerRecord, as id: EmployerId, on day: Day, case caseId: CaseId
    ) throws -> EmployerDigest {
        try tx.employers.register(
            Employer(
                id: id, region: record.region, creditCode: record.creditCode, name: record.name,
                injuryClass: record.injuryClass, branch: record.branch, registeredOn: day, version: 1))
        return try append(record, to: id, on: day, case: caseId)
    }

    /// Keeps a record after those before it; what the employer's own row says has to follow it.
    package func append(
        _ record: EmployerRecord, to id: EmployerId, on day: Day, case caseId: CaseId
    ) throws -> EmployerDigest {
        try tx.run(
            """
            INSERT INTO employer_record (employer_id, sequence, case_id, recorded_on, region, credit_code, name, kind,
                founded_on, authority, head_name, head_number, address, place, industry, injury_class, branch,
                contact_name, contact_phone, bank, account)
            VALUES (\(id), (SELECT coalesce(max(o.sequence), 0) + 1 FROM employer_record o WHERE o.employer_id = \(id)),
                \(caseId), \(day), \(record.region.rawValue), \(record.creditCode), \(record.name),
                \(record.kind.rawValue), \(record.foundedOn), \(record.authority), \(record.head.name),
                \(record.head.number), \(record.address), \(record.place), \(record.industry.code),
                \(record.injuryClass), \(record.branch), \(record.contact.name), \(record.contact.phone),
                \(record.account?.bank), \(record.account?.number))
            """)
        return EmployerDigest(of: id, record)
    }
}
