package import Database

extension Migration {
    /// Keys, people, employers, coverage.
    package static let records = Migration(
        1, "records",
        """
        CREATE TABLE id_block (
            kind TEXT NOT NULL PRIMARY KEY,
            next {i64} NOT NULL CHECK (next > 0)
        ) {strict};

        CREATE TABLE person (
            id {i64} NOT NULL PRIMARY KEY,
            name TEXT NOT NULL CHECK (name <> ''),
            sex TEXT NOT NULL CHECK (sex IN ('male', 'female')),
            born_on TEXT NOT NULL,
            household TEXT NOT NULL
                CHECK (household IN ('localUrban', 'localRural', 'otherUrban', 'otherRural')),
            ethnicity TEXT NOT NULL,
            version INTEGER NOT NULL CHECK (version > 0)
        ) {strict};
        CREATE INDEX person_name ON person (name);

        CREATE TABLE person_identity (
            person_id {i64} NOT NULL REFERENCES person (id),
            kind TEXT NOT NULL CHECK (kind IN ('number', 'phone', 'bankAccount')),
            value TEXT NOT NULL CHECK (value <> ''),
            from_on TEXT NOT NULL,
            through_on TEXT CHECK (through_on >= from_on),
            PRIMARY KEY (person_id, kind, from_on, value)
        ) {strict};
        CREATE UNIQUE INDEX person_identity_number ON person_identity (value)
            WHERE kind = 'number' AND through_on IS NULL;
        CREATE UNIQUE INDEX person_identity_current ON person_identity (person_id, kind)
            WHERE through_on IS NULL;

        CREATE TABLE branch (
            code TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            region TEXT NOT NULL,
            parent TEXT REFERENCES branch (code)
        ) {strict};

        CREATE TABLE employer (
            id {i64} NOT NULL PRIMARY KEY,
            region TEXT NOT NULL,
            name TEXT NOT NULL CHECK (name <> ''),
            injury_class INTEGER NOT NULL CHECK (injury_class > 0),
            branch TEXT NOT NULL REFERENCES branch (code),
            registered_on TEXT NOT NULL,
            version INTEGER NOT NULL CHECK (version > 0)
        ) {strict};
        CREATE INDEX employer_name ON employer (name);

        CREATE TABLE employer_credit_code (
            employer_id {i64} NOT NULL REFERENCES employer (id),
            code TEXT NOT NULL CHECK (code <> ''),
            from_on TEXT NOT NULL,
            through_on TEXT CHECK (through_on >= from_on),
            PRIMARY KEY (employer_id, from_on)
        ) {strict};
        CREATE UNIQUE INDEX employer_credit_code_current ON employer_credit_code (code)
            WHERE through_on IS NULL;

        CREATE TABLE enrolment (
            id {i64} NOT NULL PRIMARY KEY,
            person_id {i64} NOT NULL REFERENCES person (id),
            employer_id {i64} NOT NULL REFERENCES employer (id),
            region TEXT NOT NULL,
            began_on TEXT NOT NULL,
            ended_on TEXT CHECK (ended_on >= began_on),
            voided_on TEXT CHECK (voided_on IS NULL OR ended_on IS NOT NULL),
            case_id {i64} NOT NULL
        ) {strict};
        CREATE INDEX enrolment_person ON enrolment (person_id);
        CREATE INDEX enrolment_employer ON enrolment (employer_id, id);
        CREATE INDEX enrolment_case ON enrolment (case_id);
        CREATE UNIQUE INDEX enrolment_open ON enrolment (employer_id, person_id) WHERE ended_on IS NULL;
        CREATE INDEX enrolment_left ON enrolment (employer_id, person_id, id) WHERE ended_on IS NOT NULL;

        CREATE TABLE labour_contract (
            enrolment_id {i64} NOT NULL REFERENCES enrolment (id),
            begins_on TEXT NOT NULL,
            ends_on TEXT CHECK (ends_on >= begins_on),
            term TEXT NOT NULL CHECK (term IN ('fixed', 'open', 'untilWorkIsDone')),
            occupation TEXT NOT NULL,
            PRIMARY KEY (enrolment_id, begins_on)
        ) {strict};

        CREATE TABLE declared_wage (
            enrolment_id {i64} NOT NULL REFERENCES enrolment (id),
            from_period INTEGER NOT NULL,
            wage_fen {i64} NOT NULL CHECK (wage_fen > 0),
            PRIMARY KEY (enrolment_id, from_period)
        ) {strict};

        CREATE TABLE coverage_span (
            person_id {i64} NOT NULL REFERENCES person (id),
            line {i16} NOT NULL,
            payer_scope {i64} NOT NULL,
            first_period INTEGER NOT NULL,
            last_period INTEGER,
            enrolment_id {i64} NOT NULL REFERENCES enrolment (id),
            employer_id {i64} NOT NULL REFERENCES employer (id),
            region TEXT NOT NULL,
            PRIMARY KEY (person_id, line, payer_scope, first_period, enrolment_id)
        ) {strict};
        CREATE UNIQUE INDEX coverage_span_once ON coverage_span (person_id, line, payer_scope, first_period)
            WHERE last_period IS NULL OR last_period >= first_period;
        CREATE UNIQUE INDEX coverage_span_open ON coverage_span (region, person_id, line, payer_scope)
            WHERE last_period IS NULL;
        CREATE INDEX coverage_span_employer ON coverage_span (employer_id, person_id, line);
        """)
}
