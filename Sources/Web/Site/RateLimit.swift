import Synchronization

/// A bucket for each client that fills at a steady pace and from which each request takes one.
package final class RateLimit: Sendable {
    private struct Bucket {
        var tokens: Double
        var filledAt: Double
    }

    private let burst: Double
    private let perSecond: Double
    /// Past this many clients the full buckets, which say nothing, are dropped.
    private let clientsLimit: Int
    private let now: @Sendable () -> Double
    private let buckets = Mutex<[String: Bucket]>([:])

    /// - Parameter now: seconds on a clock that never goes back.
    package init(
        burst: Int, perSecond: Double, clientsLimit: Int = 100_000,
        now: @escaping @Sendable () -> Double = steadySeconds
    ) {
        self.burst = Double(burst)
        self.perSecond = perSecond
        self.clientsLimit = clientsLimit
        self.now = now
    }

    /// Takes one; `nil` if there was one, otherwise how long until there is.
    package func secondsToWait(for client: String) -> Int? {
        let now = now()
        return buckets.withLock { buckets in
            if buckets.count >= clientsLimit, buckets[client] == nil { drop(from: &buckets, now: now) }
            var bucket = buckets[client] ?? Bucket(tokens: burst, filledAt: now)
            bucket.tokens = min(burst, bucket.tokens + (now - bucket.filledAt) * perSecond)
            bucket.filledAt = now
            let isServed = bucket.tokens >= 1
            if isServed { bucket.tokens -= 1 }
            buckets[client] = bucket
            return isServed ? nil : Int(((1 - bucket.tokens) / perSecond).rounded(.up))
        }
    }

    private func drop(from buckets: inout [String: Bucket], now: Double) {
        buckets = buckets.filter { $0.value.tokens + (now - $0.value.filledAt) * perSecond < burst }
        // So many clients in so short a time are one attacker with many addresses; memory counts more than fairness.
        if buckets.count >= clientsLimit { buckets = [:] }
    }
}

package let steadySeconds: @Sendable () -> Double = {
    let start = steadyStart
    let components = (ContinuousClock.now - start).components
    return Double(components.seconds) + Double(components.attoseconds) / 1e18
}

private let steadyStart = ContinuousClock.now
