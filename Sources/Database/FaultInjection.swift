import Synchronization

/// Makes the Nth call to the database fail, for tests of what a crash leaves behind: run the work with N = 1, 2, 3… until it
/// succeeds, and look at the database each time. A call is a statement, a stream, a bulk load or a commit.
package final class FaultInjection: Sendable {
    private let calls = Atomic<Int>(0)
    private let failing = Atomic<Int>(0)

    package init() {}

    /// Lets the `number`th call from now fail; nil lets all pass.
    package func fail(call number: Int?) {
        calls.store(0, ordering: .relaxed)
        failing.store(number ?? 0, ordering: .relaxed)
    }

    /// Calls since ``fail(call:)``.
    package var count: Int { calls.load(ordering: .relaxed) }

    func pass() throws(DatabaseError) {
        let number = calls.add(1, ordering: .relaxed).newValue
        if number == failing.load(ordering: .relaxed) {
            throw DatabaseError(.injected, "call \(number) was to fail")
        }
    }
}
