package import Database

extension Migration {
    /// How many people an employer has asked the record about on a day.
    package static let lookups = Migration(
        7, "lookups",
        """
        CREATE TABLE employer_lookups (
            employer_id {i64} NOT NULL REFERENCES employer (id),
            on_day TEXT NOT NULL,
            people {i64} NOT NULL CHECK (people > 0),
            PRIMARY KEY (employer_id, on_day)
        ) {strict};
        """)
}
