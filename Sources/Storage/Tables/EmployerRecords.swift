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
        package let recordedOn: Day
        package let record: EmployerRecord
    }

    private static let select: SQL = """
        SELECT r.employer_id, r.sequence, r.case_id, r.region, r.credit_code, r.name, r.kind, r.founded_on, r.authority,
            r.head_name, r.head_number, r.address, r.place, r.industry, r.injury_class, r.branch, r.contact_name,
            r.contact_phone, r.bank, r.account, r.recorded_on, r.class_before, r.class_from,
            r.register_revision
        FROM employer_record r
        """

    private static func read(_ row: Row) throws(DatabaseError) -> Written {
        let (code, kindText): (String, String) = (try row[13], try row[6])
        guard let industry = Industry(code), let kind = UnitKind(rawValue: kindText) else {
            throw DatabaseError(.other, "an employer's record cannot be read", statement: "employer_record")
        }
        let (bank, number): (String?, String?) = (try row[18], try row[19])
        let account = bank.flatMap { bank in number.map { EmployerRecord.Account(bank: bank, number: $0) } }
        let (before, from): (Int?, Month?) = (try row[21], try row[22])
        let classChange = before.flatMap { before in
            from.map { EmployerRecord.ClassChange(before: before, from: $0) }
        }
        return Written(
            employer: try row[0], sequence: try row[1], caseId: try row[2], recordedOn: try row[20],
            record: EmployerRecord(
                region: Region(rawValue: try row[3]), creditCode: try row[4], name: try row[5], kind: kind,
                foundedOn: try row[7], authority: try row[8], head: .init(name: try row[9], number: try row[10]),
                address: try row[11], place: try row[12], industry: industry, injuryClass: try row[14],
                classChange: classChange, branch: try row[15], contact: .init(name: try row[16], phone: try row[17]),
                account: account,
                registerRevision: try row[23]))
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

    /// All that was registered of one, the latest first.
    package func history(of employer: EmployerId) throws -> [Written] {
        try tx.all("\(Self.select) WHERE r.employer_id = \(employer) ORDER BY r.sequence DESC", Self.read)
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

    /// Another record takes the place of the one before, and the employer's own row follows it.
    package func change(
        _ record: EmployerRecord, of id: EmployerId, on day: Day, case caseId: CaseId
    ) throws -> EmployerDigest {
        try tx.employers.follow(record, id)
        return try append(record, to: id, on: day, case: caseId)
    }

    /// Keeps a record after those before it; what the employer's own row says has to follow it.
    private func append(
        _ record: EmployerRecord, to id: EmployerId, on day: Day, case caseId: CaseId
    ) throws -> EmployerDigest {
        try tx.run(
            """
            INSERT INTO employer_record (employer_id, sequence, case_id, recorded_on, region, credit_code, name, kind,
                founded_on, authority, head_name, head_number, address, place, industry, injury_class, class_before,
                class_from, branch, contact_name, contact_phone, bank, account, register_revision)
            VALUES (\(id), (SELECT coalesce(max(o.sequence), 0) + 1 FROM employer_record o WHERE o.employer_id = \(id)),
                \(caseId), \(day), \(record.region.rawValue), \(record.creditCode), \(record.name),
                \(record.kind.rawValue), \(record.foundedOn), \(record.authority), \(record.head.name),
                \(record.head.number), \(record.address), \(record.place), \(record.industry.code),
                \(record.injuryClass), \(record.classChange?.before), \(record.classChange?.from), \(record.branch), \(record.contact.name), \(record.contact.phone),
                \(record.account?.bank), \(record.account?.number), \(record.registerRevision))
            """)
        return EmployerDigest(of: id, record)
    }

    /// The first records of employers that came with them, many at a time.
    package func load(_ records: [(EmployerId, EmployerRecord, CaseId)], on day: Day) throws {
        try tx.load(
            into: "employer_record",
            columns: [
                "employer_id", "sequence", "case_id", "recorded_on", "region", "credit_code", "name", "kind",
                "founded_on", "authority", "head_name", "head_number", "address", "place", "industry", "injury_class",
                "branch", "contact_name", "contact_phone", "bank", "account", "register_revision",
            ]
        ) { rows in
            for (id, record, caseId) in records {
                try rows.append(
                    id, Int32(1), caseId, day, record.region.rawValue, record.creditCode, record.name,
                    record.kind.rawValue, record.foundedOn, record.authority, record.head.name, record.head.number,
                    record.address, record.place, record.industry.code, record.injuryClass, record.branch,
                    record.contact.name, record.contact.phone, record.account?.bank, record.account?.number,
                    record.registerRevision)
            }
        }
    }

    // MARK: Taken over

    /// What was taken over with an employer, with the case that changed it first.
    package struct TakenOver: Sendable {
        package let employer: EmployerId
        package let caseId: CaseId
        package let held: EmployerTakeover
    }

    private static let takeovers: SQL = """
        SELECT employer_id, case_id, region, credit_code, name, injury_class, branch, registered_on
        FROM employer_takeover
        """

    private static func takeover(_ row: Row) throws(DatabaseError) -> TakenOver {
        TakenOver(
            employer: try row[0], caseId: try row[1],
            held: EmployerTakeover(
                region: Region(rawValue: try row[2]), creditCode: try row[3], name: try row[4],
                injuryClass: try row[5], branch: try row[6], registeredOn: try row[7]))
    }

    package func takenOver(with employer: EmployerId) throws -> EmployerTakeover? {
        try tx.first("\(Self.takeovers) WHERE employer_id = \(employer)", Self.takeover)?.held
    }

    package func takenOver(by cases: [CaseId]) throws -> [TakenOver] {
        try tx.all("\(Self.takeovers) WHERE case_id IN \(list: cases) ORDER BY employer_id", Self.takeover)
    }

    /// Keeps what came with an employer before its first record takes its place.
    package func keep(
        _ held: EmployerTakeover, of id: EmployerId, case caseId: CaseId
    ) throws -> EmployerDigest {
        try tx.run(
            """
            INSERT INTO employer_takeover (employer_id, case_id, region, credit_code, name, injury_class, branch,
                registered_on)
            VALUES (\(id), \(caseId), \(held.region.rawValue), \(held.creditCode), \(held.name), \(held.injuryClass),
                \(held.branch), \(held.registeredOn))
            """)
        return EmployerDigest(of: id, held)
    }
}
