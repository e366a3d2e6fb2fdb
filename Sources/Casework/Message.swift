package import Basics

/// What a partner is told; `Exchange` writes it in the partner's format, the courier delivers it.
package enum Message: Hashable, Sendable {
    /// To medical insurance: somebody has joined an employer.
    case enrolmentNotice(EnrolmentNotice)
    /// To the tax department: the plan that the same decision makes.
    case bill
    case shortMessage(ShortMessage)

    package var partner: Partner {
        switch self {
        case .enrolmentNotice: .medical
        case .bill: .tax
        case .shortMessage: .sms
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

package struct ShortMessage: Hashable, Sendable {
    package let phone: String
    package let text: String

    package init(phone: String, text: String) {
        self.phone = phone
        self.text = text
    }
}
