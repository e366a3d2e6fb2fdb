package import Database

extension Migration {
    /// The months of which medical insurance is asked what it charges an employer: those that a plan bills here.
    package static let medicalInquiries = Migration(
        31, "medical inquiries",
        """
        CREATE TABLE medical_inquiry (
            employer_id {i64} NOT NULL REFERENCES employer (id),
            period INTEGER NOT NULL,
            region TEXT NOT NULL,
            asked_on TEXT NOT NULL,
            PRIMARY KEY (employer_id, period)
        ) {strict};
        CREATE INDEX medical_inquiry_due ON medical_inquiry (region, asked_on);
        """)
}
