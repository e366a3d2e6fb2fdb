package import Basics
package import Casework
package import Database
package import Records

extension AccountOfEmployer: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: EmployerAccount] {
        var accounts: [Self: EmployerAccount] = [:]
        for fact in facts {
            accounts[fact] = try tx.accounts.account(of: fact.employer, from: fact.from, through: fact.through)
        }
        return accounts
    }
}

extension StaffHeadcount: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: [Month: [InsuranceLine: Int]]] {
        var counts: [Self: [Month: [InsuranceLine: Int]]] = [:]
        for fact in facts {
            counts[fact] = try tx.accounts.headcount(of: fact.employer, from: fact.from, through: fact.through)
        }
        return counts
    }
}

extension MedicalMonths: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: [Month: MedicalMonth]] {
        var months: [Self: [Month: MedicalMonth]] = [:]
        for fact in facts {
            months[fact] = try tx.accounts.medicalMonths(of: fact.employer, from: fact.from, through: fact.through)
        }
        return months
    }
}

extension EarliestPeriodOfEmployer: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: Month?] {
        var months: [Self: Month?] = [:]
        for fact in facts { months[fact] = .some(try tx.accounts.earliestPeriod(of: fact.employer)) }
        return months
    }
}

extension LinesOfPlan: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: [PlanLineTotal]] {
        var lines: [Self: [PlanLineTotal]] = [:]
        for fact in facts { lines[fact] = try tx.plans.lines(of: fact.plan) }
        return lines
    }
}

extension OffsetsOfPlan: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: [PlanCredit]] {
        var credits: [Self: [PlanCredit]] = [:]
        for fact in facts { credits[fact] = try tx.plans.credits(of: fact.plan) }
        return credits
    }
}

extension ContributionsOfStaff: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: [StaffContribution]] {
        var people: [Self: [StaffContribution]] = [:]
        for fact in facts {
            people[fact] = try tx.staffContributions.standing(
                of: fact.employer, from: fact.from, through: fact.through, limit: fact.limit)
        }
        return people
    }
}
