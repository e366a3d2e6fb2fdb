/// Something that can be known of the world, with its key: `PersonByNumber(number)`. Each kind has one loader in
/// `Storage`, which takes many keys at a time; absent is a value.
package protocol Fact: Hashable, Sendable {
    associatedtype Value: Hashable & Sendable
}

/// The facts that a matter asks for.
package struct FactsNeeded: ExpressibleByArrayLiteral, Sendable {
    package private(set) var facts: [any Fact]

    package init(arrayLiteral facts: (any Fact)...) {
        self.facts = facts
    }

    package init(_ facts: [any Fact]) {
        self.facts = facts
    }

    package static func + (left: FactsNeeded, right: FactsNeeded) -> FactsNeeded {
        FactsNeeded(left.facts + right.facts)
    }
}

/// The facts that were loaded, each found by the key that asked for it.
package struct Facts: Sendable {
    /// By kind of fact.
    private var kinds: [ObjectIdentifier: any KnownFacts] = [:]

    package init() {}

    package mutating func learn<F: Fact>(_ fact: F, _ value: F.Value) {
        let kind = ObjectIdentifier(F.self)
        // Taken out, so that it is changed where it lies.
        var known = kinds.removeValue(forKey: kind) as? KnownOfKind<F> ?? KnownOfKind()
        known.values[fact] = value
        kinds[kind] = known
    }

    package func knows(_ fact: some Fact) -> Bool { value(of: fact) != nil }

    private func value<F: Fact>(of fact: F) -> F.Value? {
        (kinds[ObjectIdentifier(F.self)] as? KnownOfKind<F>)?.values[fact]
    }

    /// The value of a fact that the matter has asked for; to read one that it has not asked for is a broken invariant.
    package subscript<F: Fact>(_ fact: F) -> F.Value {
        guard let value = value(of: fact) else {
            preconditionFailure("\(F.self) was read without having been asked for")
        }
        return value
    }
}

extension Facts: Equatable {
    /// Whether the same is known of the same.
    package static func == (one: Facts, other: Facts) -> Bool {
        one.kinds.count == other.kinds.count
            && one.kinds.allSatisfy { kind, known in other.kinds[kind].map { known.isSame(as: $0) } ?? false }
    }
}

private protocol KnownFacts: Sendable {
    func isSame(as other: any KnownFacts) -> Bool
}

private struct KnownOfKind<F: Fact>: KnownFacts {
    var values: [F: F.Value] = [:]

    func isSame(as other: any KnownFacts) -> Bool { (other as? Self)?.values == values }
}
