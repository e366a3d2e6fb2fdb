import Synchronization

/// Makes the Nth call to the database fail, for tests of what a crash leaves behind: run the work with N = 1, 2, 3… until it
/// succeeds, and look at the database each time. A call is a statement, a stream, a bulk load or a commit.
package final class FaultInjection: Sendable {
    private struct Plan {
        var calls = 0
        var failing: ClosedRange<Int>?
        var kind = DatabaseError.Kind.injected
    }

    private let plan = Mutex(Plan())

    package init() {}

    /// Lets the `number`th call from now fail; nil lets all pass.
    package func fail(call number: Int?) {
        plan.withLock { $0 = Plan(failing: number.map { $0...$0 }) }
    }

    /// Lets some calls from now fail as the engine would. A transaction that loses its connection before it did anything is
    /// tried once more; what is away or full stays so for a while.
    package func fail(calls numbers: ClosedRange<Int>, with kind: DatabaseError.Kind) {
        plan.withLock { $0 = Plan(failing: numbers, kind: kind) }
    }

    /// Calls since ``fail(call:)``.
    package var count: Int { plan.withLock { $0.calls } }

    func pass() throws(DatabaseError) {
        let (number, kind) = plan.withLock { plan in
            plan.calls += 1
            return (plan.calls, plan.failing?.contains(plan.calls) ?? false ? plan.kind : nil)
        }
        if let kind { throw DatabaseError(kind, "call \(number) was to fail") }
    }
}
