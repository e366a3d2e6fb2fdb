package import Casework
package import Database

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

extension BankFeedbackOnAccount: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: BankFeedback?] {
        var answers: [Self: BankFeedback?] = [:]
        for fact in facts {
            answers[fact] = .some(try tx.deductions.feedback(on: fact.account, of: fact.employer))
        }
        return answers
    }
}
