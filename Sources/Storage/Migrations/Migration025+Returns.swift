package import Database

extension Migration {
    /// Money that the bank has given back. What such a receipt had paid stays on record, and counts no more: whoever asks what
    /// a plan has received reads the two views.
    ///
    /// `return_waiting` holds what the bank gave back before it told of having received it, or gave back wrongly.
    package static let returns = Migration(
        25, "returns",
        """
        CREATE TABLE receipt_return (
            receipt_id {i64} NOT NULL PRIMARY KEY REFERENCES receipt (id),
            number TEXT NOT NULL UNIQUE,
            amount_fen {i64} NOT NULL CHECK (amount_fen > 0),
            returned_on TEXT NOT NULL,
            booked_on TEXT NOT NULL,
            reason TEXT NOT NULL CHECK (reason <> ''),
            case_id {i64} NOT NULL REFERENCES matter_case (id)
        ) {strict};

        CREATE TABLE return_waiting (
            number TEXT NOT NULL PRIMARY KEY,
            receipt_number TEXT NOT NULL,
            region TEXT NOT NULL,
            body TEXT NOT NULL,
            received_at {i64} NOT NULL,
            problem TEXT
        ) {strict};
        CREATE INDEX return_waiting_receipt ON return_waiting (receipt_number);
        CREATE INDEX receipt_slip_order ON receipt_slip (order_id);

        CREATE VIEW standing_allocation AS
            SELECT a.receipt_id, a.plan_id, a.line, a.share, a.amount_fen FROM receipt_allocation a
            WHERE NOT EXISTS (SELECT 1 FROM receipt_return t WHERE t.receipt_id = a.receipt_id);

        CREATE VIEW standing_unallocated AS
            SELECT u.receipt_id, u.amount_fen, u.payer FROM unallocated_receipt u
            WHERE NOT EXISTS (SELECT 1 FROM receipt_return t WHERE t.receipt_id = u.receipt_id);
        """)
}
