package import Database

extension Migration {
    /// How people work for their employers; which employers have signed their declaration of a base year's wages.
    package static let wagesAndWork = Migration(
        20, "wages and work",
        """
        ALTER TABLE labour_contract ADD COLUMN work TEXT NOT NULL DEFAULT 'fullTime'
            CHECK (work IN ('fullTime', 'partTime', 'further'));

        CREATE TABLE wage_signature (
            employer_id {i64} NOT NULL REFERENCES employer (id),
            base_year INTEGER NOT NULL,
            declared INTEGER NOT NULL CHECK (declared >= 0),
            left_out INTEGER NOT NULL CHECK (left_out >= 0),
            signed_on TEXT NOT NULL,
            case_id {i64} NOT NULL,
            PRIMARY KEY (employer_id, base_year)
        ) {strict};
        """)
}
