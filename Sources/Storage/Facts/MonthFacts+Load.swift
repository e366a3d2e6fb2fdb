package import Basics
package import Casework
package import Database

extension ClosingOfMonth: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: Day?] {
        var days: [Self: Day?] = [:]
        for fact in facts { days[fact] = .some(try tx.monthClosings.closedOn(fact.region, fact.period)) }
        return days
    }
}

extension StandingOfMonth: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: MonthStanding] {
        var standings: [Self: MonthStanding] = [:]
        for fact in facts { standings[fact] = try tx.monthClosings.standing(of: fact.period, in: fact.region) }
        return standings
    }
}
