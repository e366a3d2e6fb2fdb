package import Database

extension Migration {
    /// What was given to and taken from each operator, in a chain of its own; the daily roots hold the ends of these chains too.
    ///
    /// The heads' table is made anew, as one engine can't widen a condition. Rights from before have no chain until they change.
    package static let operatorActs = Migration(
        28, "operator acts",
        """
        CREATE TABLE operator_act (
            login_id {i64} NOT NULL REFERENCES login (id),
            sequence INTEGER NOT NULL CHECK (sequence > 0),
            employer_id {i64} NOT NULL REFERENCES employer (id),
            act TEXT NOT NULL CHECK (act IN ('granted', 'withdrawn', 'closed')),
            area TEXT CHECK (area IN ('administration', 'staff', 'contributions', 'unitData', 'papers')),
            at {i64} NOT NULL,
            by_login {i64} REFERENCES login (id),
            link {bytes} NOT NULL,
            PRIMARY KEY (login_id, sequence),
            CHECK ((area IS NULL) = (act = 'closed'))
        ) {strict};

        CREATE TABLE daily_root_head_made (
            chain TEXT NOT NULL CHECK (chain IN ('case', 'plans', 'operator')),
            of_id {i64} NOT NULL,
            count INTEGER NOT NULL CHECK (count > 0),
            head {bytes} NOT NULL,
            on_day TEXT NOT NULL REFERENCES daily_root (on_day),
            PRIMARY KEY (chain, of_id, count)
        ) {strict};
        INSERT INTO daily_root_head_made SELECT chain, of_id, count, head, on_day FROM daily_root_head;
        DROP TABLE daily_root_head;
        ALTER TABLE daily_root_head_made RENAME TO daily_root_head;
        CREATE INDEX daily_root_head_day ON daily_root_head (on_day);
        """)
}
