package import Database

extension Migration {
    /// What medical insurance was told on each day and what it answered; and where its book differs from ours. What a notice says is
    /// in the outbox, and nowhere twice.
    package static let medicalNotices = Migration(
        29, "medical notices",
        """
        CREATE TABLE medical_notice (
            number TEXT NOT NULL PRIMARY KEY,
            region TEXT NOT NULL,
            noticed_on TEXT NOT NULL,
            outbox_id {i64} NOT NULL REFERENCES outbox (id),
            answered_on TEXT,
            refusal TEXT,
            CHECK (refusal IS NULL OR answered_on IS NOT NULL)
        ) {strict};
        CREATE INDEX medical_notice_day ON medical_notice (region, noticed_on);

        CREATE TABLE medical_difference (
            region TEXT NOT NULL,
            noticed_on TEXT NOT NULL,
            number TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('notThere', 'notHere', 'otherwise', 'answeredOtherwise', 'unanswered')),
            person_number TEXT NOT NULL,
            ours TEXT,
            theirs TEXT,
            PRIMARY KEY (region, noticed_on, number)
        ) {strict};
        """)
}
