package import Database

extension Migration {
    /// A draft that another one waits for. Either may be deleted without the other.
    package static let linkedDrafts = Migration(
        9, "linked drafts",
        """
        ALTER TABLE draft ADD COLUMN waiting_draft {i64};
        """)
}
