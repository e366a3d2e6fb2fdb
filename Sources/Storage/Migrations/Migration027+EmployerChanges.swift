package import Database

extension Migration {
    /// From which month on a record's class of work-injury risk holds, and what its register had said by then; what came with employers that were taken over without a
    /// record.
    package static let employerChanges = Migration(
        27, "employer changes",
        """
        ALTER TABLE employer_record ADD COLUMN register_revision INTEGER CHECK (register_revision > 0);
        ALTER TABLE employer_record ADD COLUMN class_before INTEGER CHECK (class_before > 0);
        ALTER TABLE employer_record ADD COLUMN class_from INTEGER
            CHECK ((class_from IS NULL) = (class_before IS NULL));

        CREATE TABLE employer_takeover (
            employer_id {i64} NOT NULL PRIMARY KEY REFERENCES employer (id),
            case_id {i64} NOT NULL REFERENCES matter_case (id),
            region TEXT NOT NULL,
            credit_code TEXT NOT NULL CHECK (credit_code <> ''),
            name TEXT NOT NULL CHECK (name <> ''),
            injury_class INTEGER NOT NULL CHECK (injury_class > 0),
            branch TEXT NOT NULL REFERENCES branch (code),
            registered_on TEXT NOT NULL
        ) {strict};
        CREATE UNIQUE INDEX employer_takeover_case ON employer_takeover (case_id);
        """)
}
