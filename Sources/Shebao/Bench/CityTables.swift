import Database

/// The tables that a generated city fills, in an order in which each follows those that it refers to.
enum CityTables {
    struct Table: Sendable {
        let name: StaticString
        /// Leads the key; neighbours by it lie beside each other.
        let key: StaticString
        private let integers: [StaticString]
        private let texts: [StaticString]
        private let flags: [StaticString]
        private let blobs: [StaticString]

        fileprivate init(
            _ name: StaticString, by key: StaticString = "id", integers: [StaticString], texts: [StaticString] = [],
            flags: [StaticString] = [], blobs: [StaticString] = []
        ) {
            self.name = name
            self.key = key
            self.integers = integers
            self.texts = texts
            self.flags = flags
            self.blobs = blobs
        }

        var columns: [StaticString] { integers + texts + flags + blobs }

        var select: SQL {
            let list = columns.dropFirst().reduce("\(name: columns[0])" as SQL) { "\($0), \(name: $1)" }
            return "SELECT \(list) FROM \(name: name)"
        }

        /// Gives each value of a row, in the order of the columns.
        @inline(__always)
        func read(_ row: Row, _ take: (ColumnValue) -> Void) throws {
            var index = 0
            func next(_ kind: ColumnKind, _ value: (Int) throws -> ColumnValue) throws {
                take(row.isNull(index) ? .null(kind) : try value(index))
                index += 1
            }
            for _ in integers { try next(.integer) { .integer(try row.integer($0)) } }
            for _ in texts { try next(.text) { .text(try row[$0]) } }
            for _ in flags { try next(.boolean) { .boolean(try row[$0]) } }
            for _ in blobs { try next(.bytes) { .bytes(try row[$0]) } }
        }
    }

    static let all: [Table] = [
        Table("person", integers: ["id", "version"], texts: ["name", "sex", "born_on", "household", "ethnicity"]),
        Table(
            "person_identity", by: "person_id", integers: ["person_id"],
            texts: ["kind", "value", "from_on", "through_on"]),
        Table(
            "employer", integers: ["id", "injury_class", "version"],
            texts: ["region", "name", "branch", "registered_on"]),
        Table(
            "employer_credit_code", by: "employer_id", integers: ["employer_id"],
            texts: ["code", "from_on", "through_on"]),
        Table(
            "enrolment", integers: ["id", "person_id", "employer_id", "case_id"],
            texts: ["region", "began_on", "ended_on", "voided_on"]),
        Table(
            "labour_contract", by: "enrolment_id", integers: ["enrolment_id"],
            texts: ["begins_on", "ends_on", "term", "occupation", "work"]),
        Table(
            "keeper_answer", by: "enrolment_id", integers: ["enrolment_id"],
            texts: ["keeper", "answered_on", "refusal"]),
        Table("declared_wage", by: "enrolment_id", integers: ["enrolment_id", "from_period", "wage_fen"]),
        Table(
            "coverage_span", by: "person_id",
            integers: [
                "person_id", "line", "payer_scope", "first_period", "last_period", "enrolment_id", "employer_id",
            ], texts: ["region"]),
        Table(
            "staff_list", by: "enrolment_id", integers: ["employer_id", "person_id", "enrolment_id", "wage_fen"],
            texts: [
                "standing", "name", "number", "began_on", "ended_on", "voided_on", "medical_on", "medical_refusal",
                "spans",
            ]),
        Table("staff_total", by: "employer_id", integers: ["employer_id", "people"], texts: ["standing"]),
        Table(
            "enrolment_change", by: "enrolment_id",
            integers: ["enrolment_id", "sequence", "case_id", "wage_from", "replaced_wage_fen"],
            texts: ["kind", "effective_on", "reason", "made_on"]),
        Table(
            "matter_case",
            integers: ["id", "employer_id", "person_id", "version", "submitted_at", "accepted_by", "waits_until"],
            texts: [
                "number", "matter", "region", "subject", "status", "channel", "submitted_on", "due_on", "credit_code",
            ], blobs: ["head"]),
        Table(
            "case_event", by: "case_id", integers: ["case_id", "sequence", "login_id", "at"],
            texts: ["act", "role", "actor", "on_day", "detail"], blobs: ["link"]),
        Table(
            "employer_record", by: "employer_id", integers: ["employer_id", "sequence", "case_id", "injury_class"],
            texts: [
                "recorded_on", "region", "credit_code", "name", "kind", "founded_on", "authority", "head_name",
                "head_number", "address", "place", "industry", "branch", "contact_name", "contact_phone", "bank",
                "account",
            ]),
        Table(
            "contribution_plan",
            integers: [
                "id", "employer_id", "period", "sequence", "made_at", "payable_in", "people", "unit_fen", "person_fen",
                "case_id", "injury_class", "chain_position",
            ], texts: ["number", "region", "kind", "made_on", "due_on", "policy_version"],
            flags: ["rests_on_unverified"],
            blobs: ["digest", "link"]),
        Table(
            "plan_line", by: "plan_id",
            integers: ["plan_id", "line", "people", "unit_fen", "person_fen", "account_fen"]),
        Table(
            "contribution_row", by: "person_id",
            integers: [
                "person_id", "plan_id", "payer_scope", "base_fen", "unit_fen", "person_fen", "account_fen", "period",
                "line", "kind", "sequence",
            ]),
        Table(
            "receipt", integers: ["id", "employer_id", "amount_fen", "case_id"],
            texts: ["number", "region", "paid_on", "booked_on"]),
        Table(
            "receipt_allocation", by: "receipt_id", integers: ["receipt_id", "plan_id", "line", "amount_fen"],
            texts: ["share"]),
        Table("plan_settlement", by: "plan_id", integers: ["plan_id", "receipt_id"], texts: ["settled_on"]),
        Table(
            "ledger_entry", integers: ["id", "employer_id", "line", "plan_id", "receipt_id", "case_id"],
            texts: ["kind", "region", "share", "booked_on"]),
        Table("ledger_posting", by: "entry_id", integers: ["entry_id", "amount_fen"], texts: ["account"]),
    ]
}
