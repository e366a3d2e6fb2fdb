package import Basics

/// An employer's agreement that the bank deducts its contributions from an account (委托扣款协议), with the number that the
/// bank gave it. The employer's agreement with the agency is made in the same act.
package struct DeductionAgreement: Hashable, Sendable {
    package let id: DeductionAgreementId
    package let employer: EmployerId
    package let agreementNumber: String
    package let account: BankAccount
    /// Where the employer is told of deductions; `nil` if it gave none.
    package let phone: String?
    /// Orders may be sent from this day on.
    package let activeOn: Day

    package init(
        id: DeductionAgreementId, employer: EmployerId, agreementNumber: String, account: BankAccount, phone: String?,
        activeOn: Day
    ) {
        self.id = id
        self.employer = employer
        self.agreementNumber = agreementNumber
        self.account = account
        self.phone = phone
        self.activeOn = activeOn
    }
}

/// An account as its holder names it.
package struct BankAccount: Hashable, Sendable {
    package let number: BankAccountNumber
    package let holder: String
    /// 开户银行
    package let branch: String

    package init(number: BankAccountNumber, holder: String, branch: String) {
        self.number = number
        self.holder = holder
        self.branch = branch
    }
}

/// The ways of paying through the agency's bank (缴费方式); which are open is policy.
package enum PaymentWay: String, Hashable, Sendable, CaseIterable, Codable {
    case deduction, onlineBank, counter, remittance

    package var chinese: String {
        switch self {
        case .deduction: "银行扣款"
        case .onlineBank: "网银缴费"
        case .counter: "柜台刷卡"
        case .remittance: "银行汇款"
        }
    }
}
