/// Something that can be known of the world, with its key: `PersonByNumber(number)`. Each kind has one loader in
/// `Storage`, which takes many keys at a time; absent is a value.
package protocol Fact: Hashable, Sendable {
    associatedtype Value: Sendable
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
    private var values: [FactKey: any Sendable] = [:]

    package init() {}

    package mutating func learn<F: Fact>(_ fact: F, _ value: F.Value) {
        values[FactKey(fact)] = value
    }

    package func knows(_ fact: any Fact) -> Bool {
        values[FactKey(fact)] != nil
    }

    /// The value of a fact that the matter has asked for; to read one that it has not asked for is a broken invariant.
    package subscript<F: Fact>(_ fact: F) -> F.Value {
        guard let value = values[FactKey(fact)] as? F.Value else {
            preconditionFailure("\(F.self) was read without having been asked for")
        }
        return value
    }
}

private struct FactKey: Hashable, @unchecked Sendable {
    // AnyHashable hides that every fact is Sendable; nothing else is ever put in.
    let fact: AnyHashable

    init(_ fact: any Fact) {
        self.fact = AnyHashable(fact)
    }
}
