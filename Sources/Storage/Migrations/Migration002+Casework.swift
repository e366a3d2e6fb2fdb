package import Database

extension Migration {
    /// Cases, drafts, materials, papers, what is to be done.
    package static let casework = Migration(
        2, "casework",
        """
        CREATE TABLE matter_case (
            id {i64} NOT NULL PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            matter TEXT NOT NULL,
            region TEXT NOT NULL,
            employer_id {i64} REFERENCES employer (id),
            person_id {i64} REFERENCES person (id),
            subject TEXT NOT NULL,
            status TEXT NOT NULL,
            version INTEGER NOT NULL CHECK (version > 0),
            channel TEXT NOT NULL,
            submitted_at {i64} NOT NULL,
            submitted_on TEXT NOT NULL,
            accepted_by {i64},
            due_on TEXT,
            waits_until {i64},
            head {bytes} NOT NULL
        ) {strict};
        CREATE INDEX matter_case_employer ON matter_case (employer_id, id);
        CREATE INDEX matter_case_person ON matter_case (person_id, id);
        CREATE INDEX matter_case_open ON matter_case (region, status, id)
            WHERE status IN ('submitted', 'awaitingPartner', 'accepted', 'returned', 'approved');

        CREATE TABLE case_event (
            case_id {i64} NOT NULL REFERENCES matter_case (id),
            sequence INTEGER NOT NULL CHECK (sequence > 0),
            act TEXT NOT NULL,
            role TEXT NOT NULL,
            login_id {i64},
            actor TEXT NOT NULL,
            at {i64} NOT NULL,
            on_day TEXT NOT NULL,
            detail TEXT NOT NULL,
            link {bytes} NOT NULL,
            PRIMARY KEY (case_id, sequence)
        ) {strict};

        CREATE TABLE draft (
            id {i64} NOT NULL PRIMARY KEY,
            login_id {i64} NOT NULL,
            matter TEXT NOT NULL,
            case_id {i64} REFERENCES matter_case (id),
            application TEXT NOT NULL,
            token TEXT NOT NULL UNIQUE,
            updated_at {i64} NOT NULL,
            expires_on TEXT NOT NULL
        ) {strict};
        CREATE INDEX draft_login ON draft (login_id, id);

        CREATE TABLE submission_key (
            login_id {i64} NOT NULL,
            token TEXT NOT NULL,
            case_id {i64} NOT NULL REFERENCES matter_case (id),
            PRIMARY KEY (login_id, token)
        ) {strict};

        CREATE TABLE material (
            digest TEXT NOT NULL PRIMARY KEY,
            media_type TEXT NOT NULL,
            bytes {bytes} NOT NULL,
            uploaded_at {i64} NOT NULL
        ) {strict};

        CREATE TABLE paper (
            id {i64} NOT NULL PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            content TEXT NOT NULL,
            person_id {i64} REFERENCES person (id),
            employer_id {i64} REFERENCES employer (id),
            case_id {i64} NOT NULL REFERENCES matter_case (id),
            issued_on TEXT NOT NULL,
            issued_at {i64} NOT NULL,
            link {bytes} NOT NULL
        ) {strict};
        CREATE INDEX paper_case ON paper (case_id);
        CREATE INDEX paper_person ON paper (person_id, id);

        CREATE TABLE paper_drawing (
            paper_id {i64} NOT NULL PRIMARY KEY REFERENCES paper (id),
            pdf {bytes} NOT NULL,
            digest TEXT NOT NULL,
            qr TEXT NOT NULL,
            drawn_at {i64} NOT NULL
        ) {strict};

        CREATE TABLE paper_withdrawal (
            paper_id {i64} NOT NULL PRIMARY KEY REFERENCES paper (id),
            withdrawn_on TEXT NOT NULL,
            reason TEXT NOT NULL,
            withdrawn_by {i64} NOT NULL
        ) {strict};

        CREATE TABLE to_do (
            id {i64} NOT NULL PRIMARY KEY,
            party TEXT NOT NULL CHECK (party IN ('employer', 'person', 'agency')),
            party_id {i64} NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            sentence TEXT NOT NULL,
            due_on TEXT,
            matter TEXT,
            answers TEXT NOT NULL,
            raised_at {i64} NOT NULL,
            settled_at {i64},
            UNIQUE (party, party_id, kind, subject)
        ) {strict};
        CREATE INDEX to_do_open ON to_do (party, party_id) WHERE settled_at IS NULL;
        """)
}
