package import Database

extension Migration {
    /// The ends of all chains, day by day, so that what was cut off an end is missed.
    package static let dailyRoot = Migration(
        5, "daily root",
        """
        CREATE TABLE daily_root (
            on_day TEXT NOT NULL PRIMARY KEY,
            position INTEGER NOT NULL UNIQUE CHECK (position > 0),
            taken_at {i64} NOT NULL,
            chains INTEGER NOT NULL CHECK (chains >= 0),
            digest {bytes} NOT NULL,
            link {bytes} NOT NULL
        ) {strict};

        CREATE TABLE daily_root_head (
            chain TEXT NOT NULL CHECK (chain IN ('case', 'plans')),
            of_id {i64} NOT NULL,
            count INTEGER NOT NULL CHECK (count > 0),
            head {bytes} NOT NULL,
            on_day TEXT NOT NULL REFERENCES daily_root (on_day),
            PRIMARY KEY (chain, of_id, count)
        ) {strict};
        CREATE INDEX daily_root_head_day ON daily_root_head (on_day);
        """)
}
