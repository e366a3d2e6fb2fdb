package import Basics
package import Records

/// How an employer stands with deduction: its agreement in force, and what the bank is still to answer.
package struct DeductionOfEmployer: Fact {
    package typealias Value = DeductionStanding
    package let employer: EmployerId

    package init(_ employer: EmployerId) { self.employer = employer }
}

package struct DeductionStanding: Hashable, Sendable {
    package let agreement: DeductionAgreement?
    /// The accounts of applications that wait for the bank.
    package let asked: [BankAccountNumber]

    package init(agreement: DeductionAgreement?, asked: [BankAccountNumber] = []) {
        self.agreement = agreement
        self.asked = asked
    }
}

/// The orders of an employer that are open, the oldest first.
package struct OpenOrdersOfEmployer: Fact {
    package typealias Value = [PaymentOrder]
    package let employer: EmployerId

    package init(_ employer: EmployerId) { self.employer = employer }
}

/// The order that carries a number, whatever became of it.
package struct OrderByNumber: Fact {
    package typealias Value = PaymentOrder?
    package let number: String

    package init(_ number: String) { self.number = number }
}

/// What the bank has answered to a waiting application for an agreement on this account. A refusal counts until the
/// application is sent back; whoever sends it in again has the bank asked again.
package struct BankFeedbackOnAccount: Fact {
    package typealias Value = BankFeedback?
    package let employer: EmployerId
    package let account: BankAccountNumber

    package init(employer: EmployerId, account: BankAccountNumber) {
        self.employer = employer
        self.account = account
    }
}

package enum BankFeedback: Hashable, Sendable {
    case accepted(agreementNumber: String, activeOn: Day)
    case refused(sentence: String, remedy: String)
}
