import Basics
package import Casework
package import Database
package import Records

extension EmployerOnRecord: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: Employer?] {
        let employers = try tx.employers.withIds(facts.map(\.id))
        return Dictionary(uniqueKeysWithValues: facts.map { ($0, employers[$0.id]) })
    }
}

extension EmployerByCreditCode: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: Employer?] {
        let employers = try tx.employers.withCreditCodes(facts.map(\.code))
        return Dictionary(uniqueKeysWithValues: facts.map { ($0, employers[$0.code]) })
    }
}

extension RecordOfEmployer: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: EmployerRecord?] {
        let records = try tx.employerRecords.current(of: facts.map(\.id))
        return Dictionary(uniqueKeysWithValues: facts.map { ($0, records[$0.id]) })
    }
}

extension BranchesOfRegion: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: [Branch]] {
        let branches = try tx.branches.all()
        return Dictionary(
            uniqueKeysWithValues: facts.map { fact in (fact, branches.filter { $0.region == fact.region }) })
    }
}

extension PersonOnRecord: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: InsuredPerson?] {
        let people = try tx.people.withIds(facts.map(\.id))
        return Dictionary(uniqueKeysWithValues: facts.map { ($0, people[$0.id]) })
    }
}

extension PersonByNumber: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: InsuredPerson?] {
        let people = try tx.people.withNumbers(facts.map(\.number))
        return Dictionary(uniqueKeysWithValues: facts.map { ($0, people[$0.number]) })
    }
}

extension PersonByDocument: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: InsuredPerson?] {
        var people: [Self: InsuredPerson?] = [:]
        for fact in facts { people[fact] = .some(try tx.people.with(fact.document)) }
        return people
    }
}

extension EnrolmentsOfPerson: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: [Enrolment]] {
        let enrolments = try tx.enrolments.ofPeople(facts.map(\.person))
        return Dictionary(uniqueKeysWithValues: facts.map { ($0, enrolments[$0.person] ?? []) })
    }
}

extension EnrolmentOfCase: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: Enrolment?] {
        let enrolments = try tx.enrolments.of(facts.map(\.id))
        return Dictionary(uniqueKeysWithValues: facts.map { ($0, enrolments[$0.id]) })
    }
}

extension AmendmentOfCase: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: AmendmentMade?] {
        let made = try tx.enrolments.amendments(by: facts.map(\.id))
        return Dictionary(uniqueKeysWithValues: facts.map { ($0, made[$0.id]) })
    }
}

extension RegisteredIdentity: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: IdentityAnswer] {
        let answers = try tx.partnerAnswers.identities(facts)
        return Dictionary(uniqueKeysWithValues: facts.map { ($0, answers[$0] ?? .notAsked) })
    }
}

extension RegisteredUnit: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: UnitAnswer] {
        var answers: [Self: UnitAnswer] = [:]
        for fact in facts { answers[fact] = try tx.partnerAnswers.unit(fact.creditCode) }
        return answers
    }
}
