import Casework
import Database
import Matters
import Storage

/// Rows on their way through a stage: while some are written, the next are judged, and those after them fetched.
extension BatchWork {
    /// Rows that are judged and written together: their facts are loaded together.
    private static let rowsTogether = 500
    /// So many parts are done before another job may have its turn.
    private static let partsInARow = 20

    struct FetchedRows: Sendable {
        let rows: [BatchRow]
        let applications: [Application]
    }

    /// Rows with what they were judged to come to, and by what.
    struct JudgedRows: Sendable {
        let rows: [BatchRow]
        let grounds: Grounds
        let assessments: [Assessment]
        /// The rows, each with its verdict.
        let judged: [BatchRow]
    }

    /// Takes the rows of a verdict, which each part that is written takes from them, as far as one turn goes.
    /// - Parameter prepare: what is computed of judged rows beside the writing of those before them.
    /// - Returns: whether there were any.
    func pass<Part: Sendable>(
        _ verdict: BatchRow.Verdict, of batch: Batch, prepare: @Sendable (JudgedRows) async throws -> Part,
        _ write: (Part) async throws -> Void
    ) async throws -> Bool {
        var fetched = try await fetch(verdict, of: batch, after: 0)
        guard fetched != nil else { return false }
        var judged: JudgedRows?
        var prepared: Part?
        var count = 1
        while fetched != nil || judged != nil || prepared != nil {
            let (second, third, last) = (fetched, judged, prepared)
            let end = count < Self.partsInARow ? second?.rows.last?.number : nil
            async let fetching = fetch(verdict, of: batch, after: end)
            async let judging = second.asyncMap { try await judge($0) }
            async let preparing = third.asyncMap(prepare)
            if let last { try await write(last) }
            (prepared, judged, fetched) = (try await preparing, try await judging, try await fetching)
            count += 1
        }
        return true
    }

    /// The next rows, once their partners have been asked.
    /// - Parameter number: of the row before; `nil` where nothing is to follow.
    private func fetch(
        _ verdict: BatchRow.Verdict, of batch: Batch, after number: Int?
    ) async throws -> FetchedRows? {
        guard let number else { return nil }
        let rows = try await desk.database.read { [id] tx in
            try tx.batches.rows(of: id, verdict, after: number, limit: Self.rowsTogether)
        }
        guard !rows.isEmpty else { return nil }
        let applications = applications(of: rows, in: batch)
        try await desk.askPartners(about: applications)
        return FetchedRows(rows: rows, applications: applications)
    }

    private func judge(_ fetched: FetchedRows) async throws -> JudgedRows {
        let grounds = try await desk.database.read { [desk] tx in try desk.grounds(of: fetched.applications, tx) }
        return try judge(fetched.rows, by: grounds)
    }

    func judge(_ rows: [BatchRow], by grounds: Grounds) throws -> JudgedRows {
        let assessments = try desk.assess(grounds)
        return JudgedRows(
            rows: rows, grounds: grounds, assessments: assessments, judged: rows.judged(assessments))
    }

    func applications(of rows: [BatchRow], in batch: Batch) -> [Application] {
        rows.map { batch.application(of: $0, on: desk.clock.today) }
    }
}

extension Optional where Wrapped: Sendable {
    fileprivate func asyncMap<Value: Sendable>(
        _ transform: @Sendable (Wrapped) async throws -> Value
    ) async rethrows -> Value? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
