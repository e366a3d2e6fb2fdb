import Database
import Storage

extension AuditRound {
    /// The kept staff list holds what the records say, and its totals what it holds.
    mutating func checkStaffList() throws {
        try expectNone(
            "staff_list",
            """
            SELECT r.enrolment_id FROM staff_row r LEFT JOIN staff_list l ON l.enrolment_id = r.enrolment_id
            WHERE (r.enrolment_id, r.employer_id, r.standing, r.person_id, r.name, r.number, r.began_on, r.ended_on,
                    r.voided_on, r.wage_fen, r.medical_on, r.medical_refusal, r.spans)
                IS DISTINCT FROM (l.enrolment_id, l.employer_id, l.standing, l.person_id, l.name, l.number, l.began_on,
                    l.ended_on, l.voided_on, l.wage_fen, l.medical_on, l.medical_refusal, l.spans)
            UNION ALL
            SELECT l.enrolment_id FROM staff_list l
            WHERE NOT EXISTS (SELECT 1 FROM enrolment e WHERE e.id = l.enrolment_id)
            ORDER BY 1
            """
        ) { row in ("\(try row[0] as Int64)", "职工名单中的该行与参保登记不符。") }
        try expectNone(
            "staff_total",
            """
            SELECT employer_id, standing, CAST(sum(people) AS BIGINT) FROM (
                SELECT employer_id, standing, people FROM staff_total
                UNION ALL SELECT employer_id, standing, -1 FROM staff_list) counted
            GROUP BY employer_id, standing HAVING sum(people) <> 0 ORDER BY 1, 2
            """
        ) { row in
            let (employer, standing, excess): (Int64, String, Int64) = (try row[0], try row[1], try row[2])
            return ("\(employer)/\(standing)", "单位\(employer)职工名单的人数与登记相差\(excess)人。")
        }
    }
}
