package import Database

extension Migration {
    /// Employers whose registration has ended; a closing that was taken back stays, with the day of it.
    package static let employerClosing = Migration(
        23, "employer closing",
        """
        CREATE TABLE employer_closing (
            case_id {i64} NOT NULL PRIMARY KEY REFERENCES matter_case (id),
            employer_id {i64} NOT NULL REFERENCES employer (id),
            closed_on TEXT NOT NULL,
            ended_on TEXT NOT NULL CHECK (ended_on <= closed_on),
            reason TEXT NOT NULL CHECK (reason IN ('dissolved', 'bankrupt', 'revoked', 'merged')),
            reopened_on TEXT CHECK (reopened_on >= closed_on)
        ) {strict};
        CREATE UNIQUE INDEX employer_closing_holds ON employer_closing (employer_id) WHERE reopened_on IS NULL;
        """)
}
