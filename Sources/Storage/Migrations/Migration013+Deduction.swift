package import Database

extension Migration {
    /// Employers' bank accounts, agreements on deduction, and what the bank is asked about them.
    ///
    /// Account numbers are in `employer_bank_account` and nowhere else in a column of their own, so that they can be
    /// encrypted without moving.
    package static let deduction = Migration(
        13, "deduction",
        """
        CREATE TABLE employer_bank_account (
            id {i64} NOT NULL PRIMARY KEY,
            employer_id {i64} NOT NULL REFERENCES employer (id),
            number TEXT NOT NULL CHECK (number <> ''),
            holder TEXT NOT NULL CHECK (holder <> ''),
            branch TEXT NOT NULL CHECK (branch <> ''),
            UNIQUE (employer_id, number, holder, branch)
        ) {strict};

        CREATE TABLE agreement_request (
            number TEXT NOT NULL PRIMARY KEY,
            case_id {i64} NOT NULL REFERENCES matter_case (id),
            employer_id {i64} NOT NULL REFERENCES employer (id),
            account_id {i64} NOT NULL REFERENCES employer_bank_account (id),
            asked_at {i64} NOT NULL,
            answered_on TEXT,
            agreement_number TEXT,
            active_on TEXT,
            refusal TEXT,
            remedy TEXT,
            CHECK ((answered_on IS NULL) = (agreement_number IS NULL AND refusal IS NULL)),
            CHECK (agreement_number IS NULL OR refusal IS NULL),
            CHECK ((agreement_number IS NULL) = (active_on IS NULL)),
            CHECK ((refusal IS NULL) = (remedy IS NULL))
        ) {strict};
        CREATE INDEX agreement_request_employer ON agreement_request (employer_id);
        CREATE INDEX agreement_request_case ON agreement_request (case_id);

        CREATE TABLE deduction_agreement (
            id {i64} NOT NULL PRIMARY KEY,
            employer_id {i64} NOT NULL REFERENCES employer (id),
            account_id {i64} NOT NULL REFERENCES employer_bank_account (id),
            number TEXT NOT NULL UNIQUE,
            signatory TEXT NOT NULL CHECK (signatory <> ''),
            signed_on TEXT NOT NULL,
            phone TEXT,
            active_on TEXT NOT NULL,
            began_on TEXT NOT NULL,
            case_id {i64} NOT NULL REFERENCES matter_case (id),
            ended_on TEXT CHECK (ended_on >= began_on),
            end_case_id {i64} REFERENCES matter_case (id),
            CHECK ((ended_on IS NULL) = (end_case_id IS NULL))
        ) {strict};
        CREATE UNIQUE INDEX deduction_agreement_current ON deduction_agreement (employer_id) WHERE ended_on IS NULL;
        """)
}
