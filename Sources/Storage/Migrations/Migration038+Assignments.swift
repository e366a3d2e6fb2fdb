package import Database

extension Migration {
    /// Whether nobody had known whose money was when it was given to its employer: only such an assignment can be taken back.
    package static let assignments = Migration(
        38, "assignments",
        """
        ALTER TABLE receipt_assignment ADD COLUMN was_unidentified INTEGER NOT NULL DEFAULT 0
            CHECK (was_unidentified IN (0, 1));
        """)
}
