package import Basics
package import Records

/// The bank has given a receipt's money back: all that it did in the books is done the other way round, and its papers do
/// not hold any more.
package struct ReceiptReturn: Hashable, Sendable {
    package let receipt: ReceiptId
    /// The bank's own number of the return.
    package let number: String
    package let employer: EmployerId?
    package let region: Region
    package let amount: Money
    package let returnedOn: Day
    package let reason: String
    package let parts: [Part]
    /// What of it no plan had taken.
    package let unallocated: Money

    /// What it had paid of one plan.
    package struct Part: Hashable, Sendable {
        package let plan: PlanId
        package let claims: [OpenPlan.Claim]
        /// The totals that leave the funds and accounts again; none where the plan was not paid whole.
        package let reopened: [PlanLineTotal]

        package init(plan: PlanId, claims: [OpenPlan.Claim], reopened: [PlanLineTotal]) {
            self.plan = plan
            self.claims = claims
            self.reopened = reopened
        }
    }

    package init(
        receipt: ReceiptId, number: String, employer: EmployerId?, region: Region, amount: Money, returnedOn: Day,
        reason: String, parts: [Part], unallocated: Money
    ) {
        self.receipt = receipt
        self.number = number
        self.employer = employer
        self.region = region
        self.amount = amount
        self.returnedOn = returnedOn
        self.reason = reason
        self.parts = parts
        self.unallocated = unallocated
    }
}

extension DigestWriter {
    mutating func put(_ taken: ReceiptReturn) {
        put(taken.receipt)
        put(taken.number)
        put(taken.employer) { $0.put($1) }
        put(taken.region.rawValue)
        put(taken.amount)
        put(taken.returnedOn)
        put(taken.reason)
        put(taken.parts) { writer, part in writer.put(part) }
        put(taken.unallocated)
    }

    mutating func put(_ part: ReceiptReturn.Part) {
        put(part.plan)
        put(part.claims)
        put(part.reopened) { writer, total in
            writer.put(total.line)
            writer.put(total.people)
            writer.put(total.unit)
            writer.put(total.personShare)
            writer.put(total.account)
        }
    }
}
