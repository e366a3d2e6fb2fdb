package import Database

extension Migration {
    /// An employer's papers are listed, and looked through for one that says the same.
    package static let employerPapers = Migration(
        15, "employer papers",
        """
        CREATE INDEX paper_employer ON paper (employer_id, id) WHERE employer_id IS NOT NULL;
        """)
}
