package import Basics
package import Database
import Records

extension Transaction {
    package var medicalNotices: MedicalNotices { MedicalNotices(tx: self) }
}

/// What medical insurance was told, by the day, and what it answered.
package struct MedicalNotices {
    let tx: Transaction

    package struct Kept: Sendable {
        package let number: String
        /// The notice as it was written.
        package let body: String
        package let answeredOn: Day?
        package let refusal: String?
    }

    package struct New: Sendable {
        package let number: String
        package let region: Region
        package let noticedOn: Day
        /// In the outbox.
        package let letter: Int64

        package init(_ number: String, in region: Region, on day: Day, letter: Int64) {
            self.number = number
            self.region = region
            self.noticedOn = day
            self.letter = letter
        }
    }

    /// Of a number that was given before, the notice that was given stays.
    package func keep(_ notices: [New]) throws {
        let before = try tx.all("SELECT number FROM medical_notice WHERE number IN \(list: notices.map(\.number))") {
            row throws(DatabaseError) in try row[0] as String
        }
        var kept = Set(before)
        try tx.load(into: "medical_notice", columns: ["number", "region", "noticed_on", "outbox_id"]) { rows in
            for notice in notices where kept.insert(notice.number).inserted {
                try rows.append(notice.number, notice.region.rawValue, notice.noticedOn, notice.letter)
            }
        }
    }

    /// - Parameter refusal: `nil` where it was accepted.
    package func answered(_ number: String, on day: Day, refusal: String?) throws {
        try tx.run(
            """
            UPDATE medical_notice SET answered_on = \(day), refusal = \(refusal)
            WHERE number = \(number) AND (answered_on IS NULL OR answered_on <= \(day))
            """)
    }

    package func of(_ day: Day, in region: Region) throws -> [Kept] {
        try tx.all(
            """
            SELECT n.number, o.body, n.answered_on, n.refusal FROM medical_notice n JOIN outbox o ON o.id = n.outbox_id
            WHERE n.region = \(region.rawValue) AND n.noticed_on = \(day) ORDER BY n.number
            """
        ) { row throws(DatabaseError) in
            Kept(number: try row[0], body: try row[1], answeredOn: try row[2], refusal: try row[3])
        }
    }
}

extension MedicalNotices {
    /// Where both books differ about one notice.
    package struct Difference: Hashable, Sendable {
        package enum Kind: String, Sendable, CaseIterable {
            /// Medical has no such notice.
            case notThere
            /// We have told it nothing of the kind.
            case notHere
            /// It holds something else than we told.
            case otherwise
            /// It has decided, and we have heard otherwise or nothing.
            case answeredOtherwise
            /// It holds the notice and has decided nothing for days.
            case unanswered
        }

        package let noticedOn: Day
        package let number: String
        package let kind: Kind
        package let personNumber: String
        /// What either book says, in words.
        package let ours: String?
        package let theirs: String?

        package init(
            noticedOn: Day, number: String, kind: Kind, personNumber: String, ours: String?, theirs: String?
        ) {
            self.noticedOn = noticedOn
            self.number = number
            self.kind = kind
            self.personNumber = personNumber
            self.ours = ours
            self.theirs = theirs
        }
    }

    /// What a comparison found takes the place of what an earlier one of the same day has found.
    package func keep(_ differences: [Difference], in region: Region, on day: Day) throws {
        try tx.run(
            "DELETE FROM medical_difference WHERE region = \(region.rawValue) AND noticed_on = \(day)")
        for difference in differences {
            try tx.run(
                """
                INSERT INTO medical_difference (region, noticed_on, number, kind, person_number, ours, theirs)
                VALUES (\(region.rawValue), \(day), \(difference.number), \(difference.kind), \(difference.personNumber),
                    \(difference.ours), \(difference.theirs))
                """)
        }
    }

    /// The latest first.
    package func differences(in region: Region, limit: Int) throws -> [Difference] {
        try tx.all(
            """
            SELECT noticed_on, number, kind, person_number, ours, theirs FROM medical_difference
            WHERE region = \(region.rawValue) ORDER BY noticed_on DESC, number LIMIT \(limit)
            """
        ) { row throws(DatabaseError) in
            Difference(
                noticedOn: try row[0], number: try row[1], kind: try row[2], personNumber: try row[3],
                ours: try row[4], theirs: try row[5])
        }
    }
}

extension MedicalNotices.Difference.Kind: ColumnCodable {}
