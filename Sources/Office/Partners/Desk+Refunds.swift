import Basics
package import Casework
import Database
import Exchange
import Matters
package import Records
package import Storage

// What the bank pays out for the agency: what came of an order, and money that waits for somebody to find out whose it is.

extension Desk {
    /// What came of a refund: it is paid, or its money is back where it was, and whoever asked for it is told why.
    func take(
        _ result: BankRefundResult, _ now: Instant, _ today: Day, _ tx: Transaction
    ) throws -> Handled {
        guard let kept = try tx.refunds.withNumber(result.orderNumber) else {
            return Handled(isDone: false, note: "没有编号为\(result.orderNumber)的退款指令。")
        }
        let order = kept.order
        switch (result.outcome, order.status) {
        case (.paid(let reference), .sent):
            try tx.refunds.paid(order.id, as: reference, on: result.answeredOn)
            let reference = Books.Reference(
                region: order.region, employer: order.employer, plan: nil, receipt: nil, caseId: kept.caseId,
                bookedOn: today)
            try tx.books.enter(.refundPaid(order.amount), as: ids.next(.ledgerEntry), reference)
            return try note(kept, paid: true, nil, now, today, tx)
        case (.failed(let failure), .sent):
            let sources = try tx.refunds.sources(of: order.id)
            try tx.refunds.failed(order.id, because: failure.sentence, on: today)
            for source in sources {
                try enter(
                    source, failed: true, of: order.employer, in: order.region, case: kept.caseId, on: today, tx)
            }
            if case .account = order.destination, let employer = order.employer {
                let sentence = "退还\(order.amount)元未成功：\(failure.sentence)\(failure.remedy)款项已恢复原状，请更正收款账户后重新申请。"
                try tx.toDos.raise(
                    ToDo(
                        CreditRefund.toDo(of: employer), sentence: sentence, dueOn: nil,
                        matter: CreditRefund.card.slug), as: ids.next(.toDo), at: now)
            }
            return try note(kept, paid: false, failure.sentence + failure.remedy, now, today, tx)
        case (.paid(let reference), .paid) where reference == order.bankReference: return Handled(caseId: kept.caseId)
        case (.failed(let failure), .failed) where failure.sentence == order.reason: return Handled(caseId: kept.caseId)
        default:
            return Handled(isDone: false, note: "退款指令\(order.number)已是“\(order.status.chinese)”，银行又传来不同的结果，请与银行核对。")
        }
    }

    /// The case says what the bank answered.
    private func note(
        _ kept: Refunds.Kept, paid: Bool, _ reason: String?, _ now: Instant, _ today: Day, _ tx: Transaction
    ) throws -> Handled {
        guard let summary = try tx.cases.summary(of: kept.caseId), let state = try tx.cases.state(of: kept.caseId)
        else {
            throw DeskRefusal.notFound
        }
        var opened = takeUp(kept.caseId, summary.number, state, at: now, on: today, tx)
        var detail = CaseEvent.Detail()
        detail.partner = .bank
        detail.succeeded = paid
        detail.reason = reason ?? "银行已付款\(kept.order.amount)元。"
        let bank = Actor(role: .partner, login: nil, name: Partner.bank.name)
        try append(.synchronise, by: bank, to: &opened, detail)
        return Handled(caseId: kept.caseId)
    }

    /// How long a refund that failed stays on the list of the staff, in days.
    private static let failedRefundDays = 30

    /// Refunds that the bank has said nothing of since an earlier day, and those that failed lately.
    package func refundsToSeeTo(for principal: Principal) async throws -> [Refunds.Kept] {
        let region = try Self.region(of: principal)
        let today = clock.today
        return try await database.read { tx in
            try tx.refunds.toBeSeenTo(
                in: region, on: today, failedSince: today.adding(days: -Self.failedRefundDays), limit: Self.listLimit)
        }
    }
}

extension Desk {
    /// Money that waits, with what is known of it.
    package func unallocatedReceipt(_ number: String, for principal: Principal) async throws -> BookedReceipt {
        let region = try Self.region(of: principal)
        let fact = ReceiptOnBooks(number)
        let booked = try await database.read { tx in try ReceiptOnBooks.load([fact], tx)[fact] ?? nil }
        guard let booked, booked.region == region, booked.waiting > .zero else { throw DeskRefusal.notFound }
        return booked
    }

    /// Begins to give money that waits to an employer, or back to whoever paid it. Nobody applies: the teller who has found
    /// out files it, and another looks at it.
    /// - Parameter employer: `nil` to give it back.
    package func beginDisposal(
        of number: String, to employer: EmployerId?, by principal: Principal
    ) async throws -> DraftId {
        guard principal.role == .teller else { throw DeskRefusal.objection(.notYours) }
        let region = try Self.region(of: principal)
        let receipt = try await unallocatedReceipt(number, for: principal)
        var code: String?
        if let employer { code = try await self.employer(employer, for: principal).employer.creditCode }
        return try await begin(
            UnallocatedReceipt.card.slug, for: .partner(receipt.isThroughBank ? .bank : .tax), in: region,
            through: .office, by: principal, answers: UnallocatedReceipt.answers(for: number, employer: code))
    }
}
