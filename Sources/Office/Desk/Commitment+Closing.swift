import Records
import Storage

extension Commitment {
    func close(_ closing: EmployerClosing) throws {
        try tx.employerClosings.close(closing, case: caseId)
    }

    func reopen() throws {
        try tx.employerClosings.reopen(case: caseId, on: today)
    }
}
