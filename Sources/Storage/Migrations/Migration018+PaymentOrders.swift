package import Database

extension Migration {
    /// What the bank is to bring in, and what its slips say of what came in.
    package static let paymentOrders = Migration(
        18, "payment orders",
        """
        CREATE TABLE payment_order (
            id {i64} NOT NULL PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            way TEXT NOT NULL CHECK (way IN ('deduction', 'onlineBank')),
            region TEXT NOT NULL,
            employer_id {i64} NOT NULL REFERENCES employer (id),
            plan_id {i64} NOT NULL REFERENCES contribution_plan (id),
            amount_fen {i64} NOT NULL CHECK (amount_fen > 0),
            due_on TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('announced', 'sent', 'done', 'failed', 'expired', 'cancelled')),
            sent_on TEXT,
            closed_on TEXT,
            reason TEXT,
            case_id {i64} NOT NULL REFERENCES matter_case (id),
            CHECK ((closed_on IS NULL) = (status IN ('announced', 'sent'))),
            CHECK (status = 'announced' OR status = 'cancelled' OR sent_on IS NOT NULL)
        ) {strict};
        CREATE UNIQUE INDEX payment_order_open ON payment_order (plan_id) WHERE status IN ('announced', 'sent');
        CREATE INDEX payment_order_plan ON payment_order (plan_id);
        CREATE INDEX payment_order_employer ON payment_order (employer_id);
        CREATE INDEX payment_order_due ON payment_order (region, due_on) WHERE status IN ('announced', 'sent');

        CREATE TABLE receipt_slip (
            receipt_id {i64} NOT NULL PRIMARY KEY REFERENCES receipt (id),
            way TEXT NOT NULL CHECK (way IN ('deduction', 'onlineBank', 'counter', 'remittance')),
            order_id {i64} REFERENCES payment_order (id),
            payer_name TEXT NOT NULL CHECK (payer_name <> ''),
            payer_account TEXT,
            payee_account TEXT,
            paid_at TEXT,
            delivered_on TEXT NOT NULL
        ) {strict};
        """)
}
