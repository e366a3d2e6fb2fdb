import Basics
package import Database
package import Records
import Storage

/// Writes the log of who read whose records. A page is sent only after its rows are committed.
///
/// Requests that come while a transaction is under way share the next one: each waits for its own row, and the cost of a commit
/// is divided among all that waited.
///
///     let page = try await database.read { tx in … }
///     try await readLog.note(principal, "查看在职职工列表", from: address, of: .list(employer, filter: "", page: 1))
///     return page
package actor ReadLogWriter {
    private struct Waiting {
        let rows: [ReadLogRow]
        let continuation: CheckedContinuation<Void, any Error>
    }

    /// A transaction takes no more rows, so that none waits long for others.
    private static let rowsPerTransaction = 512

    private let database: Database
    private let clock: any OfficeClock
    private var waiting: [Waiting] = []
    private var isWriting = false

    package init(_ database: Database, clock: any OfficeClock) {
        self.database = database
        self.clock = clock
    }

    /// Returns when the row is committed; throws if it could not be, and the page must then not be sent.
    ///
    /// - Parameter purpose: why, in words that the person will read: `办理增员`.
    package func note(
        _ reader: Principal, _ purpose: String, from address: String, of subject: ReadSubject
    ) async throws {
        let (now, today) = (clock.now, clock.today)
        let rows = subject.rows.map { subject in
            ReadLogRow(
                id: 0, at: now, on: today, login: reader.login, reader: reader.name, role: reader.role.rawValue,
                purpose: purpose, address: address.cut, subject: subject)
        }
        guard !rows.isEmpty else { return }
        try await withCheckedThrowingContinuation { continuation in
            waiting.append(Waiting(rows: rows, continuation: continuation))
            if !isWriting {
                isWriting = true
                Task { await writeAll() }
            }
        }
    }

    private func writeAll() async {
        while !waiting.isEmpty {
            let batch = takeBatch()
            do {
                try await write(batch.flatMap(\.rows))
                for one in batch { one.continuation.resume() }
            } catch {
                await writeSingly(batch, after: error)
            }
        }
        isWriting = false
    }

    private func takeBatch() -> [Waiting] {
        var count = 0
        var rows = 0
        while count < waiting.count, count == 0 || rows + waiting[count].rows.count <= Self.rowsPerTransaction {
            rows += waiting[count].rows.count
            count += 1
        }
        defer { waiting.removeFirst(count) }
        return Array(waiting.prefix(count))
    }

    /// One row that the database refuses must not hold up the pages of others.
    private func writeSingly(_ batch: [Waiting], after error: any Error) async {
        guard batch.count > 1 else {
            for one in batch { one.continuation.resume(throwing: error) }
            return
        }
        for one in batch {
            do {
                try await write(one.rows)
                one.continuation.resume()
            } catch {
                one.continuation.resume(throwing: error)
            }
        }
    }

    /// The keys are taken in the same transaction, so that they follow the order of commits.
    private func write(_ rows: [ReadLogRow]) async throws {
        try await database.transaction(.bulk) { tx in
            let first = try tx.takeKeys(IdSource.Kind.readLog.rawValue, count: Int64(rows.count))
            try tx.readLog.note(rows.enumerated().map { index, row in row.withId(first + Int64(index)) })
        }
    }
}

/// Whose records a request shows.
package enum ReadSubject: Hashable, Sendable {
    case person(PersonId)
    /// People of several employers or none, such as what a search found; a row for each.
    case people([PersonId])
    /// A page, counted from 1, of an employer's people; the filter in words, empty for all.
    case list(EmployerId, filter: String, page: Int)

    /// A longer filter is cut.
    private static let filterCharacters = 200

    fileprivate var rows: [ReadLogRow.Subject] {
        switch self {
        case .person(let person): [.person(person)]
        case .people(let people): people.map { .person($0) }
        case .list(let employer, let filter, let page):
            [.list(employer, filter: filter.cut(to: Self.filterCharacters), page: page)]
        }
    }
}

extension ReadLogRow {
    fileprivate func withId(_ id: Int64) -> ReadLogRow {
        ReadLogRow(
            id: id, at: at, on: on, login: login, reader: reader, role: role, purpose: purpose, address: address,
            subject: subject)
    }
}
