package import Database

extension Migration {
    /// The queries that operators keep under names of their own.
    package static let savedQueries = Migration(
        21, "saved queries",
        """
        CREATE TABLE saved_query (
            id {i64} NOT NULL PRIMARY KEY,
            login_id {i64} NOT NULL REFERENCES login (id),
            name TEXT NOT NULL CHECK (name <> ''),
            query TEXT NOT NULL,
            updated_at {i64} NOT NULL,
            UNIQUE (login_id, name)
        ) {strict};
        """)
}
