import Basics
package import Casework
import Database
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
        return try cases.page(open, offset: 0, limit: Self.waitingLimit).compactMap { summary in
            guard let state = try cases.state(of: summary.id),
                let payment = CounterPayment.entered(in: state.application), try !returns.isBooked(payment.number)
            else { return nil }
            return WaitingCardPayment(id: summary.id, caseNumber: summary.number, payment: payment)
        }
    }
}
