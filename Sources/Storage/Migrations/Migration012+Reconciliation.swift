package import Database

extension Migration {
    /// Each day's receipts beside those of whoever collects, and what differs.
    package static let reconciliation = Migration(
        12, "reconciliation",
        """
        CREATE TABLE reconciled_day (
            partner TEXT NOT NULL,
            region TEXT NOT NULL,
            paid_on TEXT NOT NULL,
            compared_at {i64} NOT NULL,
            compared_on TEXT NOT NULL,
            our_count {i64} NOT NULL CHECK (our_count >= 0),
            our_fen {i64} NOT NULL CHECK (our_fen >= 0),
            their_count {i64} NOT NULL CHECK (their_count >= 0),
            their_fen {i64} NOT NULL CHECK (their_fen >= 0),
            PRIMARY KEY (partner, region, paid_on)
        ) {strict};

        CREATE TABLE receipt_difference (
            partner TEXT NOT NULL,
            region TEXT NOT NULL,
            paid_on TEXT NOT NULL,
            number TEXT NOT NULL,
            our_fen {i64},
            their_fen {i64},
            PRIMARY KEY (partner, region, paid_on, number),
            FOREIGN KEY (partner, region, paid_on) REFERENCES reconciled_day (partner, region, paid_on),
            CHECK (our_fen IS NOT NULL OR their_fen IS NOT NULL),
            CHECK (our_fen IS NULL OR their_fen IS NULL OR our_fen <> their_fen)
        ) {strict};
        """)
}
