package import Database

extension Migration {
    /// What the agency tells the public, employers or people. Nobody approves what they wrote.
    package static let announcements = Migration(
        17, "announcements",
        """
        CREATE TABLE announcement (
            id {i64} NOT NULL PRIMARY KEY,
            region TEXT NOT NULL,
            title TEXT NOT NULL CHECK (title <> ''),
            body TEXT NOT NULL CHECK (body <> ''),
            audience TEXT NOT NULL CHECK (audience IN ('everybody', 'employers', 'persons')),
            shown_from TEXT NOT NULL,
            shown_through TEXT NOT NULL CHECK (shown_through >= shown_from),
            author TEXT NOT NULL,
            author_login {i64} NOT NULL,
            written_at {i64} NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('awaiting', 'approved', 'rejected', 'withdrawn')),
            approver TEXT,
            approver_login {i64} CHECK (approver_login <> author_login),
            decided_at {i64},
            withdrawn_by {i64},
            withdrawn_at {i64},
            CHECK ((state = 'awaiting') = (approver_login IS NULL)),
            CHECK ((approver IS NULL) = (approver_login IS NULL)),
            CHECK ((decided_at IS NULL) = (approver_login IS NULL)),
            CHECK ((withdrawn_at IS NULL) = (state <> 'withdrawn')),
            CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL))
        ) {strict};
        CREATE INDEX announcement_shown ON announcement (region, shown_through) WHERE state = 'approved';
        """)
}
