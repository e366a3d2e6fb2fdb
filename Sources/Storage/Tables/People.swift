package import Basics
package import Casework
package import Database
package import Records

extension Transaction {
    package var people: People { People(tx: self) }
}

/// People and the numbers that they go by.
package struct People {
    let tx: Transaction

    private static let select: SQL = """
        SELECT p.id, n.value, p.name, p.sex, p.born_on, p.household, p.ethnicity, t.value, p.version,
            d.kind, d.number, d.country, d.valid_through, d.latin_name, d.work_permit
        FROM person p
        JOIN person_identity n ON n.person_id = p.id AND n.kind = 'number' AND n.through_on IS NULL
        LEFT JOIN person_identity t ON t.person_id = p.id AND t.kind = 'phone' AND t.through_on IS NULL
        LEFT JOIN person_document d ON d.person_id = p.id AND d.through_on IS NULL
        """

    private static func read(_ row: Row) throws(DatabaseError) -> InsuredPerson {
        var document: HeldDocument?
        if let kind: IdentityDocument.Kind = try row[9] {
            document = HeldDocument(
                IdentityDocument(onRecord: kind, try row[10], of: CountryCode(letters: try row[11])),
                validThrough: try row[12], latinName: try row[13], workPermit: try row[14])
        }
        return InsuredPerson(
            id: try row[0], number: try row[1], name: try row[2], sex: try row[3], bornOn: try row[4],
            household: try row[5], ethnicity: try row[6], phone: try row[7], document: document,
            version: try row[8])
    }

    package func withIds(_ ids: [PersonId]) throws -> [PersonId: InsuredPerson] {
        let people = try tx.all("\(Self.select) WHERE p.id IN \(list: ids)", Self.read)
        return Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) })
    }

    package func withNumbers(_ numbers: [String]) throws -> [String: InsuredPerson] {
        let people = try tx.all("\(Self.select) WHERE n.value IN \(list: numbers)", Self.read)
        return Dictionary(uniqueKeysWithValues: people.map { ($0.number, $0) })
    }

    /// Who is known by a document today: by the number itself where that is the social security number.
    package func with(_ document: IdentityDocument) throws -> InsuredPerson? {
        if document.kind == .residentCard { return try withNumbers([document.number])[document.number] }
        return try tx.first(
            """
            \(Self.select) WHERE d.kind = \(document.kind) AND d.number = \(document.number)
                AND d.country = \(document.country?.letters ?? "")
            """, Self.read)
    }

    /// Those whose name begins with the text, or whose number or document it is; for the search of the staff. At most `limit`.
    package func search(_ text: String, limit: Int) throws -> [InsuredPerson] {
        try tx.all(
            """
            \(Self.select) WHERE n.value = \(text) OR (p.name >= \(text) AND p.name < \(text + "\u{10FFFF}"))
            ORDER BY p.name, p.id LIMIT \(limit)
            """, Self.read) + byDocument(text, limit: limit)
    }

    /// By itself, so that an index finds it.
    private func byDocument(_ number: String, limit: Int) throws -> [InsuredPerson] {
        try tx.all(
            """
            \(Self.select) WHERE d.number = \(number.uppercased()) AND n.value <> \(number) ORDER BY p.id LIMIT \(limit)
            """, Self.read)
    }

    /// Somebody who is registered on a day.
    package struct New: Sendable {
        package let id: PersonId
        package let person: PersonRegistration
        package let on: Day

        package init(_ person: PersonRegistration, as id: PersonId, on day: Day) {
            self.id = id
            self.person = person
            self.on = day
        }

        /// Of the rows that it comes to.
        package var digests: [RecordDigest] { RecordDigest.written(person, as: id, on: on) }
    }

    package func register(_ new: [New]) throws {
        try tx.load(
            into: "person", columns: ["id", "name", "sex", "born_on", "household", "ethnicity", "version"]
        ) { rows in
            for (id, person) in new.lazy.map({ ($0.id, $0.person) }) {
                try rows.append(
                    id, person.name, person.sex, person.bornOn, person.household, person.ethnicity, Int32(1))
            }
        }
        try tx.load(into: "person_identity", columns: ["person_id", "kind", "value", "from_on"]) { rows in
            for new in new {
                try rows.append(new.id, "number", new.person.number, new.on)
                if let phone = new.person.phone { try rows.append(new.id, "phone", phone, new.on) }
            }
        }
        let holders = new.filter { $0.person.document != nil }
        guard !holders.isEmpty else { return }
        try tx.load(
            into: "person_document",
            columns: [
                "person_id", "kind", "number", "country", "valid_through", "latin_name", "work_permit", "from_on",
            ]
        ) { rows in
            for new in holders {
                guard let held = new.person.document else { continue }
                try rows.append(
                    new.id, held.document.kind, held.document.number, held.document.country?.letters ?? "",
                    held.validThrough, held.latinName, held.workPermit, new.on)
            }
        }
    }
}

extension Sex: ColumnCodable {}
extension HouseholdKind: ColumnCodable {}
extension IdentityDocument.Kind: ColumnCodable {}
