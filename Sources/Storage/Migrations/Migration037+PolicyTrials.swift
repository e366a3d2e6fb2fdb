package import Database

extension Migration {
    /// How far a trial of a change of policy has come: one row while a job is at it. What it has come to in the end stands with
    /// the change itself.
    package static let policyTrials = Migration(
        37, "policy trials",
        """
        CREATE TABLE policy_trial (
            publication_id {i64} NOT NULL PRIMARY KEY REFERENCES policy_publication (id) ON DELETE CASCADE,
            employers {i64} NOT NULL CHECK (employers >= 0),
            employers_done {i64} NOT NULL DEFAULT 0 CHECK (employers_done >= 0),
            tried_under TEXT,
            last_employer {i64},
            so_far TEXT,
            CHECK ((tried_under IS NULL) = (last_employer IS NULL)),
            CHECK ((tried_under IS NULL) = (so_far IS NULL))
        ) {strict};
        """)
}
