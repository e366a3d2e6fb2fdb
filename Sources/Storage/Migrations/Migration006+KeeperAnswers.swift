package import Database

extension Migration {
    /// What keepers of other lines answered on an enrolment; and who settled a to-do by hand.
    package static let keeperAnswers = Migration(
        6, "keeper answers",
        """
        CREATE TABLE keeper_answer (
            enrolment_id {i64} NOT NULL REFERENCES enrolment (id),
            keeper TEXT NOT NULL,
            answered_on TEXT NOT NULL,
            refusal TEXT CHECK (refusal <> ''),
            PRIMARY KEY (enrolment_id, keeper)
        ) {strict};

        ALTER TABLE to_do ADD COLUMN settled_by {i64};
        """)
}
