import Basics
import Casework
import Database
import Exchange
import Records
import Storage

extension Commitment {
    /// Announces a deduction; sends an online order to the bank at once.
    func order(_ ordering: PaymentOrdering) throws {
        let planId: PlanId
        switch ordering.plan {
        case .onRecord(let id): planId = id
        case .made:
            guard let plan else { preconditionFailure("an order without a plan before it") }
            planId = plan.id
        }
        let key = desk.ids.next(.paymentOrder)
        let number = DocumentNumber.ofOrder(key, on: today)
        try tx.orders.make(
            ordering, as: PaymentOrderId(key), number: number, plan: planId, case: caseId, on: today)
        guard ordering.way == .onlineBank else { return }
        guard let plan = try tx.plans.withId(planId),
            let employer = try tx.employers.withIds([ordering.employer])[ordering.employer]
        else { preconditionFailure("an order for a plan that is not on record") }
        try post(
            BankPaymentOrder(
                orderNumber: number, creditCode: employer.creditCode, employerName: employer.name,
                planNumber: plan.number, amount: ordering.amount, expiresOn: ordering.dueOn))
    }

    private func post<Request: PartnerRequest>(_ request: Request) throws {
        try desk.post(request, case: caseId, at: now, tx)
    }
}

extension Desk {
    /// Puts a message into the outbox under a key of its own.
    func post<Request: PartnerRequest>(
        _ request: Request, case caseId: CaseId?, at now: Instant, _ tx: Transaction
    ) throws {
        let key = ids.next(.outbox)
        let letter = try OutboxMessage(request, idempotencyKey: IdempotencyKey("shebao-\(key)")!)
        try tx.outbox.put([Outbox.NewLetter(key, letter, case: caseId)], at: now)
    }
}
