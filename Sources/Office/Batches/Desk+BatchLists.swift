import Basics
package import Casework
import Database
package import Storage

/// A row of a batch that was filed, and where its case stands.
package struct FiledRow: Sendable {
    package let row: BatchRow
    package let status: CaseState.Status
}

extension Desk {
    /// Some rows that were filed, in the order of the file.
    package func filedRows(
        of id: BatchId, after number: Int, limit: Int, by principal: Principal
    ) async throws -> [FiledRow] {
        try await database.read { tx in
            _ = try Self.requireBatch(id, for: principal, tx)
            let rows = try tx.batches.rows(of: id, .filed, after: number, limit: limit)
            let cases = try tx.cases.summaries(of: rows.compactMap(\.caseId))
            return rows.compactMap { row in
                row.caseId.flatMap { cases[$0] }.map { FiledRow(row: row, status: $0.status) }
            }
        }
    }

    /// A row of a batch has been taken back: the volume of the list that names it is replaced by one that marks it, which lies
    /// with another of its cases. Where no row of the volume stands any more, none takes its place.
    func replaceList(naming opened: OpenCase, by login: Int64?, _ tx: Transaction) throws {
        guard let batch = try tx.batches.of(opened.id), let row = try tx.batches.row(of: opened.id) else {
            return
        }
        let volumes = try tx.batches.volumes(of: batch.id)
        guard let volume = volumes.first(where: { $0.lastRow >= row }), volume.withdrawnOn == nil,
            let old = try tx.papers.withNumber(volume.paper),
            let marked = BatchList.marking(old.paper, takenBack: opened.number, on: opened.today)
        else { return }
        let before = volumes.last { $0.volume < volume.volume }?.lastRow ?? 0
        var reason = "第\(row)行的办件\(opened.number)已撤销，本册没有其他有效的行。"
        if let holder = try stillGranted(besides: opened.id, of: batch.id, after: before, through: volume.lastRow, tx) {
            let number = try issue(marked, of: batch, with: holder, at: opened.now, on: opened.today, tx)
            try tx.batches.replaceVolume(volume.volume, by: number, of: batch.id)
            reason = "第\(row)行的办件\(opened.number)已撤销，本册以文书\(number)为准。"
        }
        try tx.papers.withdraw(old.id, on: opened.today, reason: reason, by: login)
    }

    /// The case of the first row between two that stands, but for the one that is just taken back.
    private func stillGranted(
        besides taken: CaseId, of id: BatchId, after first: Int, through last: Int, _ tx: Transaction
    ) throws -> CaseId? {
        let rows = try tx.batches.rows(of: id, .filed, after: first, limit: BatchWork.rowsOfVolume)
        let cases = try tx.cases.summaries(of: rows.compactMap(\.caseId))
        return rows.first {
            $0.number <= last && $0.caseId != taken && $0.caseId.flatMap { cases[$0] }?.status == .effective
        }?.caseId
    }

    /// Issues a batch's list with one of its cases, whose trail says so.
    func issue(
        _ paper: Paper, of batch: Batch, with id: CaseId, at now: Instant, on today: Day, _ tx: Transaction
    ) throws -> String {
        guard let summary = try tx.cases.summary(of: id), let state = try tx.cases.state(of: id) else {
            throw DatabaseError(.other, "a filed row has no case", statement: "batch_row")
        }
        var opened = takeUp(id, summary.number, state, at: now, on: today, tx)
        var commitment = Commitment(
            desk: self, for: opened, in: batch.region, policyVersion: try shelf.keep(at: now, tx))
        try commitment.issuePaper(PaperIssue(paper: paper, person: nil, employer: batch.employer))
        guard let number = commitment.papers.first else { preconditionFailure("a paper that is issued has a number") }
        var detail = CaseEvent.Detail()
        detail.paperNumber = number
        try append(.issue, by: .system, to: &opened, detail)
        return number
    }
}
