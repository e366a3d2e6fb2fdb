package import Database

extension Migration {
    /// What tellers hand out, and what they have handled of a day.
    package static let counter = Migration(
        11, "counter",
        """
        CREATE TABLE counter_handout (
            case_id {i64} NOT NULL PRIMARY KEY REFERENCES matter_case (id),
            recipient TEXT NOT NULL CHECK (recipient <> ''),
            handed_by TEXT NOT NULL,
            login_id {i64} NOT NULL,
            handed_on TEXT NOT NULL,
            handed_at {i64} NOT NULL
        ) {strict};
        CREATE INDEX case_event_login ON case_event (login_id, on_day) WHERE login_id IS NOT NULL;
        """)
}
