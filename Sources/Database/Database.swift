import Glibc

/// A database on either engine. A transaction is one synchronous closure that runs whole on the connection's own thread: one
/// change of thread for a transaction, not for each statement.
///
///     let plan = try await database.transaction { tx in
///         try tx.run("UPDATE plan SET sent_at = \(now) WHERE id = \(id)")
///         return try tx.one("SELECT amount FROM plan WHERE id = \(id)") { row in try row[0] as Money }
///     }
///
/// Made by `Database.sqlite(…)` and `Database.postgreSQL(…)` of the drivers.
package final class Database: Sendable {
    package let engine: Engine
    private let writers: Lanes
    private let readers: Lanes
    private let faults: FaultInjection?

    /// - Parameters:
    ///   - readers: how many threads of their own the readers have; nil if they share the writers'.
    ///   - waiting: how many transactions may wait for a thread.
    package init(
        _ engine: Engine, writers: Int, readers: Int?, waiting: Int, faults: FaultInjection?,
        connect: @escaping @Sendable (_ readOnly: Bool) throws(DatabaseError) -> any Connection
    ) {
        self.engine = engine
        self.faults = faults
        self.writers = Lanes(count: writers, limit: waiting) { () throws(DatabaseError) in try connect(false) }
        self.readers =
            if let readers {
                Lanes(count: readers, limit: waiting) { () throws(DatabaseError) in try connect(true) }
            } else {
                self.writers
            }
    }

    /// Runs `body` in a transaction: its changes are kept if it returns, none of them if it throws.
    ///
    /// When another transaction came between, `body` runs again from the start; so it has no effect but through `tx`.
    @discardableResult
    package func transaction<Value: Sendable>(
        _ kind: TransactionKind = .serializable, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        let lanes = kind == .readOnly ? readers : writers
        return try await lanes.perform { [faults] lane in
            try Database.attempt(kind, on: lane, faults, body)
        }
    }

    /// Runs `body` on one snapshot of the database; changes are refused.
    @discardableResult
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await transaction(.readOnly, body)
    }

    /// Puts the database in order after many rows were loaded, so that the first readers need not: on PostgreSQL dead and new
    /// rows are marked as such, on both engines the planner learns how many there are, and on SQLite the log goes to the file.
    package func settle() async throws {
        try await writers.perform { lane in try lane.idle().settle() }
    }

    /// Finishes what was asked and closes the connections. Whatever is asked later fails.
    package func close() async {
        await writers.close()
        if readers !== writers { await readers.close() }
    }
}

extension Database {
    /// How often a transaction is run again because others came between.
    private static let attempts = 20
    private static let attemptsOnTakenKey = 4

    private static func attempt<Value>(
        _ kind: TransactionKind, on lane: Lane, _ faults: FaultInjection?, _ body: (Transaction) throws -> Value
    ) throws -> Value {
        var round = 1
        while true {
            let connection = try lane.begin(kind)
            let transaction = Transaction(connection, faults: faults)
            do {
                let value = try body(transaction)
                try transaction.commit()
                return value
            } catch {
                connection.rollback()
                // The engine's reason counts, whatever the body made of it.
                let reason = transaction.state.failure ?? error as? DatabaseError
                guard let reason, isWorthAnother(reason, kind, round, transaction.state.isUntouched) else {
                    throw error
                }
            }
            pause(round)
            round += 1
        }
    }

    /// Whether the same may succeed when it is run again. A key that is taken may have been taken by somebody who came
    /// between, since PostgreSQL tells that before it tells of the conflict; so it is looked at anew, a few times.
    private static func isWorthAnother(
        _ reason: DatabaseError, _ kind: TransactionKind, _ round: Int, _ isUntouched: Bool
    ) -> Bool {
        switch reason.kind {
        // It was lost while it lay idle.
        case .connectionLost: isUntouched && round == 1
        case .serialization: round < attempts
        case .uniqueViolation: kind == .serializable && round < attemptsOnTakenKey
        default: false
        }
    }

    /// Waits up to 2 ms, doubled each round up to 256 ms, so that the same transactions do not meet again.
    private static func pause(_ round: Int) {
        usleep(UInt32.random(in: 0...(1_000 << UInt32(min(round, 8)))))
    }
}
