import CPostgreSQL

/// The types that the portable subset uses, by their numbers in `pg_type`.
enum PostgreSQLType {
    static let inferred: Oid = 0
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let name: Oid = 19
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let text: Oid = 25
    static let json: Oid = 114
    static let unknown: Oid = 705
    static let bpchar: Oid = 1_042
    static let varchar: Oid = 1_043
    static let jsonb: Oid = 3_802

    static func isText(_ type: Oid) -> Bool {
        switch type {
        case text, varchar, bpchar, name, json, unknown: true
        default: false
        }
    }
}
