package import Database

extension Migration {
    /// What happened to an enrolment can be taken back; so each change of a wage keeps what it replaced.
    ///
    /// The table is made anew, as one engine can't widen a condition. Of wages changed before, nothing is known.
    package static let changesTakenBack = Migration(
        24, "changes taken back",
        """
        CREATE TABLE enrolment_change_made (
            enrolment_id {i64} NOT NULL REFERENCES enrolment (id),
            sequence INTEGER NOT NULL CHECK (sequence > 0),
            kind TEXT NOT NULL CHECK (kind IN ('ended', 'suspended', 'resumed', 'wageChanged', 'wageOfYearDeclared',
                'endTakenBack', 'suspensionTakenBack', 'resumptionTakenBack', 'wageTakenBack')),
            effective_on TEXT NOT NULL,
            reason TEXT CHECK (reason <> ''),
            case_id {i64} NOT NULL,
            made_on TEXT NOT NULL,
            wage_from INTEGER,
            replaced_wage_fen {i64},
            PRIMARY KEY (enrolment_id, sequence),
            CHECK (reason IS NOT NULL OR kind NOT IN ('ended', 'suspended')),
            CHECK (wage_from IS NOT NULL OR replaced_wage_fen IS NULL),
            CHECK (wage_from IS NOT NULL OR kind <> 'wageTakenBack')
        ) {strict};
        INSERT INTO enrolment_change_made (enrolment_id, sequence, kind, effective_on, reason, case_id, made_on)
        SELECT enrolment_id, sequence, kind, effective_on, reason, case_id, made_on FROM enrolment_change;
        DROP TABLE enrolment_change;
        ALTER TABLE enrolment_change_made RENAME TO enrolment_change;
        CREATE INDEX enrolment_change_case ON enrolment_change (case_id);
        CREATE INDEX enrolment_change_wage_taken_back ON enrolment_change (enrolment_id) WHERE kind = 'wageTakenBack';
        """)
}
