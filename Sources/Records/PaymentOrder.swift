package import Basics

/// What the bank is asked to bring in for one plan: a deduction that is announced and sent on its day, or an order that the
/// employer pays at its online bank. A plan has one open order at a time.
package struct PaymentOrder: Hashable, Sendable {
    package enum Way: String, Hashable, Sendable, CaseIterable, Codable {
        case deduction, onlineBank

        package var way: PaymentWay {
            switch self {
            case .deduction: .deduction
            case .onlineBank: .onlineBank
            }
        }
    }

    package enum Status: String, Hashable, Sendable, CaseIterable {
        /// The employer knows of it, the bank does not yet.
        case announced
        case sent, done, failed, expired, cancelled
        /// It was done, and the bank has given the money back since.
        case returned

        package var isOpen: Bool { self == .announced || self == .sent }

        package var chinese: String {
            switch self {
            case .announced: "已预告"
            case .sent: "等待银行结果"
            case .done: "已缴"
            case .failed: "未成功"
            case .expired: "已过期"
            case .cancelled: "已取消"
            case .returned: "已退回"
            }
        }
    }

    package let id: PaymentOrderId
    package let number: String
    package let way: Way
    package let employer: EmployerId
    package let plan: PlanId
    package let planNumber: String
    package let amount: Money
    /// The day of the deduction; for an order the last day on which it may be paid.
    package let dueOn: Day
    package let status: Status
    /// Why it came to nothing, and what can be done.
    package let reason: String?

    package init(
        id: PaymentOrderId, number: String, way: Way, employer: EmployerId, plan: PlanId, planNumber: String,
        amount: Money, dueOn: Day, status: Status, reason: String? = nil
    ) {
        self.id = id
        self.number = number
        self.way = way
        self.employer = employer
        self.plan = plan
        self.planNumber = planNumber
        self.amount = amount
        self.dueOn = dueOn
        self.status = status
        self.reason = reason
    }
}

/// What the bank's slip (回单) says of money received, and until when it is in the slip box. Accounts are masked.
package struct ReceiptSlip: Hashable, Sendable {
    package let way: PaymentWay
    package let order: PaymentOrderId?
    package let payerName: String
    package let payerAccount: String?
    package let payeeAccount: String?
    /// In Beijing time: `09:30:12`.
    package let paidAt: String?
    /// The day on which the paper slip is in the employer's slip box at its bank (回单箱).
    package let deliveredOn: Day

    package init(
        way: PaymentWay, order: PaymentOrderId?, payerName: String, payerAccount: String?, payeeAccount: String?,
        paidAt: String?, deliveredOn: Day
    ) {
        self.way = way
        self.order = order
        self.payerName = payerName
        self.payerAccount = payerAccount
        self.payeeAccount = payeeAccount
        self.paidAt = paidAt
        self.deliveredOn = deliveredOn
    }
}
