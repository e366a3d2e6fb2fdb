import Basics
import Casework
import Database
import Exchange
import Records
import Storage

extension Commitment {
    func begin(_ beginning: DeductionBeginning) throws {
        guard let feedback = beginning.feedback else {
            throw DeskRefusal.invalid("银行尚未反馈开户信息，协议不能生效。请等待银行反馈。")
        }
        let account = try tx.deductions.keep(
            beginning.account, of: beginning.employer, as: desk.ids.next(.bankAccount))
        try tx.deductions.begin(
            beginning, feedback, as: DeductionAgreementId(desk.ids.next(.agreement)), account: account, case: caseId,
            on: today)
    }

    func end(_ ending: DeductionEnding) throws {
        try tx.deductions.end(ending.agreement, case: caseId, on: today)
    }

    /// Keeps what the bank is asked, under a number by which its answer finds the case again: each time that an
    /// application comes back and is sent again, another.
    func letter(_ request: AgreementRequest) throws -> BankAgreement {
        let number = "\(caseNumber)-\(try tx.deductions.asked(for: caseId) + 1)"
        let account = try tx.deductions.keep(request.account, of: request.employer, as: desk.ids.next(.bankAccount))
        try tx.deductions.ask(request, account: account, as: number, case: caseId, at: now)
        return BankAgreement(
            requestNumber: number, creditCode: request.creditCode, employerName: request.employerName,
            accountName: request.account.holder, accountNumber: request.account.number.text,
            branchName: request.account.branch, signatory: request.signatory, signedOn: request.signedOn)
    }
}
