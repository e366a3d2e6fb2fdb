package import Database

extension Migration {
    /// Which row of its batch a case is, so that the row of one that is taken back is found by its key.
    package static let batchRows = Migration(
        41, "batchRows",
        """
        ALTER TABLE matter_case ADD COLUMN batch_row INTEGER CHECK (batch_row IS NULL OR (batch_row > 0 AND batch_id IS NOT NULL));
        UPDATE matter_case SET batch_row = b.row_number FROM batch_row b WHERE b.case_id = matter_case.id;
        """)
}
