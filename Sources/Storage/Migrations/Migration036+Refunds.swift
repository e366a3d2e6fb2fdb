package import Database

extension Migration {
    /// Money that waited is given to the employer whose it is, or paid out by the bank, as an employer's credit is. What is paid
    /// out waits no more, and is no credit any more, unless the bank could not pay it: whoever asks reads the views.
    package static let refunds = Migration(
        36, "refunds",
        """
        CREATE TABLE receipt_assignment (
            receipt_id {i64} NOT NULL REFERENCES receipt (id),
            case_id {i64} NOT NULL REFERENCES matter_case (id),
            employer_id {i64} NOT NULL REFERENCES employer (id),
            amount_fen {i64} NOT NULL CHECK (amount_fen >= 0),
            assigned_on TEXT NOT NULL,
            PRIMARY KEY (receipt_id, case_id)
        ) {strict};

        CREATE TABLE refund_order (
            id {i64} NOT NULL PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            region TEXT NOT NULL,
            employer_id {i64} REFERENCES employer (id),
            amount_fen {i64} NOT NULL CHECK (amount_fen > 0),
            payer_reference TEXT,
            account_holder TEXT,
            account_number TEXT,
            account_branch TEXT,
            status TEXT NOT NULL CHECK (status IN ('sent', 'paid', 'failed')),
            sent_on TEXT NOT NULL,
            closed_on TEXT,
            bank_reference TEXT UNIQUE,
            reason TEXT,
            case_id {i64} NOT NULL UNIQUE REFERENCES matter_case (id),
            CHECK ((closed_on IS NULL) = (status = 'sent')),
            CHECK ((bank_reference IS NULL) = (status <> 'paid')),
            CHECK ((payer_reference IS NULL) = (account_number IS NOT NULL)),
            CHECK ((account_holder IS NULL) = (account_number IS NULL)),
            CHECK ((account_branch IS NULL) = (account_number IS NULL))
        ) {strict};
        CREATE INDEX refund_order_employer ON refund_order (employer_id, id);
        CREATE INDEX refund_order_sent ON refund_order (region, sent_on) WHERE status = 'sent';

        CREATE TABLE refund_part (
            refund_id {i64} NOT NULL REFERENCES refund_order (id),
            part INTEGER NOT NULL CHECK (part > 0),
            receipt_id {i64} REFERENCES receipt (id),
            plan_id {i64} REFERENCES contribution_plan (id),
            line {i16},
            share TEXT CHECK (share IN ('unit', 'person')),
            amount_fen {i64} NOT NULL CHECK (amount_fen > 0),
            PRIMARY KEY (refund_id, part),
            CHECK ((receipt_id IS NULL) = (plan_id IS NOT NULL)),
            CHECK ((line IS NULL) = (plan_id IS NULL)),
            CHECK ((share IS NULL) = (plan_id IS NULL))
        ) {strict};
        CREATE INDEX refund_part_receipt ON refund_part (receipt_id);
        CREATE INDEX refund_part_plan ON refund_part (plan_id);

        CREATE VIEW standing_refund AS
            SELECT p.refund_id, p.receipt_id, p.plan_id, p.line, p.share, p.amount_fen FROM refund_part p
            JOIN refund_order o ON o.id = p.refund_id WHERE o.status <> 'failed';

        DROP VIEW standing_unallocated;
        CREATE VIEW standing_unallocated AS
            SELECT u.receipt_id, u.amount_fen, u.payer FROM unallocated_receipt u
            WHERE NOT EXISTS (SELECT 1 FROM receipt_return t WHERE t.receipt_id = u.receipt_id)
                AND NOT EXISTS (SELECT 1 FROM standing_refund f WHERE f.receipt_id = u.receipt_id);
        """)
}
