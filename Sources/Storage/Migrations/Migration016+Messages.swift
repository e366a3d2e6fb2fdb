package import Database

extension Migration {
    /// What somebody wants to be told of by text message, and what they were told of.
    package static let messages = Migration(
        16, "messages",
        """
        CREATE TABLE message_choice (
            login_id {i64} NOT NULL REFERENCES login (id),
            topic TEXT NOT NULL,
            wanted INTEGER NOT NULL CHECK (wanted IN (0, 1)),
            chosen_at {i64} NOT NULL,
            PRIMARY KEY (login_id, topic)
        ) {strict};

        CREATE TABLE to_do_push (
            to_do_id {i64} NOT NULL REFERENCES to_do (id),
            login_id {i64} NOT NULL REFERENCES login (id),
            occasion TEXT NOT NULL CHECK (occasion IN ('raised', 'near', 'overdue')),
            pushed_at {i64} NOT NULL,
            PRIMARY KEY (to_do_id, login_id, occasion)
        ) {strict};

        CREATE INDEX login_employer ON login (employer_id) WHERE employer_id IS NOT NULL;
        CREATE INDEX login_person ON login (person_id) WHERE person_id IS NOT NULL;
        """)
}
