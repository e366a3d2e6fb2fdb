package import Database

extension Migration {
    /// Plans, contributions, receipts, the ledger.
    package static let money = Migration(
        3, "money",
        """
        CREATE TABLE policy_version (
            digest TEXT NOT NULL PRIMARY KEY,
            content TEXT NOT NULL,
            first_used_at {i64} NOT NULL
        ) {strict};

        CREATE TABLE contribution_plan (
            id {i64} NOT NULL PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            region TEXT NOT NULL,
            employer_id {i64} NOT NULL REFERENCES employer (id),
            period INTEGER NOT NULL,
            sequence INTEGER NOT NULL CHECK (sequence > 0),
            kind TEXT NOT NULL CHECK (kind IN ('regular', 'adjustment')),
            made_on TEXT NOT NULL,
            made_at {i64} NOT NULL,
            payable_in INTEGER NOT NULL,
            due_on TEXT,
            people INTEGER NOT NULL CHECK (people > 0),
            unit_fen {i64} NOT NULL,
            person_fen {i64} NOT NULL,
            policy_version TEXT NOT NULL REFERENCES policy_version (digest),
            rests_on_unverified {bool} NOT NULL,
            case_id {i64} NOT NULL REFERENCES matter_case (id),
            injury_class INTEGER NOT NULL CHECK (injury_class > 0),
            chain_position INTEGER NOT NULL CHECK (chain_position > 0),
            digest {bytes} NOT NULL,
            link {bytes} NOT NULL,
            UNIQUE (employer_id, period, sequence),
            UNIQUE (employer_id, chain_position)
        ) {strict};

        CREATE TABLE plan_line (
            plan_id {i64} NOT NULL REFERENCES contribution_plan (id),
            line {i16} NOT NULL,
            people INTEGER NOT NULL,
            unit_fen {i64} NOT NULL,
            person_fen {i64} NOT NULL,
            account_fen {i64} NOT NULL,
            PRIMARY KEY (plan_id, line)
        ) {strict};

        CREATE TABLE plan_settlement (
            plan_id {i64} NOT NULL PRIMARY KEY REFERENCES contribution_plan (id),
            settled_on TEXT NOT NULL,
            receipt_id {i64}
        ) {strict};

        CREATE TABLE plan_offset (
            plan_id {i64} NOT NULL REFERENCES contribution_plan (id),
            against_plan_id {i64} NOT NULL REFERENCES contribution_plan (id),
            line {i16} NOT NULL,
            share TEXT NOT NULL CHECK (share IN ('unit', 'person')),
            amount_fen {i64} NOT NULL CHECK (amount_fen <> 0),
            case_id {i64} NOT NULL REFERENCES matter_case (id),
            PRIMARY KEY (plan_id, against_plan_id, line, share)
        ) {strict};

        CREATE TABLE contribution_row (
            person_id {i64} NOT NULL,
            plan_id {i64} NOT NULL,
            payer_scope {i64} NOT NULL,
            base_fen {i64} NOT NULL,
            unit_fen {i64} NOT NULL,
            person_fen {i64} NOT NULL,
            account_fen {i64} NOT NULL,
            period INTEGER NOT NULL,
            line {i16} NOT NULL,
            kind {i16} NOT NULL,
            sequence {i16} NOT NULL,
            PRIMARY KEY (person_id, period, line, payer_scope, sequence)
        ) {clustered};
        CREATE INDEX contribution_row_plan ON contribution_row (plan_id);

        CREATE TABLE receipt (
            id {i64} NOT NULL PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            region TEXT NOT NULL,
            employer_id {i64} REFERENCES employer (id),
            paid_on TEXT NOT NULL,
            amount_fen {i64} NOT NULL CHECK (amount_fen > 0),
            booked_on TEXT NOT NULL,
            case_id {i64} NOT NULL REFERENCES matter_case (id)
        ) {strict};
        CREATE INDEX receipt_employer ON receipt (employer_id, id);

        CREATE TABLE receipt_allocation (
            receipt_id {i64} NOT NULL REFERENCES receipt (id),
            plan_id {i64} NOT NULL REFERENCES contribution_plan (id),
            line {i16} NOT NULL,
            share TEXT NOT NULL CHECK (share IN ('unit', 'person')),
            amount_fen {i64} NOT NULL CHECK (amount_fen > 0),
            PRIMARY KEY (receipt_id, plan_id, line, share)
        ) {strict};
        CREATE INDEX receipt_allocation_plan ON receipt_allocation (plan_id);

        CREATE TABLE unallocated_receipt (
            receipt_id {i64} NOT NULL PRIMARY KEY REFERENCES receipt (id),
            amount_fen {i64} NOT NULL CHECK (amount_fen > 0),
            payer TEXT NOT NULL
        ) {strict};

        CREATE TABLE ledger_entry (
            id {i64} NOT NULL PRIMARY KEY,
            kind TEXT NOT NULL,
            region TEXT NOT NULL,
            employer_id {i64} REFERENCES employer (id),
            line {i16},
            share TEXT CHECK (share IN ('unit', 'person')),
            plan_id {i64} REFERENCES contribution_plan (id),
            receipt_id {i64} REFERENCES receipt (id),
            booked_on TEXT NOT NULL,
            case_id {i64} NOT NULL REFERENCES matter_case (id)
        ) {strict};
        CREATE INDEX ledger_entry_plan ON ledger_entry (plan_id);

        CREATE TABLE ledger_posting (
            entry_id {i64} NOT NULL REFERENCES ledger_entry (id),
            account TEXT NOT NULL,
            amount_fen {i64} NOT NULL CHECK (amount_fen <> 0),
            PRIMARY KEY (entry_id, account)
        ) {strict};
        """)
}
