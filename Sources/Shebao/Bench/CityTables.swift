/// The tables that a generated city fills, in an order in which each follows those that it refers to.
enum CityTables {
    static let all: [FinishedTable] = [
        FinishedTable(
            "person", integers: ["id", "version"], texts: ["name", "sex", "born_on", "household", "ethnicity"]),
        FinishedTable(
            "person_identity", by: "person_id", integers: ["person_id"],
            texts: ["kind", "value", "from_on", "through_on"]),
        FinishedTable(
            "employer", integers: ["id", "injury_class", "version"],
            texts: ["region", "name", "branch", "registered_on"]),
        FinishedTable(
            "employer_credit_code", by: "employer_id", integers: ["employer_id"],
            texts: ["code", "from_on", "through_on"]),
        FinishedTable(
            "enrolment", integers: ["id", "person_id", "employer_id", "case_id"],
            texts: ["region", "began_on", "ended_on", "voided_on"]),
        FinishedTable(
            "labour_contract", by: "enrolment_id", integers: ["enrolment_id"],
            texts: ["begins_on", "ends_on", "term", "occupation", "work"]),
        FinishedTable(
            "keeper_answer", by: "enrolment_id", integers: ["enrolment_id"],
            texts: ["keeper", "answered_on", "refusal"]),
        FinishedTable("declared_wage", by: "enrolment_id", integers: ["enrolment_id", "from_period", "wage_fen"]),
        FinishedTable(
            "coverage_span", by: "person_id",
            integers: [
                "person_id", "line", "payer_scope", "first_period", "last_period", "enrolment_id", "employer_id",
            ], texts: ["region"]),
        FinishedTable(
            "staff_list", by: "enrolment_id", integers: ["employer_id", "person_id", "enrolment_id", "wage_fen"],
            texts: [
                "standing", "name", "number", "began_on", "ended_on", "voided_on", "medical_on", "medical_refusal",
                "spans",
            ]),
        FinishedTable("staff_total", by: "employer_id", integers: ["employer_id", "people"], texts: ["standing"]),
        FinishedTable(
            "enrolment_change", by: "enrolment_id",
            integers: ["enrolment_id", "sequence", "case_id", "wage_from", "replaced_wage_fen"],
            texts: ["kind", "effective_on", "reason", "made_on"]),
        FinishedTable(
            "matter_case",
            integers: ["id", "employer_id", "person_id", "version", "submitted_at", "accepted_by", "waits_until"],
            texts: [
                "number", "matter", "region", "subject", "status", "channel", "submitted_on", "due_on", "credit_code",
            ], blobs: ["head"]),
        FinishedTable(
            "case_event", by: "case_id", integers: ["case_id", "sequence", "login_id", "at"],
            texts: ["act", "role", "actor", "on_day", "detail"], blobs: ["link"]),
        FinishedTable(
            "employer_record", by: "employer_id", integers: ["employer_id", "sequence", "case_id", "injury_class"],
            texts: [
                "recorded_on", "region", "credit_code", "name", "kind", "founded_on", "authority", "head_name",
                "head_number", "address", "place", "industry", "branch", "contact_name", "contact_phone", "bank",
                "account",
            ]),
        FinishedTable(
            "contribution_plan",
            integers: [
                "id", "employer_id", "period", "sequence", "made_at", "payable_in", "people", "unit_fen", "person_fen",
                "case_id", "injury_class", "chain_position",
            ], texts: ["number", "region", "kind", "made_on", "due_on", "policy_version"],
            flags: ["rests_on_unverified"],
            blobs: ["digest", "link"]),
        FinishedTable(
            "plan_line", by: "plan_id",
            integers: ["plan_id", "line", "people", "unit_fen", "person_fen", "account_fen"]),
        FinishedTable(
            "contribution_row", by: "person_id",
            integers: [
                "person_id", "plan_id", "payer_scope", "base_fen", "unit_fen", "person_fen", "account_fen", "period",
                "line", "kind", "sequence",
            ]),
        FinishedTable(
            "receipt", integers: ["id", "employer_id", "amount_fen", "case_id"],
            texts: ["number", "region", "paid_on", "booked_on"]),
        FinishedTable(
            "receipt_allocation", by: "receipt_id", integers: ["receipt_id", "plan_id", "line", "amount_fen"],
            texts: ["share"]),
        FinishedTable("plan_settlement", by: "plan_id", integers: ["plan_id", "receipt_id"], texts: ["settled_on"]),
        FinishedTable(
            "ledger_entry", integers: ["id", "employer_id", "line", "plan_id", "receipt_id", "case_id"],
            texts: ["kind", "region", "share", "booked_on"]),
        FinishedTable("ledger_posting", by: "entry_id", integers: ["entry_id", "amount_fen"], texts: ["account"]),
    ]
}
