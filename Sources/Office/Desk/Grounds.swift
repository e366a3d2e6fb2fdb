import Basics
package import Casework
package import Database
import Matters
import Policy
import Storage

/// All that applications of one matter are judged by, as it is known at one time. Whoever judges before the transaction that
/// commits compares them there: a judgement stands as long as its grounds do.
package struct Grounds: Equatable, Sendable {
    let applications: [Application]
    let facts: Facts
    /// Why nothing is taken in for an applicant any more.
    let closings: [Applicant: Refusal]
    let book: PolicyBook

    package static func == (one: Grounds, other: Grounds) -> Bool {
        one.book.version == other.book.version && one.applications == other.applications
            && one.closings == other.closings && one.facts == other.facts
    }
}

extension Desk {
    /// By the policy in force; what the applications need to know is loaded together.
    package func grounds(of applications: [Application], _ tx: Transaction) throws -> Grounds {
        try grounds(of: applications, under: try shelf.inForce(tx), tx)
    }

    /// - Parameter facts: what was loaded before.
    func grounds(
        of applications: [Application], knowing facts: Facts = Facts(), under book: PolicyBook, _ tx: Transaction
    ) throws -> Grounds {
        try grounds(of: applications, as: try Self.matter(of: applications), knowing: facts, under: book, tx)
    }

    static func matter(of applications: [Application]) throws -> any Matter.Type {
        guard let matter = applications.first.flatMap({ Catalogue.matter($0.matter) }) else {
            throw DeskRefusal.notFound
        }
        return matter
    }

    private func grounds<M: Matter>(
        of applications: [Application], as matter: M.Type, knowing loaded: Facts, under book: PolicyBook,
        _ tx: Transaction
    ) throws -> Grounds {
        var facts = loaded
        try facts.load(FactsNeeded(applications.flatMap { M.factsNeeded(for: $0).facts }), tx)
        let known = facts
        try facts.load(
            FactsNeeded(applications.flatMap { M.furtherFactsNeeded(for: $0, knowing: known).facts }), tx)
        var closings: [Applicant: Refusal] = [:]
        for applicant in Set(applications.map(\.applicant)) {
            closings[applicant] = try Self.refusal(of: applicant, filing: M.card, tx)
        }
        return Grounds(applications: applications, facts: facts, closings: closings, book: book)
    }
}
