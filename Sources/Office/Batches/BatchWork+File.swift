import Basics
import Casework
import Database
import Matters
import Storage

/// Filing: a case for each row that still comes to what was shown.
extension BatchWork {
    /// Rows filed together, in one transaction.
    private static let filedTogether = 500

    func file(_ batch: Batch) async throws -> Bool {
        let rows = try await desk.database.read { [id] tx in
            try tx.batches.rows(of: id, .passes, limit: Self.filedTogether)
        }
        guard !rows.isEmpty else { return try await begin(.listing) }
        try await desk.askPartners(about: rows.map { batch.application(of: $0, on: desk.clock.today) })
        try await file(rows[...], of: batch)
        desk.wakeCourier()
        return true
    }

    /// Files rows together; where the database does not take them beside each other, such as one person under two documents,
    /// each half by itself, and in the end each row. A row is judged by what those before it have come to.
    private func file(_ rows: ArraySlice<BatchRow>, of batch: Batch) async throws {
        do {
            try await fileTogether(Array(rows), of: batch)
        } catch let error as DatabaseError where error.kind.isOfItsValues {
            guard rows.count > 1 else { return try await giveUp(Array(rows)) }
            let middle = rows.startIndex + rows.count / 2
            try await file(rows[..<middle], of: batch)
            try await file(rows[middle...], of: batch)
        }
    }

    private func fileTogether(_ rows: [BatchRow], of batch: Batch) async throws {
        try await desk.ids.prepare(cases: rows.count)
        let (now, today) = (desk.clock.now, desk.clock.today)
        let applications = rows.map { batch.application(of: $0, on: today) }
        try await desk.database.transaction { [desk, hold, id] tx in
            try hold.keep(at: now, tx)
            let assessments = try desk.assess(applications, tx)
            let cases = CaseRows(tx, chain: desk.chain, at: now, isGathering: true)
            let anew = rows.judged(assessments)
            let filed = try rows.indices.map { index in
                try desk.file(
                    rows[index], now: anew[index], judged: assessments[index], of: batch, at: now, on: today,
                    into: cases)
            }
            try cases.write()
            try tx.batches.keep(filed, were: .passes, of: id)
        }
    }

    /// A row that cannot be filed even by itself keeps nobody else's from being filed.
    private func giveUp(_ rows: [BatchRow]) async throws {
        let given = rows.map { row in
            var row = row
            row.verdict = .fails
            row.problems = [.init(nil, "本行与已登记的内容有冲突，没有办理。请核对后单独办理；仍不能办理的，请联系参保地经办机构。")]
            return row
        }
        let now = desk.clock.now
        try await desk.database.transaction { [hold, id] tx in
            try hold.keep(at: now, tx)
            try tx.batches.keep(given, were: .passes, of: id)
        }
    }
}

extension DatabaseError.Kind {
    /// Whether the rows that were to be written are what is wrong, and not the database.
    fileprivate var isOfItsValues: Bool {
        switch self {
        case .uniqueViolation, .foreignKey, .notNull, .check, .trigger, .invalidValue: true
        case .serialization, .busy, .diskFull, .connectionLost, .commitInDoubt, .syntax, .decoding, .notOneRow, .misuse,
            .injected, .other:
            false
        }
    }
}

extension Desk {
    /// Files one row, if it comes to what was shown when it was judged; else says what is different now.
    /// - Parameter anew: the row with what it comes to now.
    fileprivate func file(
        _ row: BatchRow, now anew: BatchRow, judged assessment: Assessment, of batch: Batch, at now: Instant,
        on today: Day, into cases: CaseRows
    ) throws -> BatchRow {
        guard anew.verdict == .passes, anew.digest == row.digest else {
            var changed = anew
            changed.verdict = .fails
            if changed.problems.isEmpty {
                changed.problems = [.init(nil, "核对之后情况有变化，办理结果会与核对时不同，本行没有办理，请下载后重新试办。")]
            }
            return changed
        }
        let actor = Actor(
            role: batch.channel == .batch ? .applicant : .teller, login: batch.login, name: batch.actor)
        let filing = Filing(
            application: assessment.application, digest: assessment.digest, actor: actor, now: now, today: today)
        guard case .filed(let caseId) = try file(filing, judged: assessment, of: batch, into: cases) else {
            preconditionFailure("a row that passes is filed")
        }
        var filed = row
        filed.verdict = .filed
        filed.caseId = caseId
        return filed
    }
}
