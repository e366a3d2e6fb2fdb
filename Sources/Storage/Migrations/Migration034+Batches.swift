package import Database

extension Migration {
    /// Long work that outlives the process that does it, and what it works on first: batches of applications from a file.
    ///
    /// A job is held by one process at a time, for as long as its lease; whatever a part of it does commits only while it is
    /// held. The parts of an uploaded file are deleted once it has been read.
    package static let batches = Migration(
        34, "batches",
        """
        CREATE TABLE job (
            id {i64} NOT NULL PRIMARY KEY,
            kind TEXT NOT NULL,
            subject_id {i64} NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('open', 'done', 'failed', 'cancelled')),
            due_at {i64} NOT NULL,
            holder TEXT,
            held_until {i64},
            failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
            note TEXT,
            cancel_asked_at {i64},
            created_at {i64} NOT NULL,
            ended_at {i64},
            CHECK ((holder IS NULL) = (held_until IS NULL)),
            CHECK ((ended_at IS NULL) = (state = 'open'))
        ) {strict};
        CREATE INDEX job_open ON job (due_at, id) WHERE state = 'open';
        CREATE UNIQUE INDEX job_subject ON job (kind, subject_id) WHERE state = 'open';

        CREATE TABLE batch (
            id {i64} NOT NULL PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            matter TEXT NOT NULL,
            region TEXT NOT NULL,
            employer_id {i64} NOT NULL REFERENCES employer (id),
            login_id {i64} NOT NULL,
            actor TEXT NOT NULL,
            channel TEXT NOT NULL,
            identity_check TEXT,
            file_name TEXT NOT NULL,
            file_bytes {i64} NOT NULL CHECK (file_bytes > 0),
            uploaded_at {i64} NOT NULL,
            uploaded_on TEXT NOT NULL,
            stage TEXT NOT NULL CHECK (stage IN (
                'reading', 'unreadable', 'repeated', 'checking', 'checked', 'filing', 'listing', 'filed', 'cancelled')),
            row_count {i64} NOT NULL DEFAULT 0 CHECK (row_count >= 0),
            passing {i64} NOT NULL DEFAULT 0 CHECK (passing >= 0),
            failing {i64} NOT NULL DEFAULT 0 CHECK (failing >= 0),
            filed {i64} NOT NULL DEFAULT 0 CHECK (filed >= 0),
            sentence TEXT,
            content_digest TEXT,
            repeats_id {i64} REFERENCES batch (id),
            confirmed_at {i64},
            CHECK (passing + failing + filed <= row_count)
        ) {strict};
        CREATE INDEX batch_employer ON batch (employer_id, id);
        CREATE INDEX batch_content ON batch (employer_id, matter, content_digest) WHERE confirmed_at IS NOT NULL;

        CREATE TABLE batch_part (
            batch_id {i64} NOT NULL REFERENCES batch (id),
            sequence INTEGER NOT NULL CHECK (sequence > 0),
            bytes {bytes} NOT NULL,
            PRIMARY KEY (batch_id, sequence)
        ) {strict};

        ALTER TABLE matter_case ADD COLUMN batch_id {i64} REFERENCES batch (id);
        CREATE INDEX matter_case_batch ON matter_case (batch_id, id) WHERE batch_id IS NOT NULL;

        CREATE TABLE batch_row (
            batch_id {i64} NOT NULL REFERENCES batch (id),
            row_number INTEGER NOT NULL CHECK (row_number > 0),
            answers TEXT NOT NULL,
            verdict TEXT NOT NULL CHECK (verdict IN ('unjudged', 'passes', 'fails', 'filed')),
            problems TEXT,
            digest TEXT,
            case_id {i64} REFERENCES matter_case (id),
            PRIMARY KEY (batch_id, row_number),
            CHECK ((case_id IS NULL) = (verdict <> 'filed')),
            CHECK (verdict <> 'fails' OR problems IS NOT NULL),
            CHECK (verdict <> 'passes' OR digest IS NOT NULL)
        ) {strict};
        CREATE INDEX batch_row_verdict ON batch_row (batch_id, verdict, row_number);

        CREATE TABLE batch_list (
            batch_id {i64} NOT NULL REFERENCES batch (id),
            volume INTEGER NOT NULL CHECK (volume > 0),
            last_row INTEGER NOT NULL,
            paper_id {i64} NOT NULL REFERENCES paper (id),
            PRIMARY KEY (batch_id, volume)
        ) {strict};
        """)
}
