package import Basics
package import Casework
package import Database
package import Records

extension Transaction {
    package var reconciliations: Reconciliations { Reconciliations(tx: self) }
}

/// Days on which a collector's receipts were laid beside ours.
package struct Reconciliations {
    let tx: Transaction

    package struct ReconciledDay: Hashable, Sendable {
        package let paidOn: Day
        package let comparedAt: Instant
        package let comparedOn: Day
        package let ourCount: Int
        package let ours: Money
        package let theirCount: Int
        package let theirs: Money
        package let differences: Int
    }

    package struct Difference: Hashable, Sendable {
        package let paidOn: Day
        package let receipt: ReceiptDifference
        /// Who paid, where we hold the receipt.
        package let payer: String?
    }

    /// Our receipts of a day that one matter has booked, by number.
    package func receipts(bookedBy matter: String, in region: Region, paidOn: Day) throws -> [String: Money] {
        var receipts: [String: Money] = [:]
        try tx.each(
            """
            SELECT r.number, r.amount_fen FROM receipt r JOIN matter_case c ON c.id = r.case_id
            WHERE r.region = \(region.rawValue) AND r.paid_on = \(paidOn) AND c.matter = \(matter)
            """
        ) { row in
            let number: String = try row[0]
            receipts[number] = try row[1]
        }
        return receipts
    }

    /// A day's notices were compared; they are counted, and have no amount.
    package func noteNotices(
        ours: Int, theirs: Int, in region: Region, on day: Day, at now: Instant, on today: Day
    ) throws {
        try tx.run(
            """
            INSERT INTO reconciled_day (partner, region, paid_on, compared_at, compared_on, our_count, our_fen,
                their_count, their_fen)
            VALUES (\(Partner.medical), \(region.rawValue), \(day), \(now), \(today), \(ours), 0, \(theirs), 0)
            ON CONFLICT (partner, region, paid_on) DO UPDATE SET compared_at = excluded.compared_at,
                compared_on = excluded.compared_on, our_count = excluded.our_count, their_count = excluded.their_count
            """)
    }

    /// What the bank has moved for us on a day, as we hold it: by number, negative for what it gave back or paid out.
    package func bankMovements(in region: Region, on day: Day) throws -> [String: Money] {
        var movements: [String: Money] = [:]
        try tx.each(
            """
            SELECT r.number, r.amount_fen FROM receipt r JOIN receipt_slip s ON s.receipt_id = r.id
            WHERE r.region = \(region.rawValue) AND r.paid_on = \(day)
            UNION ALL SELECT t.number, -t.amount_fen FROM receipt_return t JOIN receipt r ON r.id = t.receipt_id
            WHERE r.region = \(region.rawValue) AND t.returned_on = \(day)
            UNION ALL SELECT bank_reference, -amount_fen FROM refund_order
            WHERE region = \(region.rawValue) AND status = 'paid' AND closed_on = \(day)
            """
        ) { row in
            let number: String = try row[0]
            movements[number] = try row[1]
        }
        return movements
    }

    /// Days before `first` that are to be compared all the same: something of them was booked since, or both books did not
    /// agree on them. A receipt dated back would never be laid beside the collector's book otherwise. The latest first.
    package func earlierDays(before first: Day, with partner: Partner, in region: Region) throws -> [Day] {
        try tx.all(
            """
            SELECT paid_on FROM receipt
            WHERE region = \(region.rawValue) AND booked_on >= \(first) AND paid_on < \(first)
            UNION SELECT t.returned_on FROM receipt_return t JOIN receipt r ON r.id = t.receipt_id
            WHERE r.region = \(region.rawValue) AND t.booked_on >= \(first) AND t.returned_on < \(first)
            UNION SELECT paid_on FROM receipt_difference
            WHERE partner = \(partner) AND region = \(region.rawValue) AND paid_on < \(first)
            ORDER BY 1 DESC
            """
        ) { row throws(DatabaseError) in try row[0] }
    }

    /// Whether any money has come through the bank.
    package func hasMovements(in region: Region) throws -> Bool {
        try tx.first(
            """
            SELECT r.id FROM receipt r JOIN receipt_slip s ON s.receipt_id = r.id WHERE r.region = \(region.rawValue) LIMIT 1
            """
        ) { row throws(DatabaseError) in try row[0] as Int64 } != nil
    }

    /// What the comparison found takes the place of what an earlier one of the same day has found.
    package func keep(
        _ tieOut: ReceiptTieOut, with partner: Partner, in region: Region, paidOn: Day, at now: Instant, on today: Day
    ) throws {
        // What came in is counted; what went back is compared like it.
        let (ours, theirs) = (tieOut.ours.values.filter { $0 > .zero }, tieOut.theirs.values.filter { $0 > .zero })
        try tx.run(
            """
            INSERT INTO reconciled_day (partner, region, paid_on, compared_at, compared_on, our_count, our_fen,
                their_count, their_fen)
            VALUES (\(partner), \(region.rawValue), \(paidOn), \(now), \(today), \(ours.count), \(ours.total),
                \(theirs.count), \(theirs.total))
            ON CONFLICT (partner, region, paid_on) DO UPDATE SET compared_at = excluded.compared_at,
                compared_on = excluded.compared_on, our_count = excluded.our_count, our_fen = excluded.our_fen,
                their_count = excluded.their_count, their_fen = excluded.their_fen
            """)
        try tx.run(
            """
            DELETE FROM receipt_difference
            WHERE partner = \(partner) AND region = \(region.rawValue) AND paid_on = \(paidOn)
            """)
        for difference in tieOut.differences {
            try tx.run(
                """
                INSERT INTO receipt_difference (partner, region, paid_on, number, our_fen, their_fen)
                VALUES (\(partner), \(region.rawValue), \(paidOn), \(difference.number), \(difference.ours),
                    \(difference.theirs))
                """)
        }
    }

    /// The days of a span that were compared, the latest first.
    package func days(with partner: Partner, in region: Region, from first: Day) throws -> [ReconciledDay] {
        try tx.all(
            """
            SELECT d.paid_on, d.compared_at, d.compared_on, d.our_count, d.our_fen, d.their_count, d.their_fen,
                (SELECT count(*) FROM receipt_difference f
                    WHERE f.partner = d.partner AND f.region = d.region AND f.paid_on = d.paid_on)
                + (SELECT count(*) FROM medical_difference m
                    WHERE d.partner = 'medical' AND m.region = d.region AND m.noticed_on = d.paid_on)
            FROM reconciled_day d
            WHERE d.partner = \(partner) AND d.region = \(region.rawValue) AND d.paid_on >= \(first)
            ORDER BY d.paid_on DESC
            """
        ) { row throws(DatabaseError) in
            ReconciledDay(
                paidOn: try row[0], comparedAt: try row[1], comparedOn: try row[2], ourCount: try row[3],
                ours: try row[4], theirCount: try row[5], theirs: try row[6], differences: try row[7])
        }
    }

    package func differences(with partner: Partner, in region: Region, limit: Int) throws -> [Difference] {
        try tx.all(
            """
            SELECT f.paid_on, f.number, f.our_fen, f.their_fen, coalesce(e.name, u.payer)
            FROM receipt_difference f LEFT JOIN receipt_return t ON t.number = f.number
            LEFT JOIN receipt r ON r.number = f.number OR r.id = t.receipt_id
            LEFT JOIN employer e ON e.id = r.employer_id LEFT JOIN unallocated_receipt u ON u.receipt_id = r.id
            WHERE f.partner = \(partner) AND f.region = \(region.rawValue)
            ORDER BY f.paid_on DESC, f.number LIMIT \(limit)
            """
        ) { row throws(DatabaseError) in
            Difference(
                paidOn: try row[0],
                receipt: ReceiptDifference(number: try row[1], ours: try row[2], theirs: try row[3]),
                payer: try row[4])
        }
    }
}
