import Basics
import Casework
import Database
import Exchange
import Matters
import Policy
import Records
package import Storage

// The bank gives back what it told of as received. A return may come before what it takes back: it waits then, and is
// carried out with it. One that does not fit what was booked waits too, for the bank to tell it rightly.

extension Desk {
    func take(
        _ told: BankPaymentReturn, _ body: String, _ home: Region, _ now: Instant, _ today: Day, _ tx: Transaction
    ) throws -> Handled {
        if try tx.returns.isBooked(told.bankReference) { return try takeBack(told, body, home, now, today, tx) }
        if let waiting = try tx.returns.waiting(told.returnNumber) {
            return try BankPaymentReturn(body: Array(waiting.body.utf8)) == told
                ? Handled() : Handled(isDone: false, note: "退回\(told.returnNumber)此前传来的内容不同，请银行核对。")
        }
        try tx.returns.wait(
            Returns.Waiting(
                number: told.returnNumber, receiptNumber: told.bankReference, region: home, body: body, receivedAt: now,
                problem: nil))
        return Handled()
    }

    /// Takes back what is booked; what does not fit it stays, with the reason, as work until the bank tells it rightly.
    private func takeBack(
        _ told: BankPaymentReturn, _ body: String, _ home: Region, _ now: Instant, _ today: Day, _ tx: Transaction
    ) throws -> Handled {
        let handled = try file(told, home, now, today, tx)
        // Money that has gone back cannot be taken back rightly: nothing that may come would close it.
        if try handled.isDone || tx.returns.isCarriedOut(of: told.bankReference) { return handled }
        try tx.returns.object(
            Returns.Waiting(
                number: told.returnNumber, receiptNumber: told.bankReference, region: home, body: body, receivedAt: now,
                problem: handled.note ?? ""))
        return Handled()
    }

    /// A return is a matter like any other: filed by the bank, decided by rule, its case kept.
    private func file(
        _ told: BankPaymentReturn, _ home: Region, _ now: Instant, _ today: Day, _ tx: Transaction
    ) throws -> Handled {
        let application = Application(
            matter: BankReturn.card.slug, region: home, applicant: .partner(.bank), channel: .partner, filedOn: today,
            answers: [
                "number": told.returnNumber, "receiptNumber": told.bankReference, "amount": told.amount.yuanText,
                "returnedOn": told.returnedOn.description, "reason": told.reason.sentence,
            ])
        let handled = try fileReceipt(application, by: .bank, now, today, tx)
        if handled.caseId != nil { try tx.returns.closeObjections(of: told.bankReference) }
        return handled
    }

    /// Carries out what the bank gave back before the receipt came; what cannot be stays, with the reason, as work.
    func carryOutReturns(of receiptNumber: String, _ now: Instant, _ today: Day, _ tx: Transaction) throws {
        guard try tx.returns.isBooked(receiptNumber) else { return }
        for waiting in try tx.returns.waiting(for: receiptNumber) { try carryOut(waiting, now, today, tx) }
    }

    private func carryOut(_ waiting: Returns.Waiting, _ now: Instant, _ today: Day, _ tx: Transaction) throws {
        let told = try BankPaymentReturn(body: Array(waiting.body.utf8))
        let handled = try file(told, waiting.region, now, today, tx)
        if handled.isDone {
            try tx.returns.carriedOut(waiting.number)
        } else {
            try tx.returns.objected(waiting.number, because: handled.note ?? "")
        }
    }

    /// Those whose receipt came otherwise: a teller may have entered a card payment that the bank had given back.
    /// - Returns: how many went on.
    func carryOutReturns(in region: Region) async throws -> Int {
        let due = try await database.read { tx in try tx.returns.due(in: region, limit: Self.roundLimit) }
        for waiting in due {
            try await ids.prepare()
            let (now, today) = (clock.now, clock.today)
            try await database.transaction { [self] tx in
                guard let current = try tx.returns.waiting(waiting.number), current.problem == nil else { return }
                try carryOut(current, now, today, tx)
            }
        }
        return due.count
    }

    package func waitingReturns(for principal: Principal) async throws -> [Returns.Waiting] {
        let region = try Self.region(of: principal)
        return try await database.read { tx in try tx.returns.waiting(in: region, limit: Self.listLimit) }
    }
}
