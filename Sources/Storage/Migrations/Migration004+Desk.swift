package import Database

extension Migration {
    /// Logins, sessions, the read log, the partners.
    package static let desk = Migration(
        4, "desk",
        """
        CREATE TABLE login (
            id {i64} NOT NULL PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            display_name TEXT NOT NULL,
            phone TEXT NOT NULL,
            password_hash TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('employerOperator', 'individual', 'teller', 'reviewer', 'policyStaff',
                'auditor', 'administrator')),
            person_id {i64} REFERENCES person (id),
            employer_id {i64} REFERENCES employer (id),
            branch TEXT REFERENCES branch (code),
            created_by {i64} REFERENCES login (id),
            created_at {i64} NOT NULL,
            CHECK ((employer_id IS NOT NULL) = (role = 'employerOperator')),
            CHECK ((person_id IS NOT NULL) = (role = 'individual')),
            CHECK ((branch IS NOT NULL) = (role NOT IN ('employerOperator', 'individual')))
        ) {strict};

        CREATE TABLE entry_failure (
            name_digest {bytes} NOT NULL PRIMARY KEY,
            failures INTEGER NOT NULL CHECK (failures >= 0),
            locked_until {i64},
            failed_at {i64} NOT NULL
        ) {strict};

        CREATE TABLE session (
            digest {bytes} NOT NULL PRIMARY KEY,
            login_id {i64} NOT NULL REFERENCES login (id),
            stage TEXT NOT NULL CHECK (stage IN ('password', 'full')),
            created_at {i64} NOT NULL,
            seen_at {i64} NOT NULL,
            expires_at {i64} NOT NULL,
            address TEXT NOT NULL
        ) {strict};
        CREATE INDEX session_login ON session (login_id);

        CREATE TABLE sms_code (
            login_id {i64} NOT NULL PRIMARY KEY REFERENCES login (id),
            code_digest {bytes} NOT NULL,
            sent_at {i64} NOT NULL,
            expires_at {i64} NOT NULL,
            failures INTEGER NOT NULL
        ) {strict};

        CREATE TABLE entry_event (
            login_id {i64} NOT NULL REFERENCES login (id),
            sequence INTEGER NOT NULL CHECK (sequence > 0),
            act TEXT NOT NULL CHECK (act IN ('created', 'passwordRefused', 'codeSent', 'codeRefused', 'entered', 'left',
                'revoked')),
            at {i64} NOT NULL,
            address TEXT NOT NULL,
            PRIMARY KEY (login_id, sequence)
        ) {strict};

        CREATE TABLE read_log (
            id {i64} NOT NULL PRIMARY KEY,
            at {i64} NOT NULL,
            on_day TEXT NOT NULL,
            login_id {i64} NOT NULL,
            reader TEXT NOT NULL,
            role TEXT NOT NULL,
            purpose TEXT NOT NULL CHECK (purpose <> ''),
            address TEXT NOT NULL,
            person_id {i64},
            employer_id {i64},
            list_filter TEXT,
            list_page INTEGER CHECK (list_page > 0),
            CHECK ((person_id IS NULL) = (employer_id IS NOT NULL)),
            CHECK ((employer_id IS NOT NULL) = (list_filter IS NOT NULL)),
            CHECK ((employer_id IS NOT NULL) = (list_page IS NOT NULL))
        ) {strict};
        CREATE INDEX read_log_person ON read_log (person_id, id) WHERE person_id IS NOT NULL;
        CREATE INDEX read_log_employer ON read_log (employer_id, id) WHERE employer_id IS NOT NULL;

        CREATE TABLE outbox (
            id {i64} NOT NULL PRIMARY KEY,
            partner TEXT NOT NULL,
            kind TEXT NOT NULL,
            idempotency_key TEXT NOT NULL UNIQUE,
            body TEXT NOT NULL,
            case_id {i64},
            status TEXT NOT NULL CHECK (status IN ('queued', 'delivered', 'abandoned')),
            attempts INTEGER NOT NULL,
            next_attempt_at {i64} NOT NULL,
            last_error TEXT,
            created_at {i64} NOT NULL,
            delivered_at {i64}
        ) {strict};
        CREATE INDEX outbox_queue ON outbox (next_attempt_at, id) WHERE status = 'queued';
        CREATE INDEX outbox_case ON outbox (case_id) WHERE case_id IS NOT NULL;

        CREATE TABLE inbox (
            partner TEXT NOT NULL,
            idempotency_key TEXT NOT NULL,
            kind TEXT NOT NULL,
            body TEXT NOT NULL,
            received_at {i64} NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('done', 'refused')),
            note TEXT,
            case_id {i64},
            PRIMARY KEY (partner, idempotency_key)
        ) {strict};

        CREATE TABLE partner_answer (
            partner TEXT NOT NULL,
            question TEXT NOT NULL,
            answer TEXT NOT NULL,
            answered_at {i64} NOT NULL,
            PRIMARY KEY (partner, question)
        ) {strict};

        CREATE TABLE tax_window (
            region TEXT NOT NULL,
            month INTEGER NOT NULL,
            opens_on TEXT NOT NULL,
            closes_on TEXT NOT NULL CHECK (closes_on >= opens_on),
            learnt_at {i64} NOT NULL,
            PRIMARY KEY (region, month)
        ) {strict};

        CREATE TABLE medical_month (
            employer_id {i64} NOT NULL REFERENCES employer (id),
            period INTEGER NOT NULL,
            people INTEGER NOT NULL,
            unit_fen {i64} NOT NULL,
            person_fen {i64} NOT NULL,
            as_of TEXT NOT NULL,
            PRIMARY KEY (employer_id, period)
        ) {strict};
        """)
}
