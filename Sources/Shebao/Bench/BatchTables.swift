/// The tables that the filing of new people writes to, in an order in which each follows those that it refers to. A sum of an
/// employer's people that was there before is not among them, and a job's two rows.
enum BatchTables {
    /// What the rows refer to.
    static let ground = CityTables.all.filter { ["employer", "employer_credit_code"].contains("\($0.name)") }

    static let all: [FinishedTable] =
        [
            FinishedTable(
                "batch",
                integers: [
                    "id", "employer_id", "login_id", "file_bytes", "uploaded_at", "row_count", "passing", "failing",
                    "filed", "confirmed_at",
                ],
                texts: [
                    "number", "matter", "region", "actor", "channel", "file_name", "uploaded_on", "stage",
                    "content_digest",
                ]),
            FinishedTable(
                "partner_answer", by: "answered_at", integers: ["answered_at"],
                texts: ["partner", "question", "answer"]),
        ] + ofCity(["person", "person_identity"]) + [
            FinishedTable(
                "matter_case",
                integers: ["id", "employer_id", "person_id", "version", "submitted_at", "batch_id"],
                texts: ["number", "matter", "region", "subject", "status", "channel", "submitted_on"], blobs: ["head"])
        ] + ofCity(["case_event", "enrolment", "labour_contract", "declared_wage", "coverage_span", "staff_list"]) + [
            FinishedTable(
                "outbox",
                integers: ["id", "case_id", "attempts", "next_attempt_at", "created_at"],
                texts: ["partner", "kind", "idempotency_key", "body", "status"]),
            FinishedTable(
                "medical_notice", by: "outbox_id", integers: ["outbox_id"], texts: ["number", "region", "noticed_on"]),
            FinishedTable(
                "to_do", integers: ["id", "party_id", "raised_at"],
                texts: ["party", "kind", "subject", "sentence", "matter", "answers"]),
            FinishedTable(
                "paper", integers: ["id", "person_id", "employer_id", "case_id", "issued_at"],
                texts: ["number", "kind", "content", "issued_on"], blobs: ["link"]),
            FinishedTable("batch_list", by: "volume", integers: ["batch_id", "volume", "last_row", "paper_id"]),
            FinishedTable(
                "batch_row", by: "row_number", integers: ["batch_id", "row_number", "case_id"],
                texts: ["answers", "verdict", "digest"]),
        ]

    private static func ofCity(_ names: [String]) -> [FinishedTable] {
        CityTables.all.filter { names.contains("\($0.name)") }
    }
}
