package import Database

extension Migration {
    /// Since when nothing is kept of a batch's rows that nobody filed.
    package static let batchRetention = Migration(
        39, "batchRetention",
        """
        ALTER TABLE batch ADD COLUMN emptied_on TEXT;
        CREATE INDEX batch_kept ON batch (uploaded_on, id) WHERE emptied_on IS NULL;
        """)
}
