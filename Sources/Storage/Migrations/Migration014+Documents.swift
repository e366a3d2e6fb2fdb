package import Database

extension Migration {
    /// Documents of people from Hong Kong, Macau, Taiwan and abroad, who have no household registration in the mainland.
    ///
    /// A table of its own beside the identities, since a document is more than a value: whose country, valid through when.
    package static let documents = Migration(
        14, "documents",
        """
        CREATE TABLE person_document (
            person_id {i64} NOT NULL REFERENCES person (id),
            kind TEXT NOT NULL
                CHECK (kind IN ('residencePermit', 'mainlandPermit', 'taiwanPermit', 'permanentResidence', 'passport')),
            number TEXT NOT NULL CHECK (number <> ''),
            country TEXT NOT NULL CHECK (length(country) = 3),
            valid_through TEXT,
            latin_name TEXT NOT NULL,
            work_permit TEXT NOT NULL,
            from_on TEXT NOT NULL,
            through_on TEXT CHECK (through_on >= from_on),
            PRIMARY KEY (person_id, from_on, kind, number)
        ) {strict};
        CREATE UNIQUE INDEX person_document_number ON person_document (number, kind, country) WHERE through_on IS NULL;
        CREATE UNIQUE INDEX person_document_current ON person_document (person_id) WHERE through_on IS NULL;

        ALTER TABLE person ADD COLUMN household_kind TEXT NOT NULL DEFAULT 'localUrban'
            CHECK (household_kind IN ('localUrban', 'localRural', 'otherUrban', 'otherRural', 'hongKongMacauTaiwan',
                'foreign'));
        UPDATE person SET household_kind = household;
        ALTER TABLE person DROP COLUMN household;
        ALTER TABLE person RENAME COLUMN household_kind TO household;
        """)
}
