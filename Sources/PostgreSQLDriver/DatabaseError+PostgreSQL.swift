import CPostgreSQL
import Database

extension DatabaseError {
    /// Made of a result's fields; without one, of the connection's state.
    static func postgreSQL(_ result: OpaquePointer?, _ connection: OpaquePointer, _ statement: String) -> DatabaseError
    {
        guard let state = field(Int32(UInt8(ascii: "C")), result) else {
            let isLost = PQstatus(connection) != CONNECTION_OK
            let message = String(cString: PQerrorMessage(connection)).split(separator: "\n").first ?? "no reason given"
            return DatabaseError(isLost ? .connectionLost : .other, String(message), statement: statement)
        }
        var message = field(Int32(UInt8(ascii: "M")), result) ?? ""
        // The messages of this class quote the value.
        if state.hasPrefix("22") { message = "a value does not fit" }
        return DatabaseError(
            kind(state, message), "\(message) (\(state))", constraint: field(Int32(UInt8(ascii: "n")), result),
            statement: statement)
    }

    private static func field(_ code: Int32, _ result: OpaquePointer?) -> String? {
        PQresultErrorField(result, code).map { String(cString: $0) }
    }

    /// SQLSTATE, https://www.postgresql.org/docs/15/errcodes-appendix.html
    private static func kind(_ state: String, _ message: String) -> Kind {
        switch state {
        case "23505": .uniqueViolation
        case "23503": .foreignKey
        case "23502": .notNull
        case "23514": .check
        case "P0001": .trigger
        case "40001", "40P01": .serialization
        // A migration changed the table after the statement was prepared; prepared again it runs.
        case "0A000" where message.contains("cached plan"): .serialization
        case "55P03", "53300": .busy
        case "53100": .diskFull
        case "57P01", "57P02", "57P03": .connectionLost
        default:
            switch state.prefix(2) {
            case "22": .invalidValue
            case "08": .connectionLost
            case "42": .syntax
            default: .other
            }
        }
    }
}
