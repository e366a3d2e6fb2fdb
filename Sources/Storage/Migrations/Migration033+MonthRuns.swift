package import Database

extension Migration {
    /// The monthly assessment of a region: its ranges of whole employers with what came of each, and the employers that the
    /// ranges left for themselves. A mark is written with what it tells of, so that a run goes on where it was broken off.
    package static let monthRuns = Migration(
        33, "month runs",
        """
        CREATE TABLE month_run (
            case_id {i64} NOT NULL PRIMARY KEY REFERENCES matter_case (id),
            region TEXT NOT NULL,
            period INTEGER NOT NULL,
            policy_version TEXT NOT NULL REFERENCES policy_version (digest),
            ended_at {i64}
        ) {strict};
        CREATE UNIQUE INDEX month_run_open ON month_run (region, period) WHERE ended_at IS NULL;
        CREATE INDEX month_run_region ON month_run (region, period, case_id);

        CREATE TABLE month_range (
            run_id {i64} NOT NULL REFERENCES month_run (case_id),
            number INTEGER NOT NULL CHECK (number > 0),
            first_employer {i64} NOT NULL,
            last_employer {i64} NOT NULL CHECK (last_employer >= first_employer),
            employers INTEGER NOT NULL CHECK (employers > 0),
            staff {i64} NOT NULL CHECK (staff >= 0),
            first_plan {i64} NOT NULL,
            first_entry {i64} NOT NULL,
            first_letter {i64} NOT NULL,
            first_to_do {i64} NOT NULL,
            done_at {i64},
            plans INTEGER,
            people {i64},
            unit_fen {i64},
            person_fen {i64},
            people_before {i64},
            fen_before {i64},
            link {bytes},
            PRIMARY KEY (run_id, number),
            CHECK ((done_at IS NULL) = (link IS NULL)),
            CHECK ((done_at IS NULL) = (plans IS NULL))
        ) {strict};

        CREATE TABLE month_exception (
            run_id {i64} NOT NULL REFERENCES month_run (case_id),
            employer_id {i64} NOT NULL REFERENCES employer (id),
            state TEXT NOT NULL CHECK (state IN ('waiting', 'made', 'nothing', 'refused')),
            plan_id {i64} REFERENCES contribution_plan (id),
            sentence TEXT,
            PRIMARY KEY (run_id, employer_id),
            CHECK ((plan_id IS NULL) = (state <> 'made')),
            CHECK ((sentence IS NULL) = (state <> 'refused'))
        ) {strict};
        """)
}
