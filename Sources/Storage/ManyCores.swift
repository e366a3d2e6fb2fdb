import Dispatch
import Foundation
import Synchronization

extension Array where Element: Sendable {
    /// How many are computed one after the other: with fewer, more cores save nothing.
    private static var together: Int { 16 }

    /// Each element by itself, for what is only computed: on all cores but one, which is left to whoever waits for a page.
    package func mapOnManyCores<Value: Sendable>(_ transform: @Sendable (Element) -> Value) -> [Value] {
        let cores = Swift.max(1, ProcessInfo.processInfo.activeProcessorCount - 1)
        let parts = stride(from: 0, to: count, by: Self.together).map { $0..<Swift.min($0 + Self.together, count) }
        guard cores > 1, parts.count > 1 else { return map(transform) }
        let next = Atomic<Int>(0)
        let done = Mutex<[Int: [Value]]>([:])
        DispatchQueue.concurrentPerform(iterations: Swift.min(cores, parts.count)) { _ in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < parts.count else { return }
                let values = self[parts[index]].map(transform)
                done.withLock { $0[index] = values }
            }
        }
        return done.withLock { done in parts.indices.flatMap { done[$0] ?? [] } }
    }
}
