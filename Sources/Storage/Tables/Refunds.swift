package import Basics
package import Casework
package import Database
package import Records

extension Transaction {
    package var refunds: Refunds { Refunds(tx: self) }
}

/// Money that the bank is told to pay out, and money that waited and was given to its employer.
package struct Refunds {
    let tx: Transaction

    private static let select: SQL = """
        SELECT id, number, region, employer_id, amount_fen, payer_reference, account_holder, account_number,
            account_branch, status, sent_on, closed_on, bank_reference, reason, case_id
        FROM refund_order
        """

    /// An order with the case that it follows from.
    package struct Kept: Hashable, Sendable {
        package let order: RefundOrder
        package let caseId: CaseId
    }

    private static func read(_ row: Row) throws -> Kept {
        let (holder, number, branch): (String?, String?, String?) = (try row[6], try row[7], try row[8])
        let destination: RefundDestination =
            if let holder, let number, let branch {
                .account(BankAccount(number: try BankAccountNumber(number), holder: holder, branch: branch))
            } else { .payer(bankReference: try row[5]) }
        return Kept(
            order: RefundOrder(
                id: try row[0], number: try row[1], region: Region(rawValue: try row[2]), employer: try row[3],
                amount: try row[4], destination: destination, status: try row[9], sentOn: try row[10],
                closedOn: try row[11], bankReference: try row[12], reason: try row[13]), caseId: try row[14])
    }

    private func kept(_ query: SQL) throws -> [Kept] {
        var orders: [Kept] = []
        try tx.each(query) { row in orders.append(try Self.read(row)) }
        return orders
    }

    package func withNumber(_ number: String) throws -> Kept? {
        try kept("\(Self.select) WHERE number = \(number)").first
    }

    /// The latest first.
    package func of(_ employer: EmployerId, limit: Int) throws -> [Kept] {
        try kept("\(Self.select) WHERE employer_id = \(employer) ORDER BY id DESC LIMIT \(limit)")
    }

    /// Sent on an earlier day and not answered, or failed within some days: the latest first.
    package func toBeSeenTo(in region: Region, on day: Day, failedSince: Day, limit: Int) throws -> [Kept] {
        try kept(
            """
            \(Self.select) WHERE region = \(region.rawValue)
                AND (status = 'sent' AND sent_on < \(day) OR status = 'failed' AND closed_on >= \(failedSince))
            ORDER BY id DESC LIMIT \(limit)
            """)
    }

    /// - Returns: the sum of what the bank has been told to pay an employer and has not answered.
    package func underWay(of employer: EmployerId) throws -> Money {
        try tx.one(
            """
            SELECT CAST(coalesce(sum(amount_fen), 0) AS BIGINT) FROM refund_order
            WHERE employer_id = \(employer) AND status = 'sent'
            """
        ) { row throws(DatabaseError) in try row[0] }
    }

    package func order(
        _ refunding: Refunding, as id: RefundOrderId, number: String, case caseId: CaseId, on day: Day
    ) throws {
        var reference: String?
        var account: BankAccount?
        switch refunding.destination {
        case .payer(let number): reference = number
        case .account(let named): account = named
        }
        try tx.run(
            """
            INSERT INTO refund_order (id, number, region, employer_id, amount_fen, payer_reference, account_holder,
                account_number, account_branch, status, sent_on, case_id)
            VALUES (\(id), \(number), \(refunding.region.rawValue), \(refunding.employer), \(refunding.amount),
                \(reference), \(account?.holder), \(account?.number.text), \(account?.branch),
                \(RefundOrder.Status.sent), \(day), \(caseId))
            """)
        var part = 0
        for source in refunding.sources {
            switch source {
            case .receipt(let receipt, let amount):
                part += 1
                try tx.run(
                    """
                    INSERT INTO refund_part (refund_id, part, receipt_id, amount_fen)
                    VALUES (\(id), \(part), \(receipt), \(amount))
                    """)
            case .plan(let plan, let claims, totals: _):
                for claim in claims {
                    part += 1
                    try tx.run(
                        """
                        INSERT INTO refund_part (refund_id, part, plan_id, line, share, amount_fen)
                        VALUES (\(id), \(part), \(plan), \(claim.line), \(claim.share), \(claim.outstanding))
                        """)
                }
            }
        }
    }

    /// Where the money of an order came from.
    package func sources(of id: RefundOrderId) throws -> [RefundSource] {
        var sources: [RefundSource] = []
        var credits: [PlanId: [OpenPlan.Claim]] = [:]
        try tx.each(
            "SELECT receipt_id, plan_id, line, share, amount_fen FROM refund_part WHERE refund_id = \(id) ORDER BY part"
        ) { row in
            let (receipt, plan): (ReceiptId?, PlanId?) = (try row[0], try row[1])
            if let receipt { sources.append(.receipt(receipt, try row[4])) }
            guard let plan else { return }
            credits[plan, default: []].append(
                OpenPlan.Claim(line: try row[2], share: try row[3], outstanding: try row[4]))
        }
        return try sources
            + credits.sorted { $0.key < $1.key }.map { plan, claims in
                .plan(plan, claims, totals: try tx.plans.lines(of: plan))
            }
    }

    package func paid(_ id: RefundOrderId, as reference: String, on day: Day) throws {
        try tx.run(
            """
            UPDATE refund_order SET status = 'paid', closed_on = \(day), bank_reference = \(reference)
            WHERE id = \(id) AND status = 'sent'
            """)
    }

    package func failed(_ id: RefundOrderId, because reason: String, on day: Day) throws {
        try tx.run(
            """
            UPDATE refund_order SET status = 'failed', closed_on = \(day), reason = \(reason)
            WHERE id = \(id) AND status = 'sent'
            """)
    }
}

extension Refunds {
    /// What waited of a receipt is an employer's now; what its plans take waits no more.
    package func assign(_ assignment: ReceiptAssignment, case caseId: CaseId, on day: Day) throws {
        let rest = assignment.allocation.unallocated
        try tx.run(
            """
            INSERT INTO receipt_assignment (receipt_id, case_id, employer_id, amount_fen, assigned_on, was_unidentified)
            SELECT id, \(caseId), \(assignment.employer), \(assignment.amount - rest), \(day),
                CASE WHEN employer_id IS NULL THEN 1 ELSE 0 END
            FROM receipt WHERE id = \(assignment.receipt)
            """)
        try tx.run(
            "UPDATE receipt SET employer_id = \(assignment.employer) WHERE id = \(assignment.receipt) AND employer_id IS NULL"
        )
        for part in assignment.allocation.parts {
            for claim in part.claims {
                // It may have paid a part of the same plan before.
                try tx.run(
                    """
                    INSERT INTO receipt_allocation (receipt_id, plan_id, line, share, amount_fen)
                    VALUES (\(assignment.receipt), \(part.plan), \(claim.line), \(claim.share), \(claim.outstanding))
                    ON CONFLICT (receipt_id, plan_id, line, share)
                    DO UPDATE SET amount_fen = receipt_allocation.amount_fen + excluded.amount_fen
                    """)
            }
        }
        if rest.isZero {
            try tx.run("DELETE FROM unallocated_receipt WHERE receipt_id = \(assignment.receipt)")
        } else {
            try tx.run(
                "UPDATE unallocated_receipt SET amount_fen = \(rest) WHERE receipt_id = \(assignment.receipt)")
        }
    }

    /// What was given in error waits again, and nobody knows whose it is.
    package func unassign(_ taken: ReceiptUnassignment) throws {
        try tx.run("DELETE FROM receipt_allocation WHERE receipt_id = \(taken.receipt)")
        try tx.run(
            "DELETE FROM receipt_assignment WHERE receipt_id = \(taken.receipt) AND case_id = \(taken.assignedBy)")
        try tx.run("UPDATE receipt SET employer_id = NULL WHERE id = \(taken.receipt)")
        guard !taken.amount.isZero else { return }
        try tx.run(
            """
            INSERT INTO unallocated_receipt (receipt_id, amount_fen, payer)
            VALUES (\(taken.receipt), \(taken.amount), \(Books.unidentified))
            ON CONFLICT (receipt_id) DO UPDATE SET amount_fen = unallocated_receipt.amount_fen + excluded.amount_fen
            """)
    }

    /// The case that alone gave a receipt to its employer, where nobody had known whose it was: all that plans have of it is by
    /// that case. `nil` for any other receipt.
    package func soleAssignment(of receipt: ReceiptId) throws -> CaseId? {
        let found = try tx.all(
            "SELECT case_id, was_unidentified FROM receipt_assignment WHERE receipt_id = \(receipt) ORDER BY case_id"
        ) { row throws(DatabaseError) -> CaseId? in try row.integer(1) == 1 ? try row[0] : nil }
        return found.count == 1 ? found[0] : nil
    }

    /// The cases that gave what waited of a receipt to its employer, and issued papers of it.
    package func assignments(of receipt: ReceiptId) throws -> [CaseId] {
        try tx.all(
            "SELECT case_id FROM receipt_assignment WHERE receipt_id = \(receipt) ORDER BY case_id"
        ) { row throws(DatabaseError) in try row[0] }
    }

    package func unallocated(of employer: EmployerId) throws -> [UnallocatedMoney] {
        try tx.all(
            """
            SELECT r.id, r.number, r.paid_on, u.amount_fen FROM standing_unallocated u
            JOIN receipt r ON r.id = u.receipt_id WHERE r.employer_id = \(employer) ORDER BY r.paid_on, r.id
            """
        ) { row throws(DatabaseError) in
            UnallocatedMoney(receipt: try row[0], number: try row[1], paidOn: try row[2], amount: try row[3])
        }
    }
}

extension RefundOrder.Status: ColumnCodable {}
