import Basics
import Casework
import Database
import Exchange
import Records
import Storage

extension Commitment {
    /// Money that waited pays an employer's plans: it leaves those that wait, and comes in as any receipt does.
    func assign(_ assignment: ReceiptAssignment) throws {
        try tx.refunds.assign(assignment, case: caseId, on: today)
        let taken = assignment.amount - assignment.allocation.unallocated
        guard !taken.isZero else { return }
        try enter(
            .assigned(taken), plan: nil, receipt: assignment.receipt, of: assignment.employer, in: assignment.region)
        try pay(
            assignment.allocation, settling: assignment.settled, from: assignment.receipt, of: assignment.employer,
            in: assignment.region)
    }

    /// The money is owed to the payee from now on, and the bank is told to pay it.
    func refund(_ refunding: Refunding) throws {
        let key = desk.ids.next(.refund)
        let id = RefundOrderId(key)
        let number = DocumentNumber.ofRefund(key, on: today)
        try tx.refunds.order(refunding, as: id, number: number, case: caseId, on: today)
        for source in refunding.sources {
            try desk.enter(source, of: refunding.employer, in: refunding.region, case: caseId, on: today, tx)
        }
        let destination: BankRefundOrder.Destination =
            switch refunding.destination {
            case .payer(let reference): .payer(bankReference: reference)
            case .account(let account):
                .account(
                    BankRefundOrder.Payee(
                        accountName: account.holder, accountNumber: account.number.text, branchName: account.branch))
            }
        try desk.post(
            BankRefundOrder(orderNumber: number, amount: refunding.amount, destination: destination), case: caseId,
            at: now, tx)
    }
}

extension Desk {
    /// Enters what a refund takes from where its money was, or the other way round once the bank could not pay it. A credit
    /// paid out whole passes with its plan to the funds and accounts, and leaves them again.
    /// - Parameter failed: whether the bank could not pay it.
    func enter(
        _ source: RefundSource, failed: Bool = false, of employer: EmployerId?, in region: Region, case caseId: CaseId,
        on today: Day, _ tx: Transaction
    ) throws {
        func enter(_ entry: LedgerEntry, plan: PlanId?, receipt: ReceiptId?) throws {
            let reference = Books.Reference(
                region: region, employer: employer, plan: plan, receipt: receipt, caseId: caseId, bookedOn: today)
            try tx.books.enter(failed ? entry.refundFailed : entry, as: ids.next(.ledgerEntry), reference)
        }
        switch source {
        case .receipt(let receipt, let amount): try enter(.refund(ofUnallocated: amount), plan: nil, receipt: receipt)
        case .plan(let plan, let claims, let totals):
            for claim in claims { try enter(.refund(of: claim), plan: plan, receipt: nil) }
            if failed { try tx.plans.unsettle(plan) } else { try tx.plans.settle(plan, on: today, by: nil) }
            for entry in LedgerEntry.crediting(of: totals) { try enter(entry, plan: plan, receipt: nil) }
        }
    }
}
