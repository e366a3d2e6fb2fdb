import Basics
import Casework
import Database
import Records
import Storage

extension Commitment {
    /// A unit becomes an employer; whoever had an account for the unit is the employer's first operator from now on.
    mutating func register(_ record: EmployerRecord) throws {
        let id = EmployerId(desk.ids.next(.employer))
        employers.append(try tx.employerRecords.register(record, as: id, on: today, case: caseId))
        _ = try tx.logins.adopt(unit: record.creditCode, by: id, at: now)
        employer = id
    }
}
