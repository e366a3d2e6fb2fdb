import Basics
package import Casework
package import Database
package import Records

extension TiesOfEmployer: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: EmployerTies] {
        var ties: [Self: EmployerTies] = [:]
        for fact in facts { ties[fact] = try tx.ties(of: fact.employer) }
        return ties
    }
}

extension Transaction {
    fileprivate func ties(of employer: EmployerId) throws -> EmployerTies {
        let open = CaseState.Status.allCases.filter(\.isOpen)
        return EmployerTies(
            enrolled: try one(
                "SELECT count(*) FROM enrolment WHERE employer_id = \(employer) AND ended_on IS NULL"
            ) { row throws(DatabaseError) in try row[0] },
            unallocated: try one(
                """
                SELECT CAST(coalesce(sum(u.amount_fen), 0) AS BIGINT) FROM standing_unallocated u
                JOIN receipt r ON r.id = u.receipt_id WHERE r.employer_id = \(employer)
                """
            ) { row throws(DatabaseError) in try row[0] },
            refundUnderWay: try refunds.underWay(of: employer),
            openCases: try all(
                """
                SELECT number, matter FROM matter_case WHERE employer_id = \(employer) AND status IN \(list: open)
                    AND matter <> 'employer-deregistration' ORDER BY id
                """
            ) { row throws(DatabaseError) in EmployerTies.OpenCase(number: try row[0], matter: try row[1]) })
    }
}

extension UnitOfEmployer: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: UnitAnswer] {
        let employers = try tx.employers.withIds(facts.map(\.employer))
        var answers: [Self: UnitAnswer] = [:]
        for fact in facts {
            answers[fact] = try employers[fact.employer].map { try tx.partnerAnswers.unit($0.creditCode) } ?? .notAsked
        }
        return answers
    }
}

extension ClosingOfEmployer: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: EmployerClosing?] {
        var closings: [Self: EmployerClosing?] = [:]
        for fact in facts { closings[fact] = .some(try tx.employerClosings.of(fact.employer)) }
        return closings
    }
}

extension ClosingOfCase: LoadableFact {
    package static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: EmployerClosing?] {
        let written = try tx.employerClosings.written(by: facts.map(\.id)).filter { $0.reopenedOn == nil }
        let closings = Dictionary(uniqueKeysWithValues: written.map { ($0.caseId, $0.closing) })
        return Dictionary(uniqueKeysWithValues: facts.map { ($0, closings[$0.id]) })
    }
}
