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
