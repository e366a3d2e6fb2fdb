import Glibc
import Synchronization

/// Threads that own one connection each and share one queue: whoever comes first is served first, by the next free thread.
final class Lanes: Sendable {
    private let queue: WorkQueue

    /// - Parameter limit: how many may wait; more are refused at once, which is better than answering too late.
    init(count: Int, limit: Int, connect: @escaping @Sendable () throws(DatabaseError) -> any Connection) {
        let queue = WorkQueue(limit: limit)
        self.queue = queue
        for _ in 0..<count {
            startThread {
                let lane = Lane(connect)
                while let work = queue.next() { work(lane) }
                lane.drop()
                queue.left()
            }
        }
        queue.entered(count)
    }

    deinit {
        queue.close()
    }

    func perform<Value: Sendable>(_ work: @escaping @Sendable (Lane) throws -> Value) async throws -> Value {
        try await withUnsafeThrowingContinuation { continuation in
            let accepted = queue.add { lane in
                continuation.resume(with: Result { try work(lane) })
            }
            if !accepted { continuation.resume(throwing: DatabaseError(.busy, "too many wait, or it is closed")) }
        }
    }

    /// Finishes what waits, then closes the connections; returns when all are closed.
    func close() async {
        queue.close()
        await withUnsafeContinuation { continuation in
            startThread { [queue] in
                queue.waitUntilEmpty()
                continuation.resume()
            }
        }
    }
}

/// One thread's connection, made when first needed and again after it was lost.
final class Lane {
    private let connect: @Sendable () throws(DatabaseError) -> any Connection
    private var current: (any Connection)?

    init(_ connect: @escaping @Sendable () throws(DatabaseError) -> any Connection) {
        self.connect = connect
    }

    /// Begins a transaction; a connection that turns out to be dead is replaced once, as nothing has happened on it yet.
    func begin(_ kind: TransactionKind) throws(DatabaseError) -> any Connection {
        if let current, current.isUsable {
            do {
                try current.begin(kind)
                return current
            } catch  where error.kind == .connectionLost {
                drop()
            }
        }
        drop()
        let connection = try idle()
        try connection.begin(kind)
        return connection
    }

    /// The connection outside any transaction.
    func idle() throws(DatabaseError) -> any Connection {
        if let current, current.isUsable { return current }
        drop()
        let connection = try connect()
        current = connection
        return connection
    }

    func drop() {
        current?.close()
        current = nil
    }
}

/// A bounded queue, first in first out, that threads wait on.
private final class WorkQueue: @unchecked Sendable {
    typealias Work = @Sendable (Lane) -> Void

    // Guarded by `mutex`, all of them.
    private var waiting: [Work?] = []
    private var head = 0
    private var threads = 0
    private var isClosed = false
    private let limit: Int
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init(limit: Int) {
        self.limit = limit
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    func add(_ work: @escaping Work) -> Bool {
        locked {
            if isClosed || waiting.count - head >= limit { return false }
            waiting.append(work)
            pthread_cond_signal(changed)
            return true
        }
    }

    /// The next in line; nil when closed and nobody waits.
    func next() -> Work? {
        locked {
            while head == waiting.count {
                if isClosed { return nil }
                pthread_cond_wait(changed, mutex)
            }
            defer { advance() }
            return waiting[head]
        }
    }

    func close() {
        locked {
            isClosed = true
            pthread_cond_broadcast(changed)
        }
    }

    func entered(_ count: Int) {
        locked { threads += count }
    }

    func left() {
        locked {
            threads -= 1
            pthread_cond_broadcast(changed)
        }
    }

    func waitUntilEmpty() {
        locked {
            while threads > 0 { pthread_cond_wait(changed, mutex) }
        }
    }

    private func advance() {
        waiting[head] = nil
        head += 1
        if head == waiting.count || head > 1_024 {
            waiting.removeFirst(head)
            head = 0
        }
    }

    private func locked<Value>(_ body: () -> Value) -> Value {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}

private func startThread(_ body: @escaping @Sendable () -> Void) {
    final class Box {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Box(body))
    let status = pthread_create(
        &thread, nil,
        {
            Unmanaged<Box>.fromOpaque($0!).takeRetainedValue().body(); return nil
        }, box.toOpaque())
    precondition(status == 0, "no thread could be started")
    pthread_detach(thread)
}
