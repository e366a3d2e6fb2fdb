package import Database

extension Migration {
    /// What is registered of employers, case by case; units that are not on record, with their logins and cases.
    package static let units = Migration(
        19, "units",
        """
        CREATE TABLE employer_record (
            employer_id {i64} NOT NULL REFERENCES employer (id),
            sequence INTEGER NOT NULL CHECK (sequence > 0),
            case_id {i64} NOT NULL REFERENCES matter_case (id),
            recorded_on TEXT NOT NULL,
            region TEXT NOT NULL,
            credit_code TEXT NOT NULL CHECK (credit_code <> ''),
            name TEXT NOT NULL CHECK (name <> ''),
            kind TEXT NOT NULL CHECK (kind IN ('enterprise', 'individualBusiness', 'publicInstitution',
                'governmentBody', 'socialOrganisation', 'privateNonEnterprise', 'other')),
            founded_on TEXT NOT NULL,
            authority TEXT NOT NULL,
            head_name TEXT NOT NULL CHECK (head_name <> ''),
            head_number TEXT NOT NULL CHECK (head_number <> ''),
            address TEXT NOT NULL CHECK (address <> ''),
            place TEXT CHECK (place <> ''),
            industry TEXT NOT NULL,
            injury_class INTEGER NOT NULL CHECK (injury_class > 0),
            branch TEXT NOT NULL REFERENCES branch (code),
            contact_name TEXT NOT NULL CHECK (contact_name <> ''),
            contact_phone TEXT NOT NULL CHECK (contact_phone <> ''),
            bank TEXT CHECK (bank <> ''),
            account TEXT CHECK (account <> ''),
            PRIMARY KEY (employer_id, sequence),
            CHECK ((bank IS NULL) = (account IS NULL))
        ) {strict};
        CREATE UNIQUE INDEX employer_record_case ON employer_record (case_id, employer_id);

        ALTER TABLE branch ADD COLUMN division TEXT CHECK (division <> '');
        CREATE UNIQUE INDEX branch_division ON branch (region, division) WHERE division IS NOT NULL;

        ALTER TABLE matter_case ADD COLUMN credit_code TEXT CHECK (credit_code <> '');
        CREATE INDEX matter_case_unit ON matter_case (credit_code, id) WHERE credit_code IS NOT NULL;

        CREATE TABLE unit_sign_up (
            token_digest {bytes} NOT NULL PRIMARY KEY,
            credit_code TEXT NOT NULL CHECK (credit_code <> ''),
            name TEXT NOT NULL,
            display_name TEXT NOT NULL,
            phone TEXT NOT NULL,
            password_hash TEXT NOT NULL,
            code_digest {bytes},
            sent_to TEXT NOT NULL,
            failures INTEGER NOT NULL CHECK (failures >= 0),
            sent_at {i64} NOT NULL,
            expires_at {i64} NOT NULL CHECK (expires_at > sent_at)
        ) {strict};
        CREATE INDEX unit_sign_up_unit ON unit_sign_up (credit_code, sent_at);
        """,
        sqlite: loginsRebuilt,
        postgreSQL: """
            ALTER TABLE login DROP CONSTRAINT login_role_check;
            ALTER TABLE login DROP CONSTRAINT login_check2;
            ALTER TABLE login ADD CONSTRAINT login_role_check CHECK (role IN ('unitOperator', 'employerOperator',
                'individual', 'teller', 'reviewer', 'policyStaff', 'auditor', 'administrator'));
            ALTER TABLE login ADD CONSTRAINT login_branch_check
                CHECK ((branch IS NOT NULL) = (role NOT IN ('unitOperator', 'employerOperator', 'individual')));
            ALTER TABLE login ADD COLUMN credit_code TEXT CHECK (credit_code <> '');
            ALTER TABLE login ADD CONSTRAINT login_unit_check
                CHECK ((credit_code IS NOT NULL) = (role = 'unitOperator'));
            CREATE UNIQUE INDEX login_unit ON login (credit_code) WHERE credit_code IS NOT NULL;
            """)

    /// SQLite changes no check of a table: the table is made anew, and so is each that refers to it.
    private static let loginsRebuilt: SQL = """
        CREATE TABLE login_with_units (
            id {i64} NOT NULL PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            display_name TEXT NOT NULL,
            phone TEXT NOT NULL,
            password_hash TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('unitOperator', 'employerOperator', 'individual', 'teller', 'reviewer',
                'policyStaff', 'auditor', 'administrator')),
            person_id {i64} REFERENCES person (id),
            employer_id {i64} REFERENCES employer (id),
            branch TEXT REFERENCES branch (code),
            created_by {i64} REFERENCES login_with_units (id),
            created_at {i64} NOT NULL,
            credit_code TEXT CHECK (credit_code <> ''),
            CHECK ((employer_id IS NOT NULL) = (role = 'employerOperator')),
            CHECK ((person_id IS NOT NULL) = (role = 'individual')),
            CHECK ((branch IS NOT NULL) = (role NOT IN ('unitOperator', 'employerOperator', 'individual'))),
            CHECK ((credit_code IS NOT NULL) = (role = 'unitOperator'))
        ) {strict};
        INSERT INTO login_with_units (id, name, display_name, phone, password_hash, role, person_id, employer_id,
            branch, created_by, created_at)
        SELECT id, name, display_name, phone, password_hash, role, person_id, employer_id, branch, created_by,
            created_at
        FROM login ORDER BY id;

        CREATE TABLE session_anew (
            digest {bytes} NOT NULL PRIMARY KEY,
            login_id {i64} NOT NULL REFERENCES login_with_units (id),
            stage TEXT NOT NULL CHECK (stage IN ('password', 'full')),
            created_at {i64} NOT NULL,
            seen_at {i64} NOT NULL,
            expires_at {i64} NOT NULL,
            address TEXT NOT NULL
        ) {strict};
        INSERT INTO session_anew SELECT digest, login_id, stage, created_at, seen_at, expires_at, address FROM session;
        DROP TABLE session;
        ALTER TABLE session_anew RENAME TO session;
        CREATE INDEX session_login ON session (login_id);

        CREATE TABLE sms_code_anew (
            login_id {i64} NOT NULL PRIMARY KEY REFERENCES login_with_units (id),
            code_digest {bytes} NOT NULL,
            sent_at {i64} NOT NULL,
            expires_at {i64} NOT NULL,
            failures INTEGER NOT NULL
        ) {strict};
        INSERT INTO sms_code_anew SELECT login_id, code_digest, sent_at, expires_at, failures FROM sms_code;
        DROP TABLE sms_code;
        ALTER TABLE sms_code_anew RENAME TO sms_code;

        CREATE TABLE entry_event_anew (
            login_id {i64} NOT NULL REFERENCES login_with_units (id),
            sequence INTEGER NOT NULL CHECK (sequence > 0),
            act TEXT NOT NULL CHECK (act IN ('created', 'passwordRefused', 'codeSent', 'codeRefused', 'entered', 'left',
                'revoked')),
            at {i64} NOT NULL,
            address TEXT NOT NULL,
            PRIMARY KEY (login_id, sequence)
        ) {strict};
        INSERT INTO entry_event_anew SELECT login_id, sequence, act, at, address FROM entry_event;
        DROP TABLE entry_event;
        ALTER TABLE entry_event_anew RENAME TO entry_event;

        CREATE TABLE message_choice_anew (
            login_id {i64} NOT NULL REFERENCES login_with_units (id),
            topic TEXT NOT NULL,
            wanted INTEGER NOT NULL CHECK (wanted IN (0, 1)),
            chosen_at {i64} NOT NULL,
            PRIMARY KEY (login_id, topic)
        ) {strict};
        INSERT INTO message_choice_anew SELECT login_id, topic, wanted, chosen_at FROM message_choice;
        DROP TABLE message_choice;
        ALTER TABLE message_choice_anew RENAME TO message_choice;

        CREATE TABLE to_do_push_anew (
            to_do_id {i64} NOT NULL REFERENCES to_do (id),
            login_id {i64} NOT NULL REFERENCES login_with_units (id),
            occasion TEXT NOT NULL CHECK (occasion IN ('raised', 'near', 'overdue')),
            pushed_at {i64} NOT NULL,
            PRIMARY KEY (to_do_id, login_id, occasion)
        ) {strict};
        INSERT INTO to_do_push_anew SELECT to_do_id, login_id, occasion, pushed_at FROM to_do_push;
        DROP TABLE to_do_push;
        ALTER TABLE to_do_push_anew RENAME TO to_do_push;

        DROP TABLE login;
        ALTER TABLE login_with_units RENAME TO login;
        CREATE INDEX login_employer ON login (employer_id) WHERE employer_id IS NOT NULL;
        CREATE INDEX login_person ON login (person_id) WHERE person_id IS NOT NULL;
        CREATE UNIQUE INDEX login_unit ON login (credit_code) WHERE credit_code IS NOT NULL;
        """
}
