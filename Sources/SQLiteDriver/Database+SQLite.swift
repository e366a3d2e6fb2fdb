package import Database
import Glibc

extension Database {
    /// Opens a database file, made with mode 0600 if there is none: one writing thread, and readers on snapshots beside it.
    package static func sqlite(
        path: String, readers: Int = 4, waiting: Int = 10_000, faults: FaultInjection? = nil
    ) throws(DatabaseError) -> Database {
        try createFile(path)
        // Sets the journal mode before a reader could come first.
        try SQLiteConnection(path: path, readOnly: false).close()
        return Database(.sqlite, writers: 1, readers: readers, waiting: waiting, faults: faults) {
            readOnly throws(DatabaseError) in
            try SQLiteConnection(path: path, readOnly: readOnly)
        }
    }

    /// SQLite gives the write-ahead log and its index the mode of the database file.
    private static func createFile(_ path: String) throws(DatabaseError) {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw DatabaseError(.other, "cannot open \(path): \(String(cString: strerror(errno)))")
        }
        Glibc.close(file)
    }
}
