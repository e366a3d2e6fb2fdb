import Basics
import HTTP
import Office
import ServiceLifecycle

/// Work that is done whenever somebody wakes it: at once when there is something new, and every few seconds for what is to be
/// tried again.
struct WokenRounds: Sendable {
    private let wakes: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation

    init() {
        (wakes, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func wake() {
        waker.yield()
    }

    func run(onFault: @escaping @Sendable (any Error) -> Void, _ round: () async throws -> Void) async {
        for await _ in wakes.cancelOnGracefulShutdown() {
            do {
                try await round()
            } catch {
                onFault(error)
            }
        }
    }
}

/// What has to be done again and again while the platform runs.
struct OfficeRounds: Service {
    let deployment: Deployment
    let region: Region
    let jobLeaseSeconds: Int
    let onFault: @Sendable (any Error) -> Void

    private static let pause = Duration.seconds(5)
    /// Every how many pauses the windows are fetched and what is over is swept away.
    private static let slow = 60

    func run() async throws {
        let courier = Courier(deployment.desk)
        let jobs = JobRunner(deployment.desk, leaseSeconds: jobLeaseSeconds)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await deployment.courier.run(onFault: onFault) { while try await courier.round() > 0 {} }
            }
            group.addTask { await deployment.jobs.run(onFault: onFault) { try await jobs.round() } }
            group.addTask { await goRound() }
        }
    }

    private func goRound() async {
        var round = 0
        for await _ in Ticks(every: Self.pause).cancelOnGracefulShutdown() {
            deployment.courier.wake()
            deployment.jobs.wake()
            await trying { try await deployment.desk.shelf.catchUp(with: deployment.desk.database) }
            await trying { _ = try await deployment.desk.resumeWaiting(in: region) }
            await trying { _ = try await deployment.desk.runBankRound(in: region) }
            await trying { try await deployment.desk.fetchMedicalTotals(in: region) }
            if round % Self.slow == 0 {
                await trying { try await deployment.desk.fetchTaxWindows(for: region) }
                await trying { try await deployment.desk.reconcileReceipts(for: region) }
                await trying { try await deployment.desk.reconcileNotices(for: region) }
                await trying { try await deployment.desk.takeDailyRoot() }
                await trying { _ = try await deployment.desk.remindOfWages(in: region) }
                await trying { try await deployment.desk.sweep() }
                await trying { try await deployment.desk.pushToDos(in: region) }
                await trying { _ = try await deployment.entry.sweep() }
            }
            round += 1
        }
    }

    private func trying(_ work: () async throws -> Void) async {
        do {
            try await work()
        } catch {
            onFault(error)
        }
    }
}

/// A tick at once and then every so often.
private struct Ticks: AsyncSequence {
    let pause: Duration

    init(every pause: Duration) {
        self.pause = pause
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        let pause: Duration
        var isFirst = true

        mutating func next() async -> Void? {
            defer { isFirst = false }
            if isFirst { return () }
            do {
                try await Task.sleep(for: pause)
            } catch {
                return nil
            }
            return ()
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pause: pause) }
}
