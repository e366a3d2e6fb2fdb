package import Database

extension Migration {
    /// Changes of policy that are published at run time: what is proposed, how it was tried on the population, and who let it
    /// take effect. Nobody publishes what they wrote. Those published are numbered in their order and stay for ever.
    package static let publications = Migration(
        30, "publications",
        """
        CREATE TABLE policy_publication (
            id {i64} NOT NULL PRIMARY KEY,
            region TEXT NOT NULL,
            title TEXT NOT NULL CHECK (title <> ''),
            body TEXT NOT NULL CHECK (body <> ''),
            from_on TEXT NOT NULL,
            through_on TEXT CHECK (through_on >= from_on),
            author TEXT NOT NULL,
            author_login {i64} NOT NULL,
            written_at {i64} NOT NULL,
            trial TEXT,
            tried_under TEXT,
            state TEXT NOT NULL CHECK (state IN ('draft', 'awaiting', 'published', 'rejected')),
            number {i64} UNIQUE CHECK (number > 0),
            approver TEXT,
            approver_login {i64} CHECK (approver_login <> author_login),
            decided_at {i64},
            CHECK ((trial IS NULL) = (tried_under IS NULL)),
            CHECK ((number IS NULL) = (state <> 'published')),
            CHECK ((approver IS NULL) = (approver_login IS NULL)),
            CHECK ((decided_at IS NULL) = (approver_login IS NULL)),
            CHECK ((approver_login IS NULL) = (state IN ('draft', 'awaiting')))
        ) {strict};
        CREATE INDEX policy_publication_region ON policy_publication (region, id);
        """)
}
