package import Basics

/// What the bank is asked to pay out (退款指令): money that nobody could assign, back to whoever paid it, or an employer's credit
/// to its account. From the order until the bank's answer it is owed to the payee; a failure puts it back where it came from.
package struct RefundOrder: Hashable, Sendable {
    package enum Status: String, Hashable, Sendable, CaseIterable {
        case sent, paid, failed

        package var chinese: String {
            switch self {
            case .sent: "等待银行结果"
            case .paid: "已退款"
            case .failed: "未成功"
            }
        }
    }

    package let id: RefundOrderId
    package let number: String
    package let region: Region
    package let employer: EmployerId?
    package let amount: Money
    package let destination: RefundDestination
    package let status: Status
    package let sentOn: Day
    package let closedOn: Day?
    /// The bank's own number of what it paid out.
    package let bankReference: String?
    /// Why it came to nothing.
    package let reason: String?

    package init(
        id: RefundOrderId, number: String, region: Region, employer: EmployerId?, amount: Money,
        destination: RefundDestination, status: Status, sentOn: Day, closedOn: Day?, bankReference: String?,
        reason: String?
    ) {
        self.id = id
        self.number = number
        self.region = region
        self.employer = employer
        self.amount = amount
        self.destination = destination
        self.status = status
        self.sentOn = sentOn
        self.closedOn = closedOn
        self.bankReference = bankReference
        self.reason = reason
    }
}

/// Where a refund goes to.
package enum RefundDestination: Hashable, Sendable {
    /// Back along the way on which it came, by the bank's own number of the receipt: only the bank knows the account.
    case payer(bankReference: String)
    case account(BankAccount)
}

/// Where the money of a refund comes from.
package enum RefundSource: Hashable, Sendable {
    /// What no plan has taken of a receipt, whole.
    case receipt(ReceiptId, Money)
    /// A credit of a plan, by line and share; the amounts are positive. Nothing is left of it then, so that its lines pass to
    /// the funds and accounts.
    case plan(PlanId, [OpenPlan.Claim], totals: [PlanLineTotal])

    package var amount: Money {
        switch self {
        case .receipt(_, let amount): amount
        case .plan(_, let claims, _): claims.total
        }
    }
}
