package import Database
package import Records

extension Transaction {
    package var keptStaffList: KeptStaffList { KeptStaffList(tx: self) }
}

/// The kept staff list, for whoever loads enrolments while its triggers stand aside.
package struct KeptStaffList {
    let tx: Transaction

    private static let columns: SQL = """
        employer_id, standing, person_id, enrolment_id, name, number, began_on, ended_on, voided_on, wage_fen, medical_on,
        medical_refusal, spans
        """
    /// So few that PostgreSQL looks each up by its key, before it knows how many there are.
    private static let rowsPerStatement = 500

    /// Writes the rows of enrolments that are new.
    package func add(_ enrolments: [EnrolmentId]) throws {
        for start in stride(from: 0, to: enrolments.count, by: Self.rowsPerStatement) {
            let some = Array(enrolments[start..<min(start + Self.rowsPerStatement, enrolments.count)])
            try tx.run(
                """
                INSERT INTO staff_list (\(Self.columns)) SELECT \(Self.columns) FROM staff_row
                WHERE enrolment_id IN \(list: some) ORDER BY employer_id, standing, person_id, enrolment_id
                """)
        }
    }

    /// Counts the people of employers that are new, from the first through the last.
    package func count(from first: EmployerId, through last: EmployerId) throws {
        try tx.run(
            """
            INSERT INTO staff_total (employer_id, standing, people)
            SELECT employer_id, standing, count(*) FROM staff_list
            WHERE employer_id >= \(first) AND employer_id <= \(last) GROUP BY employer_id, standing
            """)
    }
}
