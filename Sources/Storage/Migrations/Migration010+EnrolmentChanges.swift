package import Database

extension Migration {
    /// What happened to an enrolment after it was opened, a row for each act.
    package static let enrolmentChanges = Migration(
        10, "enrolment changes",
        """
        CREATE TABLE enrolment_change (
            enrolment_id {i64} NOT NULL REFERENCES enrolment (id),
            sequence INTEGER NOT NULL CHECK (sequence > 0),
            kind TEXT NOT NULL CHECK (kind IN ('ended', 'endTakenBack', 'suspended', 'resumed', 'wageChanged',
                'wageOfYearDeclared')),
            effective_on TEXT NOT NULL,
            reason TEXT CHECK (reason <> ''),
            case_id {i64} NOT NULL,
            made_on TEXT NOT NULL,
            PRIMARY KEY (enrolment_id, sequence),
            CHECK (reason IS NOT NULL OR kind NOT IN ('ended', 'suspended'))
        ) {strict};
        CREATE INDEX enrolment_change_case ON enrolment_change (case_id);
        """)
}
