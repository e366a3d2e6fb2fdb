import Synchronization

/// Names something that follows from a region's parameters alone.
package protocol WorkedOutKey: Hashable, Sendable {
    associatedtype Value: Sendable
}

extension RegionPolicy {
    /// What follows from the parameters of this version, worked out once for all who ask. What cannot be worked out is not kept:
    /// a gap names who asked.
    package func workedOut<Key: WorkedOutKey>(
        _ key: Key, _ work: () throws(PolicyGap) -> Key.Value
    ) throws(PolicyGap) -> Key.Value {
        if let known = memory.known(key) { return known }
        let value = try work()
        memory.keep(value, of: key)
        return value
    }
}

/// What was worked out from the parameters of a region at one version: it goes with them, so that nothing in it can be out of
/// date.
final class WorkedOut: Sendable {
    /// More than the months and kinds of payer that people ask about; with more, it begins anew.
    private static let limit = 5_000

    private let kept = Mutex<[AnyHashable: any Sendable]>([:])

    func known<Key: WorkedOutKey>(_ key: Key) -> Key.Value? {
        kept.withLock { $0[AnyHashable(key)] } as? Key.Value
    }

    func keep<Key: WorkedOutKey>(_ value: Key.Value, of key: Key) {
        kept.withLock { kept in
            if kept.count == Self.limit { kept = [:] }
            kept[AnyHashable(key)] = value
        }
    }
}
