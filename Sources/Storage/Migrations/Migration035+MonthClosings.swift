package import Database

extension Migration {
    /// The fee periods whose books are closed, each with its report; one that was opened again stays, with the day of it.
    package static let monthClosings = Migration(
        35, "month closings",
        """
        CREATE TABLE month_closing (
            case_id {i64} NOT NULL PRIMARY KEY REFERENCES matter_case (id),
            region TEXT NOT NULL,
            period INTEGER NOT NULL,
            closed_on TEXT NOT NULL,
            reopened_on TEXT CHECK (reopened_on >= closed_on)
        ) {strict};
        CREATE UNIQUE INDEX month_closing_holds ON month_closing (region, period) WHERE reopened_on IS NULL;

        CREATE TABLE month_closing_line (
            case_id {i64} NOT NULL REFERENCES month_closing (case_id),
            line {i16} NOT NULL,
            plans {i64} NOT NULL,
            people {i64} NOT NULL,
            unit_fen {i64} NOT NULL,
            person_fen {i64} NOT NULL,
            received_fen {i64} NOT NULL,
            PRIMARY KEY (case_id, line)
        ) {strict};

        CREATE INDEX contribution_plan_month ON contribution_plan (region, period);
        """)
}
