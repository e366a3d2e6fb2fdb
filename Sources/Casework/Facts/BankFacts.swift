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

/// A receipt as the books hold it: what it paid, and whether the bank has given its money back since.
package struct ReceiptOnBooks: Fact {
    package typealias Value = BookedReceipt?
    package let number: String

    package init(_ number: String) { self.number = number }
}

package struct BookedReceipt: Hashable, Sendable {
    package let receipt: Receipt
    package let employer: EmployerId?
    package let region: Region
    /// Whether the bank told of it; else tax did.
    package let isThroughBank: Bool
    package let parts: [Part]
    /// What no plan has taken of it, whether or not it waits still.
    package let unallocated: Money
    package let returned: Returned?
    /// The order by which what no plan had taken is paid out, or was.
    package let refundedBy: String?
    /// Who paid it, as the books or the slip say.
    package let payerName: String
    /// The case that alone gave it to its employer, where nobody had known whose it was.
    package let assignedBy: CaseId?

    /// What waits for somebody to find out whose it is.
    package var waiting: Money { returned == nil && refundedBy == nil ? unallocated : .zero }

    package struct Part: Hashable, Sendable {
        package let plan: ContributionPlan
        package let claims: [OpenPlan.Claim]
        package let totals: [PlanLineTotal]
        package let isSettled: Bool

        package init(plan: ContributionPlan, claims: [OpenPlan.Claim], totals: [PlanLineTotal], isSettled: Bool) {
            self.plan = plan
            self.claims = claims
            self.totals = totals
            self.isSettled = isSettled
        }
    }

    package struct Returned: Hashable, Sendable {
        package let number: String
        package let on: Day

        package init(number: String, on: Day) {
            self.number = number
            self.on = on
        }
    }

    package init(
        receipt: Receipt, employer: EmployerId?, region: Region, isThroughBank: Bool, parts: [Part],
        unallocated: Money, returned: Returned?, refundedBy: String?, payerName: String,
        assignedBy: CaseId? = nil
    ) {
        self.receipt = receipt
        self.employer = employer
        self.region = region
        self.isThroughBank = isThroughBank
        self.parts = parts
        self.unallocated = unallocated
        self.returned = returned
        self.refundedBy = refundedBy
        self.payerName = payerName
        self.assignedBy = assignedBy
    }
}

/// Money of an employer that no plan has taken, the earliest first.
package struct UnallocatedOfEmployer: Fact {
    package typealias Value = [UnallocatedMoney]
    package let employer: EmployerId

    package init(_ employer: EmployerId) { self.employer = employer }
}

package struct UnallocatedMoney: Hashable, Sendable {
    package let receipt: ReceiptId
    package let number: String
    package let paidOn: Day
    package let amount: Money

    package init(receipt: ReceiptId, number: String, paidOn: Day, amount: Money) {
        self.receipt = receipt
        self.number = number
        self.paidOn = paidOn
        self.amount = amount
    }
}
