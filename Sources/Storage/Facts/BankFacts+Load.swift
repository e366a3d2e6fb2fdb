import Basics
package import Casework
package import Database
package import Records

extension DeductionOfEmployer: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: DeductionStanding] {
        var standings: [Self: DeductionStanding] = [:]
        for fact in facts {
            standings[fact] = DeductionStanding(
                agreement: try tx.deductions.current(of: fact.employer),
                asked: try tx.deductions.waiting(of: fact.employer))
        }
        return standings
    }
}

extension OpenOrdersOfEmployer: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: [PaymentOrder]] {
        var orders: [Self: [PaymentOrder]] = [:]
        for fact in facts { orders[fact] = try tx.orders.open(of: fact.employer) }
        return orders
    }
}

extension OrderByNumber: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: PaymentOrder?] {
        var orders: [Self: PaymentOrder?] = [:]
        for fact in facts { orders[fact] = .some(try tx.orders.withNumber(fact.number)) }
        return orders
    }
}

extension BankFeedbackOnAccount: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: BankFeedback?] {
        var answers: [Self: BankFeedback?] = [:]
        for fact in facts {
            answers[fact] = .some(try tx.deductions.feedback(on: fact.account, of: fact.employer))
        }
        return answers
    }
}

extension ReceiptOnBooks: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: BookedReceipt?] {
        var receipts: [Self: BookedReceipt?] = [:]
        for fact in facts { receipts[fact] = .some(try tx.books.booked(fact.number)) }
        return receipts
    }
}

extension UnallocatedOfEmployer: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: [UnallocatedMoney]] {
        var money: [Self: [UnallocatedMoney]] = [:]
        for fact in facts { money[fact] = try tx.refunds.unallocated(of: fact.employer) }
        return money
    }
}

extension Books {
    private struct Head {
        let receipt: Receipt
        let employer: EmployerId?
        let region: Region
        let isThroughBank: Bool
        let unallocated: Money
        let returned: BookedReceipt.Returned?
        let refundedBy: String?
        let payerName: String
    }

    fileprivate func booked(_ number: String) throws -> BookedReceipt? {
        let head = try tx.first(
            """
            SELECT r.id, r.number, r.paid_on, r.amount_fen, r.employer_id, r.region,
                EXISTS (SELECT 1 FROM receipt_slip s WHERE s.receipt_id = r.id), coalesce(u.amount_fen, 0), t.number,
                t.returned_on,
                (SELECT max(o.number) FROM standing_refund f JOIN refund_order o ON o.id = f.refund_id
                    WHERE f.receipt_id = r.id),
                coalesce((SELECT s.payer_name FROM receipt_slip s WHERE s.receipt_id = r.id), e.name, u.payer, '')
            FROM receipt r LEFT JOIN unallocated_receipt u ON u.receipt_id = r.id
            LEFT JOIN employer e ON e.id = r.employer_id
            LEFT JOIN receipt_return t ON t.receipt_id = r.id WHERE r.number = \(number)
            """
        ) { row throws(DatabaseError) in
            let (returned, day): (String?, Day?) = (try row[8], try row[9])
            return Head(
                receipt: Receipt(id: try row[0], number: try row[1], paidOn: try row[2], amount: try row[3]),
                employer: try row[4], region: Region(rawValue: try row[5]), isThroughBank: try row[6],
                unallocated: try row[7],
                returned: returned.flatMap { number in day.map { BookedReceipt.Returned(number: number, on: $0) } },
                refundedBy: try row[10], payerName: try row[11])
        }
        return try head.map { head in
            BookedReceipt(
                receipt: head.receipt, employer: head.employer, region: head.region, isThroughBank: head.isThroughBank,
                parts: try parts(of: head.receipt.id), unallocated: head.unallocated, returned: head.returned,
                refundedBy: head.refundedBy, payerName: head.payerName,
                assignedBy: try tx.refunds.soleAssignment(of: head.receipt.id))
        }
    }

    private struct Allocated {
        let plan: PlanId
        let claim: OpenPlan.Claim
    }

    private func parts(of receipt: ReceiptId) throws -> [BookedReceipt.Part] {
        let allocated = try tx.all(
            """
            SELECT a.plan_id, a.line, a.share, a.amount_fen FROM receipt_allocation a
            WHERE a.receipt_id = \(receipt) ORDER BY a.plan_id, a.line, a.share DESC
            """
        ) { row throws(DatabaseError) in
            Allocated(
                plan: try row[0], claim: OpenPlan.Claim(line: try row[1], share: try row[2], outstanding: try row[3]))
        }
        return try Dictionary(grouping: allocated, by: \.plan).sorted { $0.key < $1.key }.compactMap { id, part in
            guard let plan = try tx.plans.withId(id) else { return nil }
            return BookedReceipt.Part(
                plan: plan, claims: part.map(\.claim), totals: try tx.plans.lines(of: id),
                isSettled: try tx.plans.isSettled(id))
        }
    }
}
