internal import Dispatch
internal import Synchronization

/// Hashes passwords on a few threads of its own, so that tasks never wait for a hash on the threads they share,
/// and memory stays bounded: at most `threads` × 19 MiB.
package final class PasswordHashing: Sendable {
    package struct Overloaded: Error {
        package init() {}
    }

    private let lanes: [DispatchQueue]
    private let waitingLimit: Int
    private let state = Mutex((waiting: 0, next: 0))

    /// Past `waitingLimit` passwords in hand, further ones are turned away rather than left to wait for minutes.
    package init(threads: Int = 2, waitingLimit: Int = 200) {
        precondition(threads > 0 && waitingLimit > 0)
        lanes = (0..<threads).map { DispatchQueue(label: "passwords \($0)") }
        self.waitingLimit = waitingLimit
    }

    /// `nil` as for ``PasswordHash/make(_:)``.
    package func make(_ password: String) async throws(Overloaded) -> PasswordHash? {
        try await onALane { PasswordHash.make(password) }
    }

    package func verify(_ password: String, against hash: PasswordHash) async throws(Overloaded) -> Bool {
        try await onALane { hash.verify(password) }
    }

    private func onALane<Result: Sendable>(
        _ work: @escaping @Sendable () -> Result
    ) async throws(Overloaded) -> Result {
        let lane = state.withLock { state -> Int? in
            guard state.waiting < waitingLimit else { return nil }
            state.waiting += 1
            state.next = (state.next + 1) % lanes.count
            return state.next
        }
        guard let lane else { throw Overloaded() }
        return await withCheckedContinuation { continuation in
            lanes[lane].async {
                let result = work()
                self.state.withLock { $0.waiting -= 1 }
                continuation.resume(returning: result)
            }
        }
    }
}
