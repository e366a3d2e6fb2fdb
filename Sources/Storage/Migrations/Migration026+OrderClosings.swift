package import Database

extension Migration {
    /// Deductions that nobody answered, and that somebody of the staff closed after asking the bank: who, when and why.
    package static let orderClosings = Migration(
        26, "order closings",
        """
        CREATE TABLE order_closing (
            order_id {i64} NOT NULL PRIMARY KEY REFERENCES payment_order (id),
            closed_by {i64} NOT NULL,
            closed_at {i64} NOT NULL,
            reason TEXT NOT NULL CHECK (reason <> '')
        ) {strict};
        """)
}
