import Basics
package import Casework
import Database
import Exchange
package import Matters
import Records
import Storage

/// A card payment that a teller has entered and nobody has compared with its slip yet: nothing of it is booked.
package struct WaitingCardPayment: Hashable, Sendable {
    package let id: CaseId
    package let caseNumber: String
    package let payment: CardPayment
}

extension Transaction {
    private static let waitingLimit = 50

    /// The card payments of an employer that wait to be compared, the latest first. What the bank has told of meanwhile waits
    /// for nothing.
    func waitingCardPayments(of employer: EmployerId) throws -> [WaitingCardPayment] {
        let open = Cases.Filter(of: .employer(employer), isOpen: true, matters: [CounterPayment.card.slug])
        return try waiting(among: try cases.page(open, offset: 0, limit: Self.waitingLimit))
    }

    private func waiting(among open: [Cases.Summary]) throws -> [WaitingCardPayment] {
        try open.compactMap { summary in
            guard let state = try cases.state(of: summary.id),
                let payment = CounterPayment.entered(in: state.application), try !returns.isBooked(payment.number)
            else { return nil }
            return WaitingCardPayment(id: summary.id, caseNumber: summary.number, payment: payment)
        }
    }

    /// The one that a teller has entered of what the bank tells of now: by its number, amount and day. Where the bank does not say
    /// who paid, it is looked for among all that wait.
    func waitingCardPayment(toldAs slip: BankSlip, creditCode: String?, in region: Region) throws -> WaitingCardPayment?
    {
        let payer = try creditCode.flatMap { try employers.withCreditCodes([$0])[$0] }
        let waiting =
            try payer.map { try waitingCardPayments(of: $0.id) }
            ?? waiting(among: cases.open(of: CounterPayment.card.slug, in: region))
        return waiting.first {
            $0.payment.number == slip.bankReference && $0.payment.amount == slip.amount
                && $0.payment.paidOn == slip.paidOn
        }
    }
}

extension Desk {
    /// The bank itself has told of what a teller had entered, and it is booked: nobody need compare the slip any more.
    func end(_ waiting: WaitingCardPayment, _ now: Instant, _ today: Day, _ tx: Transaction) throws {
        guard let state = try tx.cases.state(of: waiting.id) else { return }
        var opened = takeUp(waiting.id, waiting.caseNumber, state, at: now, on: today, tx)
        var detail = CaseEvent.Detail()
        detail.reason = "银行已传来这笔刷卡的到账（流水号\(waiting.payment.number)），流水号、金额和日期与登记一致，已按银行信息入账，不再核对凭条。"
        try append(.lapse, by: .system, to: &opened, detail)
        try settleReminder(of: opened, tx)
    }
}
