package import Database

extension Database {
    /// Opens a PostgreSQL database: `connections` threads with one connection each, for changes and reads alike.
    ///
    /// - Parameter conninfo: libpq's connection string, `host=… dbname=…`; several hosts with
    ///   `target_session_attrs=read-write` follow a failover.
    package static func postgreSQL(
        _ conninfo: String, connections: Int = 16, waiting: Int = 10_000, faults: FaultInjection? = nil
    ) throws(DatabaseError) -> Database {
        // A wrong address should be told at the start, not with the first case.
        try PostgreSQLConnection(conninfo).close()
        return Database(.postgreSQL, writers: connections, readers: nil, waiting: waiting, faults: faults) {
            _ throws(DatabaseError) in
            try PostgreSQLConnection(conninfo)
        }
    }
}
