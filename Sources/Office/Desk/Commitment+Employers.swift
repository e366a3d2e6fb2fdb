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
        _ = try tx.logins.adopt(unit: record.creditCode, by: id, at: now, desk.chain)
        employer = id
    }

    /// Another record takes the place of the one before; what an employer without one came with is kept first.
    mutating func change(_ amendment: EmployerAmendment) throws {
        let id = amendment.employer
        if let held = amendment.takenOver {
            takenOver.append(try tx.employerRecords.keep(held, of: id, case: caseId))
        }
        employers.append(try tx.employerRecords.change(amendment.record, of: id, on: today, case: caseId))
    }
}
