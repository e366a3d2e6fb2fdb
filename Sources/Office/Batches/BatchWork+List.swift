import Basics
import Casework
import Database
import Documents
import Matters
import Records
import Storage

/// The list of what was filed (批量办理结果单), sealed, in volumes: in place of a result form for each row.
extension BatchWork {
    /// So many that a volume is drawn at once when it is asked for.
    static let rowsOfVolume = 1_000
    private static let volumesTogether = 5

    /// Issues the next volumes. Each lies with the first of its cases, as every paper lies with a case.
    func list(_ batch: Batch) async throws -> Bool {
        guard let matter = Catalogue.matter(batch.matter) else { return try await finish(batch) }
        try await desk.ids.prepare()
        let (now, today) = (desk.clock.now, desk.clock.today)
        let isListed = try await desk.database.transaction { [desk, hold, id] tx in
            try hold.keep(at: now, tx)
            let employer = try tx.employers.withIds([batch.employer])[batch.employer]?.name ?? ""
            for _ in 0..<Self.volumesTogether {
                guard let next = try nextVolume(tx) else { return false }
                let paper = BatchList.paper(
                    of: matter.card, matter.form, number: batch.number, uploadedOn: batch.uploadedOn,
                    volume: next.number, employer: employer, authority: desk.press.issuer.name, on: today, next.lines)
                let number = try desk.issue(paper, of: batch, with: next.first, at: now, on: today, tx)
                try tx.batches.addVolume(next.number, through: next.lastRow, paper: number, of: id)
            }
            return true
        }
        return isListed ? true : try await finish(batch)
    }

    private struct NextVolume {
        let number: Int
        let lastRow: Int
        let first: CaseId
        let lines: [BatchList.Line]
    }

    /// Of the rows that no volume holds yet, those that were granted; what awaits review ends in a result form of its own.
    private func nextVolume(_ tx: Transaction) throws -> NextVolume? {
        let last = try tx.batches.volumes(of: id).last
        var lastRow = last?.lastRow ?? 0
        while true {
            let rows = try tx.batches.rows(of: id, .filed, after: lastRow, limit: Self.rowsOfVolume)
            guard let end = rows.last else { return nil }
            lastRow = end.number
            let cases = try tx.cases.summaries(of: rows.compactMap(\.caseId))
            let granted = rows.filter { row in row.caseId.flatMap { cases[$0] }?.status == .effective }
            guard let first = granted.first?.caseId else { continue }
            let lines = granted.map { row in
                BatchList.Line(
                    row: row.number, answers: row.answers, caseNumber: row.caseId.flatMap { cases[$0] }?.number ?? "")
            }
            return NextVolume(number: (last?.volume ?? 0) + 1, lastRow: lastRow, first: first, lines: lines)
        }
    }

    /// What was decided row by row, each knowing the rest, may leave nothing to bill; then nobody is asked to.
    private func finish(_ batch: Batch) async throws -> Bool {
        let (now, today) = (desk.clock.now, desk.clock.today)
        try await desk.database.transaction { [desk, hold, id] tx in
            try hold.keep(at: now, tx)
            let period = today.month
            if let rules = try? desk.rules(in: batch.region, on: today, for: "批量办理", tx),
                let lines = try? rules.linesKeptHere(in: period),
                try !tx.staff.hasUnbilled(of: batch.employer, in: period, lines: lines)
            {
                try tx.toDos.settle(PlanReminder.planNotMade(batch.employer, period), at: now)
            }
            try tx.batches.setStage(.filed, of: id)
            try hold.end(at: now, tx)
        }
        return false
    }
}
