package import Casework
package import Database

/// A kind of fact that the database can answer: one loader, many keys at a time, so that a single case and a batch of
/// a hundred thousand read alike.
package protocol LoadableFact: Fact {
    /// The value of every one of `facts`; absent is a value.
    static func load(_ facts: [Self], _ tx: Transaction) throws -> [Self: Value]
}

extension Facts {
    /// Loads what is asked for and not known yet.
    package mutating func load(_ needed: FactsNeeded, _ tx: Transaction) throws {
        let missing = needed.facts.filter { !knows($0) }
        let byKind = Dictionary(grouping: missing) { ObjectIdentifier(type(of: $0)) }
        for group in byKind.values {
            guard let first = group[0] as? any LoadableFact else {
                preconditionFailure("\(type(of: group[0])) has no loader")
            }
            try learn(group, like: first, tx)
        }
    }

    private mutating func learn<F: LoadableFact>(_ group: [any Fact], like _: F, _ tx: Transaction) throws {
        let facts = Array(Set(group.compactMap { $0 as? F }))
        for (fact, value) in try F.load(facts, tx) { learn(fact, value) }
    }
}
