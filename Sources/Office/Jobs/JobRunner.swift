package import Basics
import Casework
import Cryptography
import Database
import Foundation
package import Storage

/// Does the long work that stands in the database, one part after the other. Any number of processes may run one: each holds
/// what it works on by a lease, and what it commits, it commits while it holds it.
package struct JobRunner: Sendable {
    let desk: Desk
    /// By which this process is known in the leases.
    let holder = randomBytes(8).hex
    /// After so many seconds without a sign of whoever holds a job, another process takes it up.
    let leaseSeconds: Int

    /// The shortest leaves time for a sign that waits for a busy database, the longest nobody waiting for an hour.
    package static let leaseSecondsAllowed = 5...3_600
    package static let usualLeaseSeconds = 60
    /// Parts that one job may do before it gives way to those that wait: of a batch, ten thousand rows each.
    private static let partsAtATime = 2
    /// Faults in a row after which a job is given up.
    private static let failuresAllowed = 10

    package init(_ desk: Desk, leaseSeconds: Int = usualLeaseSeconds) {
        precondition(Self.leaseSecondsAllowed.contains(leaseSeconds), "a lease of \(leaseSeconds) seconds")
        self.desk = desk
        self.leaseSeconds = leaseSeconds
    }

    /// Works until nothing is due any more.
    /// - Returns: whether it did anything.
    @discardableResult
    package func round() async throws -> Bool {
        var didAnything = false
        while !Task.isCancelled, let job = try await claim() {
            didAnything = true
            guard try await work(on: job) else { break }
        }
        return didAnything
    }

    private func claim() async throws -> Job? {
        let now = desk.clock.now
        return try await desk.database.transaction { tx in
            try tx.jobs.claim(as: holder, at: now, until: now.adding(seconds: leaseSeconds))
        }
    }

    /// - Returns: whether another may be taken up at once: a fault of the database would meet it as well.
    private func work(on job: Job) async throws -> Bool {
        defer { JobMemory.giveBack() }
        do {
            for _ in 0..<Self.partsAtATime {
                guard try await advance(job) else { return true }
            }
            try await release(job, after: 0, note: nil)
            return true
        } catch is JobLost {
            return true
        } catch is JobCancelled {
            try await cancel(job)
            return true
        } catch {
            try await fail(job, for: error)
            return false
        }
    }

    /// - Returns: whether there is more to do.
    private func advance(_ job: Job) async throws -> Bool {
        let hold = JobHold(id: job.id, holder: holder, leaseSeconds: leaseSeconds)
        return try await whileHeld(hold) {
            switch job.kind {
            case .batch: return try await BatchWork(desk, hold, BatchId(job.subject)).advance()
            case .monthRun:
                try await MonthRun.goOn(CaseId(job.subject), at: desk)
                let now = desk.clock.now
                try await desk.database.transaction { tx in try hold.end(at: now, tx) }
                return false
            case .policyTrial: return try await PolicyTrialWork(desk, hold, job.subject).advance()
            }
        }
    }

    /// The lease is renewed beside the work, however long a part of it takes: a partner that is slow to answer, a month.
    private func whileHeld(
        _ hold: JobHold, _ work: @escaping @Sendable () async throws -> Bool
    ) async throws -> Bool {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                while true {
                    try await Task.sleep(for: .milliseconds(leaseSeconds * 1_000 / 3))
                    let now = desk.clock.now
                    // A database that fails is for the work to meet; whether it is to stop, it asks at the end of each part.
                    let isLost = try? await desk.database.transaction { tx in try hold.renew(at: now, tx) == .lost }
                    if isLost == true { throw JobLost() }
                }
            }
            group.addTask { try await work() }
            // Whichever ends first: the work, or the hold on it.
            defer { group.cancelAll() }
            guard let isMore = try await group.next() else { preconditionFailure("two tasks, and neither ends") }
            return isMore
        }
    }

    private func cancel(_ job: Job) async throws {
        let now = desk.clock.now
        try await desk.database.transaction { tx in
            let goesOn =
                switch job.kind {
                case .batch: try BatchWork.cancel(BatchId(job.subject), tx)
                // Nobody can ask for it: what a run has made stands, and it ends when all is made.
                case .monthRun: true
                // Likewise; whoever discards what is tried takes away what the job works on.
                case .policyTrial: true
                }
            if goesOn {
                try tx.jobs.goOn(job.id, as: holder, at: now)
            } else {
                try tx.jobs.end(job.id, as: holder, .cancelled, at: now)
            }
        }
    }

    private func release(_ job: Job, after seconds: Int, note: String?) async throws {
        let due = desk.clock.now.adding(seconds: seconds)
        try await desk.database.transaction { tx in
            try tx.jobs.release(job.id, as: holder, due: due, note: note)
        }
    }

    /// It waits, longer each time, and says so; or it is given up whole, where it failed for itself alone. Where not even that
    /// can be written down, the lease runs out by itself.
    private func fail(_ job: Job, for error: any Error) async throws {
        guard let pause = JobPause(error) else {
            if job.failures + 1 < Self.failuresAllowed {
                try await release(job, after: 5 << min(job.failures, 6), note: "处理时遇到意外问题，将自动重试。")
            } else {
                let now = desk.clock.now
                try await desk.database.transaction { tx in
                    try tx.jobs.end(
                        job.id, as: holder, .failed, note: "多次处理均未成功，已停止。已办理的不受影响，请联系技术支持。", at: now)
                }
            }
            throw error
        }
        try await release(job, after: min(5 << min(job.failures, 4), 60), note: pause.sentence)
        throw error
    }
}

/// Why a job waits through no fault of its own; it waits as long as that lasts.
enum JobPause {
    case databaseAway, diskFull

    /// - Parameter error: of the database, or of a file that is put together beside it.
    init?(_ error: any Error) {
        if (error as? CocoaError)?.code == .fileWriteOutOfSpace {
            self = .diskFull
            return
        }
        switch (error as? DatabaseError)?.kind {
        case .connectionLost, .busy, .serialization, .commitInDoubt: self = .databaseAway
        case .diskFull: self = .diskFull
        default: return nil
        }
    }

    var sentence: String {
        switch self {
        case .databaseAway: "数据库暂时无法访问，已暂停，恢复后自动继续，不会重复办理。"
        case .diskFull: "服务器存储空间不足，已暂停，腾出空间后自动继续，不会重复办理。"
        }
    }
}

extension Job {
    /// Why it does not go on, or was given up, for whoever waits for it. Whoever held it may not have been able to write down even
    /// that: then its lease has run out, and nobody has taken it up.
    package func standstill(at now: Instant) -> String? {
        if let note { return note }
        guard state == .open, let heldUntil, heldUntil < now else { return nil }
        return "处理中断（服务重新启动，或数据库暂时不能写入），恢复后自动继续，不会重复办理。"
    }
}

/// Another process has taken the job up, or ended it.
struct JobLost: Error {}
/// Somebody has asked that it stop.
struct JobCancelled: Error {}

/// That a process holds a job. Every transaction of its work begins with it.
struct JobHold: Sendable {
    let id: JobId
    let holder: String
    let leaseSeconds: Int

    /// Goes on holding it; throws ``JobLost`` or ``JobCancelled``, and the transaction commits nothing.
    func keep(at now: Instant, _ tx: Transaction) throws {
        switch try renew(at: now, tx) {
        case .held: return
        case .lost: throw JobLost()
        case .cancelAsked: throw JobCancelled()
        }
    }

    func renew(at now: Instant, _ tx: Transaction) throws -> Jobs.Hold {
        try tx.jobs.hold(id, as: holder, until: now.adding(seconds: leaseSeconds))
    }

    func end(at now: Instant, _ tx: Transaction) throws {
        try tx.jobs.end(id, as: holder, .done, at: now)
    }

    /// Ends it where trying again would come to the same; the sentence is for whoever waits for it.
    func fail(_ sentence: String, at now: Instant, _ tx: Transaction) throws {
        try tx.jobs.end(id, as: holder, .failed, note: sentence, at: now)
    }
}
