package import Basics
package import Records

/// What a partner is told; `Exchange` writes it in the partner's format, the courier delivers it.
package enum Message: Hashable, Sendable {
    /// To medical insurance: somebody has joined an employer.
    case enrolmentNotice(EnrolmentNotice)
    /// To medical insurance: somebody has left an employer.
    case stopNotice(StopNotice)
    /// To medical insurance: somebody's wage is another from the first period on.
    case wageNotice(EnrolmentNotice)
    /// To the tax department: the plan that the same decision makes.
    case bill
    /// To the tax department: a plan billed before, of which the same decision leaves less to pay.
    case billAgain(PlanId)
    case shortMessage(ShortMessage)
    /// To the bank: an employer asks for an agreement.
    case agreement(AgreementRequest)
    case agreementEnd(AgreementEnd)
    /// To the bank: an order is not to be paid any more.
    case orderCancelled(OrderCancellation)

    package var partner: Partner {
        switch self {
        case .enrolmentNotice, .stopNotice, .wageNotice: .medical
        case .bill, .billAgain: .tax
        case .shortMessage: .sms
        case .agreement, .agreementEnd, .orderCancelled: .bank
        }
    }
}

package struct EnrolmentNotice: Hashable, Sendable {
    package let creditCode: String
    package let employerName: String
    package let personNumber: String
    package let personName: String
    package let firstPeriod: Month
    package let declaredWage: Money

    package init(
        creditCode: String, employerName: String, personNumber: String, personName: String, firstPeriod: Month,
        declaredWage: Money
    ) {
        self.creditCode = creditCode
        self.employerName = employerName
        self.personNumber = personNumber
        self.personName = personName
        self.firstPeriod = firstPeriod
        self.declaredWage = declaredWage
    }
}

package struct StopNotice: Hashable, Sendable {
    package let creditCode: String
    package let employerName: String
    package let personNumber: String
    package let personName: String
    /// The last month charged; the month before the first for somebody who never ought to have been.
    package let lastMonth: Month

    package init(
        creditCode: String, employerName: String, personNumber: String, personName: String, lastMonth: Month
    ) {
        self.creditCode = creditCode
        self.employerName = employerName
        self.personNumber = personNumber
        self.personName = personName
        self.lastMonth = lastMonth
    }
}

package struct ShortMessage: Hashable, Sendable {
    package let phone: String
    package let text: String

    package init(phone: String, text: String) {
        self.phone = phone
        self.text = text
    }
}
