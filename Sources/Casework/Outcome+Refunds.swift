package import Basics
package import Records

/// Money that waited is known to be an employer's, and pays its open plans, the oldest first; what they do not take waits on.
package struct ReceiptAssignment: Hashable, Sendable {
    package let receipt: ReceiptId
    package let number: String
    package let employer: EmployerId
    package let region: Region
    /// What waited until now.
    package let amount: Money
    package let allocation: ReceiptAllocation
    /// For each plan that is received whole: the totals that pass to the funds and accounts.
    package let settled: [PlanId: [PlanLineTotal]]

    package init(
        receipt: ReceiptId, number: String, employer: EmployerId, region: Region, amount: Money,
        allocation: ReceiptAllocation, settled: [PlanId: [PlanLineTotal]]
    ) {
        self.receipt = receipt
        self.number = number
        self.employer = employer
        self.region = region
        self.amount = amount
        self.allocation = allocation
        self.settled = settled
    }
}

/// Money of which nobody had known whose it was, and which was given to an employer in error: it waits again as it did, and what
/// it paid of the employer's plans is owed again.
package struct ReceiptUnassignment: Hashable, Sendable {
    package let receipt: ReceiptId
    package let number: String
    /// The case that gave it.
    package let assignedBy: CaseId
    package let employer: EmployerId
    package let region: Region
    package let parts: [ReceiptReturn.Part]

    package init(
        receipt: ReceiptId, number: String, assignedBy: CaseId, employer: EmployerId, region: Region,
        parts: [ReceiptReturn.Part]
    ) {
        self.receipt = receipt
        self.number = number
        self.assignedBy = assignedBy
        self.employer = employer
        self.region = region
        self.parts = parts
    }

    /// What the plans had of it.
    package var amount: Money { parts.flatMap(\.claims).total }
}

/// Money is to be paid out by the bank.
package struct Refunding: Hashable, Sendable {
    /// `nil` where nobody knows whose it is: it goes back as it came.
    package let employer: EmployerId?
    package let region: Region
    package let destination: RefundDestination
    package let sources: [RefundSource]

    package init(employer: EmployerId?, region: Region, destination: RefundDestination, sources: [RefundSource]) {
        precondition(!sources.isEmpty && sources.allSatisfy { $0.amount > .zero }, "a refund is of something")
        self.employer = employer
        self.region = region
        self.destination = destination
        self.sources = sources
    }

    package var amount: Money { sources.map(\.amount).total }
}

extension DigestWriter {
    mutating func put(_ assignment: ReceiptAssignment) {
        put(assignment.receipt)
        put(assignment.number)
        put(assignment.employer)
        put(assignment.region.rawValue)
        put(assignment.amount)
        put(assignment.allocation, settling: assignment.settled)
    }

    mutating func put(_ taken: ReceiptUnassignment) {
        put(taken.receipt)
        put(taken.number)
        put(taken.assignedBy)
        put(taken.employer)
        put(taken.region.rawValue)
        put(taken.parts) { writer, part in writer.put(part) }
    }

    mutating func put(_ refunding: Refunding) {
        put(refunding.employer) { $0.put($1) }
        put(refunding.region.rawValue)
        switch refunding.destination {
        case .payer(let reference):
            put(0)
            put(reference)
        case .account(let account):
            put(1)
            put(account)
        }
        put(refunding.sources) { writer, source in writer.put(source) }
    }

    private mutating func put(_ source: RefundSource) {
        switch source {
        case .receipt(let id, let amount):
            put(0)
            put(id)
            put(amount)
        case .plan(let id, let claims, let totals):
            put(1)
            put(id)
            put(claims)
            put(totals) { writer, total in
                writer.put(total.line)
                writer.put(total.people)
                writer.put(total.unit)
                writer.put(total.personShare)
                writer.put(total.account)
            }
        }
    }
}
