package import Basics
package import Records

/// An employer's account is deducted from, under the number that the bank gave.
package struct DeductionBeginning: Hashable, Sendable {
    package let employer: EmployerId
    package let account: BankAccount
    package let signatory: String
    package let signedOn: Day
    package let phone: String?
    /// `nil` until the bank has answered; without it nothing is committed.
    package let feedback: Feedback?

    package struct Feedback: Hashable, Sendable {
        package let agreementNumber: String
        package let activeOn: Day

        package init(agreementNumber: String, activeOn: Day) {
            self.agreementNumber = agreementNumber
            self.activeOn = activeOn
        }
    }

    package init(
        employer: EmployerId, account: BankAccount, signatory: String, signedOn: Day, phone: String?,
        feedback: Feedback?
    ) {
        self.employer = employer
        self.account = account
        self.signatory = signatory
        self.signedOn = signedOn
        self.phone = phone
        self.feedback = feedback
    }
}

/// No deduction follows under this agreement.
package struct DeductionEnding: Hashable, Sendable {
    package let agreement: DeductionAgreementId
    package let employer: EmployerId

    package init(agreement: DeductionAgreementId, employer: EmployerId) {
        self.agreement = agreement
        self.employer = employer
    }
}

/// The bank is to bring in what a plan lacks: a deduction is announced, an online order is sent at once.
package struct PaymentOrdering: Hashable, Sendable {
    package let way: PaymentOrder.Way
    package let employer: EmployerId
    package let region: Region
    package let plan: PlanReference
    package let amount: Money
    package let dueOn: Day

    package init(
        way: PaymentOrder.Way, employer: EmployerId, region: Region, plan: PlanReference, amount: Money, dueOn: Day
    ) {
        self.way = way
        self.employer = employer
        self.region = region
        self.plan = plan
        self.amount = amount
        self.dueOn = dueOn
    }
}

/// An order comes to its end.
package struct OrderClosing: Hashable, Sendable {
    package let order: PaymentOrderId
    package let status: PaymentOrder.Status
    /// Why; `nil` where it was paid.
    package let reason: String?

    package init(_ order: PaymentOrderId, _ status: PaymentOrder.Status, because reason: String? = nil) {
        self.order = order
        self.status = status
        self.reason = reason
    }
}

/// What the bank is asked before an agreement takes effect.
package struct AgreementRequest: Hashable, Sendable {
    package let employer: EmployerId
    package let creditCode: String
    package let employerName: String
    package let account: BankAccount
    package let signatory: String
    package let signedOn: Day

    package init(
        employer: EmployerId, creditCode: String, employerName: String, account: BankAccount, signatory: String,
        signedOn: Day
    ) {
        self.employer = employer
        self.creditCode = creditCode
        self.employerName = employerName
        self.account = account
        self.signatory = signatory
        self.signedOn = signedOn
    }
}

/// The bank is told that an agreement has ended.
package struct AgreementEnd: Hashable, Sendable {
    package let agreementNumber: String
    package let creditCode: String
    package let endedOn: Day

    package init(agreementNumber: String, creditCode: String, endedOn: Day) {
        self.agreementNumber = agreementNumber
        self.creditCode = creditCode
        self.endedOn = endedOn
    }
}

/// The bank is told that an order is not to be carried out any more.
package struct OrderCancellation: Hashable, Sendable {
    package let orderNumber: String
    package let creditCode: String
    package let cancelledOn: Day

    package init(orderNumber: String, creditCode: String, cancelledOn: Day) {
        self.orderNumber = orderNumber
        self.creditCode = creditCode
        self.cancelledOn = cancelledOn
    }
}
