package import Database

extension Migration {
    /// What each operator of an employer may do, who gave it and took it away; invitations to a first entry; closed logins.
    package static let operators = Migration(
        22, "operators",
        """
        CREATE TABLE operator_right (
            login_id {i64} NOT NULL REFERENCES login (id),
            area TEXT NOT NULL
                CHECK (area IN ('administration', 'staff', 'contributions', 'unitData', 'papers')),
            sequence INTEGER NOT NULL CHECK (sequence > 0),
            granted_at {i64} NOT NULL,
            granted_by {i64} REFERENCES login (id),
            withdrawn_at {i64} CHECK (withdrawn_at >= granted_at),
            withdrawn_by {i64} REFERENCES login (id),
            PRIMARY KEY (login_id, area, sequence),
            CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
        ) {strict};
        CREATE UNIQUE INDEX operator_right_held ON operator_right (login_id, area) WHERE withdrawn_at IS NULL;

        CREATE TABLE login_invitation (
            login_id {i64} NOT NULL PRIMARY KEY REFERENCES login (id),
            invited_at {i64} NOT NULL,
            invited_by {i64} NOT NULL REFERENCES login (id),
            expires_at {i64} NOT NULL CHECK (expires_at > invited_at),
            accepted_at {i64} CHECK (accepted_at >= invited_at)
        ) {strict};

        CREATE TABLE login_closing (
            login_id {i64} NOT NULL PRIMARY KEY REFERENCES login (id),
            closed_at {i64} NOT NULL,
            closed_by {i64} NOT NULL REFERENCES login (id)
        ) {strict};

        INSERT INTO operator_right (login_id, area, sequence, granted_at, granted_by)
        SELECT l.id, a.area, 1, l.created_at, l.created_by FROM login l
        CROSS JOIN (
            SELECT 'administration' AS area UNION ALL SELECT 'staff' UNION ALL SELECT 'contributions'
            UNION ALL SELECT 'unitData' UNION ALL SELECT 'papers'
        ) a
        WHERE l.role = 'employerOperator';
        """)
}
