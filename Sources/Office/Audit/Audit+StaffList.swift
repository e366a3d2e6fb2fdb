import Database
import Storage

extension AuditRound {
    private static let columns: SQL = """
        enrolment_id, employer_id, standing, person_id, name, number, began_on, ended_on, voided_on, wage_fen,
        medical_on, medical_refusal, spans
        """

    /// The kept staff list holds what the records say, and its totals what it holds.
    mutating func checkStaffList() throws {
        try expectNone(
            "staff_list",
            """
            SELECT enrolment_id FROM (
                SELECT \(Self.columns) FROM staff_list EXCEPT SELECT \(Self.columns) FROM staff_row) stale
            UNION
            SELECT enrolment_id FROM (
                SELECT \(Self.columns) FROM staff_row EXCEPT SELECT \(Self.columns) FROM staff_list) missing
            ORDER BY 1
            """
        ) { row in ("\(try row[0] as Int64)", "职工名单中的该行与参保登记不符。") }
        try expectNone(
            "staff_total",
            """
            SELECT employer_id, standing, CAST(sum(people) AS BIGINT) FROM (
                SELECT employer_id, standing, people FROM staff_total
                UNION ALL SELECT employer_id, standing, -1 FROM staff_row) counted
            GROUP BY employer_id, standing HAVING sum(people) <> 0 ORDER BY 1, 2
            """
        ) { row in
            let (employer, standing, excess): (Int64, String, Int64) = (try row[0], try row[1], try row[2])
            return ("\(employer)/\(standing)", "单位\(employer)职工名单的人数与登记相差\(excess)人。")
        }
    }
}
