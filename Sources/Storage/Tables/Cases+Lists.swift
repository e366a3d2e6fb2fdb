package import Basics
package import Casework
package import Database

/// Lists of cases, a page at a time.
extension Cases {
    /// Which cases a list shows.
    package struct Filter: Sendable, Hashable {
        /// Whose; a person's are those that they applied for themselves.
        package let applicant: Applicant
        /// Those under way, those that are over; `nil`: all.
        package let isOpen: Bool?
        /// Of which matters, by their slugs; `nil`: of all.
        package let matters: [String]?

        package init(of applicant: Applicant, isOpen: Bool?, matters: [String]? = nil) {
            self.applicant = applicant
            self.isOpen = isOpen
            self.matters = matters
        }

        fileprivate var condition: SQL {
            let open = CaseState.Status.allCases.filter { $0.isOpen == (isOpen ?? $0.isOpen) }
            switch applicant {
            case .employer(let id):
                // What a batch has filed and is over is found under the batch.
                let own: SQL = """
                    employer_id = \(id) AND status IN \(list: open) AND (batch_id IS NULL
                        OR status IN ('submitted', 'awaitingPartner', 'accepted', 'returned', 'approved'))
                    """
                guard let matters else { return own }
                return "\(own) AND matter IN \(list: matters)"
            case .person(let id):
                return "person_id = \(id) AND employer_id IS NULL AND status IN \(list: open)"
            case .unit(let creditCode):
                return "credit_code = \(creditCode) AND employer_id IS NULL AND status IN \(list: open)"
            case .partner, .newcomer, .agency: return "1 = 0"
            }
        }
    }

    /// The latest first.
    package func page(_ filter: Filter, offset: Int, limit: Int) throws -> [Summary] {
        try tx.all(
            "\(Self.select) WHERE \(filter.condition) ORDER BY id DESC LIMIT \(limit) OFFSET \(offset)", Self.read)
    }

    package func count(_ filter: Filter) throws -> Int {
        try tx.one("SELECT count(*) FROM matter_case WHERE \(filter.condition)") { row throws(DatabaseError) in
            try row[0]
        }
    }

    /// How many cases of a region are in each open status, how many of those were due before a day, and how many are due
    /// within so many days from it.
    package struct Waiting: Sendable, Hashable {
        package let status: CaseState.Status
        package let count: Int
        package let overdue: Int
        package let near: Int
    }

    package func waiting(in region: Region, on today: Day, nearDays: Int) throws -> [Waiting] {
        try tx.all(
            """
            SELECT status, count(*), count(CASE WHEN due_on < \(today) THEN 1 END),
                count(CASE WHEN due_on >= \(today) AND due_on <= \(today.adding(days: nearDays)) THEN 1 END)
            FROM matter_case
            WHERE region = \(region.rawValue)
                AND status IN ('submitted', 'awaitingPartner', 'accepted', 'returned', 'approved')
            GROUP BY status
            """
        ) { row throws(DatabaseError) in
            Waiting(status: try row[0], count: try row[1], overdue: try row[2], near: try row[3])
        }
    }
}

/// How much stands on the lists that somebody has to see to.
package struct OpenWork: Sendable, Hashable {
    package let abandonedLetters: Int
    package let unallocatedReceipts: Int
    package let receiptDifferences: Int
    package let medicalDifferences: Int
    /// Deductions of which the bank has said nothing since an earlier day.
    package let unansweredOrders: Int
    /// Money given back that fits nothing on the books.
    package let waitingReturns: Int
}

extension Transaction {
    func unallocatedReceipts(in region: Region) throws -> Int {
        try one(
            """
            SELECT count(*) FROM standing_unallocated u JOIN receipt r ON r.id = u.receipt_id
            WHERE r.region = \(region.rawValue)
            """
        ) { row throws(DatabaseError) in try row[0] }
    }

    func receiptDifferences(in region: Region) throws -> Int {
        try one("SELECT count(*) FROM receipt_difference WHERE region = \(region.rawValue)") {
            row throws(DatabaseError) in try row[0]
        }
    }

    package func openWork(in region: Region, on today: Day) throws -> OpenWork {
        OpenWork(
            abandonedLetters: try one("SELECT count(*) FROM outbox WHERE status = 'abandoned'") {
                row throws(DatabaseError) in try row[0]
            },
            unallocatedReceipts: try unallocatedReceipts(in: region),
            receiptDifferences: try receiptDifferences(in: region),
            medicalDifferences: try one(
                "SELECT count(*) FROM medical_difference WHERE region = \(region.rawValue)"
            ) { row throws(DatabaseError) in try row[0] },
            unansweredOrders: try one(
                """
                SELECT count(*) FROM payment_order WHERE region = \(region.rawValue) AND status = 'sent'
                    AND way = 'deduction' AND sent_on < \(today)
                """
            ) { row throws(DatabaseError) in try row[0] },
            waitingReturns: try one(
                "SELECT count(*) FROM return_waiting WHERE region = \(region.rawValue)"
            ) { row throws(DatabaseError) in try row[0] })
    }
}
