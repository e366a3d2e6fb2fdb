import Basics
import Records

extension DigestWriter {
    mutating func put(_ beginning: DeductionBeginning) {
        put(beginning.employer)
        put(beginning.account)
        put(beginning.signatory)
        put(beginning.signedOn)
        put(beginning.phone)
        put(beginning.feedback) { writer, feedback in
            writer.put(feedback.agreementNumber)
            writer.put(feedback.activeOn)
        }
    }

    mutating func put(_ ending: DeductionEnding) {
        put(ending.agreement)
        put(ending.employer)
    }

    mutating func put(_ ordering: PaymentOrdering) {
        put(ordering.way.rawValue)
        put(ordering.employer)
        put(ordering.region.rawValue)
        put(ordering.plan)
        put(ordering.amount)
        put(ordering.dueOn)
    }

    mutating func put(_ closing: OrderClosing) {
        put(closing.order)
        put(closing.status.rawValue)
        put(closing.reason)
    }

    mutating func put(_ slip: ReceiptSlip) {
        put(slip.way.rawValue)
        put(slip.order) { $0.put($1) }
        put(slip.payerName)
        put(slip.payerAccount)
        put(slip.payeeAccount)
        put(slip.paidAt)
        put(slip.deliveredOn)
    }

    mutating func put(_ request: AgreementRequest) {
        put(request.employer)
        put(request.creditCode)
        put(request.employerName)
        put(request.account)
        put(request.signatory)
        put(request.signedOn)
    }

    mutating func put(_ end: AgreementEnd) {
        put(end.agreementNumber)
        put(end.creditCode)
        put(end.endedOn)
    }

    mutating func put(_ cancellation: OrderCancellation) {
        put(cancellation.orderNumber)
        put(cancellation.creditCode)
        put(cancellation.cancelledOn)
    }

    mutating func put(_ account: BankAccount) {
        put(account.number.text)
        put(account.holder)
        put(account.branch)
    }
}
