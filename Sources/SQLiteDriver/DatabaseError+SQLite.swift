import CSQLite
import Database

extension DatabaseError {
    /// The connection's last error.
    static func sqlite(_ status: Int32, _ database: OpaquePointer, _ statement: String) -> DatabaseError {
        let message = String(cString: sqlite3_errmsg(database))
        return DatabaseError(
            kind(of: status), message, constraint: constraint(in: message), statement: statement)
    }

    private static func kind(of status: Int32) -> Kind {
        switch status {
        case SQLITE_CONSTRAINT_UNIQUE_, SQLITE_CONSTRAINT_PRIMARYKEY_, SQLITE_CONSTRAINT_ROWID_: .uniqueViolation
        case SQLITE_CONSTRAINT_FOREIGNKEY_: .foreignKey
        case SQLITE_CONSTRAINT_NOTNULL_: .notNull
        case SQLITE_CONSTRAINT_CHECK_: .check
        case SQLITE_CONSTRAINT_TRIGGER_: .trigger
        case SQLITE_CONSTRAINT_DATATYPE_: .invalidValue
        default:
            switch status & 0xFF {
            case SQLITE_BUSY, SQLITE_LOCKED: .busy
            case SQLITE_FULL: .diskFull
            case SQLITE_TOOBIG, SQLITE_MISMATCH: .invalidValue
            case SQLITE_ERROR: .syntax
            default: .other
            }
        }
    }

    /// `UNIQUE constraint failed: person.number`: what follows the colon.
    private static func constraint(in message: String) -> String? {
        guard let colon = message.firstIndex(of: ":"), message[..<colon].hasSuffix("constraint failed") else {
            return nil
        }
        return String(message[message.index(colon, offsetBy: 2)...])
    }
}

// The header defines these as sums, which Swift does not import.
private let SQLITE_CONSTRAINT_CHECK_ = SQLITE_CONSTRAINT | 1 << 8
private let SQLITE_CONSTRAINT_FOREIGNKEY_ = SQLITE_CONSTRAINT | 3 << 8
private let SQLITE_CONSTRAINT_NOTNULL_ = SQLITE_CONSTRAINT | 5 << 8
private let SQLITE_CONSTRAINT_PRIMARYKEY_ = SQLITE_CONSTRAINT | 6 << 8
private let SQLITE_CONSTRAINT_TRIGGER_ = SQLITE_CONSTRAINT | 7 << 8
private let SQLITE_CONSTRAINT_UNIQUE_ = SQLITE_CONSTRAINT | 8 << 8
private let SQLITE_CONSTRAINT_ROWID_ = SQLITE_CONSTRAINT | 10 << 8
private let SQLITE_CONSTRAINT_DATATYPE_ = SQLITE_CONSTRAINT | 12 << 8
