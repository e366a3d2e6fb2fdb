import Foundation
import Synchronization

/// Threads apart on which papers are drawn and sealed: the work takes milliseconds of a processor, and the threads that
/// serve requests must not wait for it.
package final class DrawingQueue: Sendable {
    package struct Full: Error {}

    private let queue = OperationQueue()
    private let waiting = Mutex(0)
    private let limit: Int

    /// - Parameters:
    ///   - threads: as many papers are drawn at once.
    ///   - limit: as many may be drawn or wait; whoever comes then is asked to come again.
    package init(threads: Int = max(1, ProcessInfo.processInfo.activeProcessorCount), limit: Int = 256) {
        queue.maxConcurrentOperationCount = threads
        queue.name = "papers"
        self.limit = limit
    }

    /// - Throws: ``Full``, or what the work throws.
    package func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        let isTaken = waiting.withLock { count in
            if count >= limit { return false }
            count += 1
            return true
        }
        guard isTaken else { throw Full() }
        defer { waiting.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result { try work() }) }
        }
    }
}
