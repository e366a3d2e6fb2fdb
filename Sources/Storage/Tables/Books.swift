package import Basics
package import Casework
package import Database
package import Records

extension Transaction {
    package var books: Books { Books(tx: self) }
}

/// The double-entry ledger and the receipts.
package struct Books {
    let tx: Transaction

    /// What a receipt's payer is called of whom nobody knows who it is.
    package static let unidentified = "未识别单位"

    /// Where an entry belongs.
    package struct Reference {
        package let region: Region
        package let employer: EmployerId?
        package let plan: PlanId?
        package let receipt: ReceiptId?
        package let caseId: CaseId
        package let bookedOn: Day

        package init(
            region: Region, employer: EmployerId?, plan: PlanId?, receipt: ReceiptId?, caseId: CaseId, bookedOn: Day
        ) {
            self.region = region
            self.employer = employer
            self.plan = plan
            self.receipt = receipt
            self.caseId = caseId
            self.bookedOn = bookedOn
        }
    }

    package func enter(_ entry: LedgerEntry, as id: Int64, _ reference: Reference) throws {
        try tx.run(
            """
            INSERT INTO ledger_entry (id, kind, region, employer_id, line, share, plan_id, receipt_id, booked_on, case_id)
            VALUES (\(id), \(entry.kind), \(reference.region.rawValue), \(reference.employer), \(entry.line),
                \(entry.share), \(reference.plan), \(reference.receipt), \(reference.bookedOn), \(reference.caseId))
            """)
        for posting in entry.postings {
            try tx.run(
                """
                INSERT INTO ledger_posting (entry_id, account, amount_fen)
                VALUES (\(id), \(posting.account), \(posting.amount))
                """)
        }
    }

    /// The entries with which plans become owed.
    func enterAssessments(of plans: [Plans.Made]) throws {
        try tx.load(
            into: "ledger_entry",
            columns: ["id", "kind", "region", "employer_id", "line", "share", "plan_id", "booked_on", "case_id"]
        ) { rows in
            for plan in plans {
                let head = plan.head
                for made in plan.entries {
                    try rows.append(
                        made.id, made.entry.kind, head.region.rawValue, head.employer, made.entry.line,
                        made.entry.share, head.id, head.madeOn, head.caseId)
                }
            }
        }
        try tx.load(into: "ledger_posting", columns: ["entry_id", "account", "amount_fen"]) { rows in
            for made in plans.lazy.flatMap(\.entries) {
                for posting in made.entry.postings {
                    try rows.append(made.id, posting.account, posting.amount)
                }
            }
        }
    }

    package func book(_ booking: ReceiptBooking, as id: ReceiptId, payer: String, case caseId: CaseId, on day: Day)
        throws
    {
        try tx.run(
            """
            INSERT INTO receipt (id, number, region, employer_id, paid_on, amount_fen, booked_on, case_id)
            VALUES (\(id), \(booking.number), \(booking.region.rawValue), \(booking.employer), \(booking.paidOn),
                \(booking.amount), \(day), \(caseId))
            """)
        if let slip = booking.slip { try tx.orders.keep(slip, of: id) }
        for part in booking.allocation.parts {
            for claim in part.claims {
                try tx.run(
                    """
                    INSERT INTO receipt_allocation (receipt_id, plan_id, line, share, amount_fen)
                    VALUES (\(id), \(part.plan), \(claim.line), \(claim.share), \(claim.outstanding))
                    """)
            }
        }
        guard !booking.allocation.unallocated.isZero else { return }
        try tx.run(
            """
            INSERT INTO unallocated_receipt (receipt_id, amount_fen, payer)
            VALUES (\(id), \(booking.allocation.unallocated), \(payer))
            """)
    }

    /// What has come in for a plan otherwise than through tax, and what of it the bank has given back.
    package func throughBank(for plan: PlanId) throws -> (received: Money, returned: Money) {
        let sums = try tx.one(
            """
            SELECT coalesce(CAST(sum(a.amount_fen) AS BIGINT), 0),
                coalesce(CAST(sum(CASE WHEN t.receipt_id IS NULL THEN 0 ELSE a.amount_fen END) AS BIGINT), 0)
            FROM receipt_allocation a JOIN receipt_slip s ON s.receipt_id = a.receipt_id
            LEFT JOIN receipt_return t ON t.receipt_id = a.receipt_id WHERE a.plan_id = \(plan)
            """
        ) { row throws(DatabaseError) in ThroughBank(received: try row[0], returned: try row[1]) }
        return (sums.received, sums.returned)
    }

    private struct ThroughBank {
        let received: Money
        let returned: Money
    }

    package struct UnallocatedReceipt: Sendable {
        package let number: String
        package let payer: String
        package let employerName: String?
        package let paidOn: Day
        package let received: Money
        package let unallocated: Money
    }

    /// Money that waits for somebody to find out whose it is.
    package func unallocated(in region: Region, limit: Int) throws -> [UnallocatedReceipt] {
        try tx.all(
            """
            SELECT r.number, coalesce(s.payer_name, u.payer), e.name, r.paid_on, r.amount_fen, u.amount_fen
            FROM standing_unallocated u JOIN receipt r ON r.id = u.receipt_id LEFT JOIN employer e ON e.id = r.employer_id
            LEFT JOIN receipt_slip s ON s.receipt_id = r.id
            WHERE r.region = \(region.rawValue) ORDER BY r.id DESC LIMIT \(limit)
            """
        ) { row throws(DatabaseError) in
            UnallocatedReceipt(
                number: try row[0], payer: try row[1], employerName: try row[2], paidOn: try row[3],
                received: try row[4], unallocated: try row[5])
        }
    }

    package struct Balance: Hashable, Sendable {
        package let account: LedgerAccount
        /// Debits positive.
        package let amount: Money
    }

    /// The balance of each account.
    package func trialBalance(of region: Region) throws -> [Balance] {
        try tx.all(
            """
            SELECT p.account, CAST(sum(p.amount_fen) AS BIGINT) FROM ledger_posting p
            JOIN ledger_entry e ON e.id = p.entry_id WHERE e.region = \(region.rawValue)
            GROUP BY p.account ORDER BY p.account
            """
        ) { row throws(DatabaseError) in Balance(account: try row[0], amount: try row[1]) }
    }
}

extension LedgerEntry.Kind: ColumnCodable {}
extension LedgerAccount: ColumnCodable {}
