package import Basics
package import Casework
package import Database
package import Records

extension Transaction {
    package var returns: Returns { Returns(tx: self) }
}

/// Money that the bank has given back.
package struct Returns {
    let tx: Transaction

    package func keep(_ taken: ReceiptReturn, case caseId: CaseId, on day: Day) throws {
        try tx.run(
            """
            INSERT INTO receipt_return (receipt_id, number, amount_fen, returned_on, booked_on, reason, case_id)
            VALUES (\(taken.receipt), \(taken.number), \(taken.amount), \(taken.returnedOn), \(day), \(taken.reason),
                \(caseId))
            """)
    }

    /// The case that booked a receipt, and issued its papers.
    package func booking(of receipt: ReceiptId) throws -> CaseId? {
        try tx.first("SELECT case_id FROM receipt WHERE id = \(receipt)") { row throws(DatabaseError) in try row[0] }
    }

    package func isCarriedOut(of receiptNumber: String) throws -> Bool {
        try tx.first(
            """
            SELECT t.receipt_id FROM receipt_return t JOIN receipt r ON r.id = t.receipt_id
            WHERE r.number = \(receiptNumber)
            """
        ) { row throws(DatabaseError) in try row[0] as Int64 } != nil
    }

    package func isBooked(_ receiptNumber: String) throws -> Bool {
        try tx.first("SELECT id FROM receipt WHERE number = \(receiptNumber)") { row throws(DatabaseError) in
            try row[0] as Int64
        } != nil
    }
}

extension Returns {
    /// A return that takes back what is not on the books, or not like this.
    package struct Waiting: Sendable, Hashable {
        package let number: String
        package let receiptNumber: String
        package let region: Region
        /// The bank's message, as it came.
        package let body: String
        package let receivedAt: Instant
        /// Why it could not be carried out; `nil` while what it takes back has not been told of.
        package let problem: String?

        package init(
            number: String, receiptNumber: String, region: Region, body: String, receivedAt: Instant, problem: String?
        ) {
            self.number = number
            self.receiptNumber = receiptNumber
            self.region = region
            self.body = body
            self.receivedAt = receivedAt
            self.problem = problem
        }
    }

    private static let select: SQL =
        "SELECT number, receipt_number, region, body, received_at, problem FROM return_waiting"

    private static func read(_ row: Row) throws(DatabaseError) -> Waiting {
        Waiting(
            number: try row[0], receiptNumber: try row[1], region: Region(rawValue: try row[2]), body: try row[3],
            receivedAt: try row[4], problem: try row[5])
    }

    package func wait(_ waiting: Waiting) throws {
        try tx.run(
            """
            INSERT INTO return_waiting (number, receipt_number, region, body, received_at, problem)
            VALUES (\(waiting.number), \(waiting.receiptNumber), \(waiting.region.rawValue), \(waiting.body),
                \(waiting.receivedAt), \(waiting.problem)) ON CONFLICT (number) DO NOTHING
            """)
    }

    /// What does not fit the books, in the place of what the bank has told under the same number before.
    package func object(_ waiting: Waiting) throws {
        try tx.run(
            """
            INSERT INTO return_waiting (number, receipt_number, region, body, received_at, problem)
            VALUES (\(waiting.number), \(waiting.receiptNumber), \(waiting.region.rawValue), \(waiting.body),
                \(waiting.receivedAt), \(waiting.problem))
            ON CONFLICT (number) DO UPDATE SET receipt_number = excluded.receipt_number, body = excluded.body,
                received_at = excluded.received_at, problem = excluded.problem
            """)
    }

    /// The money has been taken back rightly: what had not fitted is no work any more.
    package func closeObjections(of receiptNumber: String) throws {
        try tx.run("DELETE FROM return_waiting WHERE receipt_number = \(receiptNumber) AND problem IS NOT NULL")
    }

    package func waiting(_ number: String) throws -> Waiting? {
        try tx.first("\(Self.select) WHERE number = \(number)", Self.read)
    }

    /// Those of a receipt that may be carried out once it is booked.
    package func waiting(for receiptNumber: String) throws -> [Waiting] {
        try tx.all(
            "\(Self.select) WHERE receipt_number = \(receiptNumber) AND problem IS NULL ORDER BY number", Self.read)
    }

    /// What it takes back has come meanwhile.
    package func due(in region: Region, limit: Int) throws -> [Waiting] {
        try tx.all(
            """
            \(Self.select) WHERE region = \(region.rawValue) AND problem IS NULL
                AND EXISTS (SELECT 1 FROM receipt r WHERE r.number = return_waiting.receipt_number)
            ORDER BY number LIMIT \(limit)
            """, Self.read)
    }

    package func waiting(in region: Region, limit: Int) throws -> [Waiting] {
        try tx.all(
            "\(Self.select) WHERE region = \(region.rawValue) ORDER BY received_at DESC, number LIMIT \(limit)",
            Self.read)
    }

    package func carriedOut(_ number: String) throws {
        try tx.run("DELETE FROM return_waiting WHERE number = \(number)")
    }

    package func objected(_ number: String, because problem: String) throws {
        try tx.run("UPDATE return_waiting SET problem = \(problem) WHERE number = \(number)")
    }
}
