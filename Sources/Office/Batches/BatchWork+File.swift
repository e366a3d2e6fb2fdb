import Basics
import Casework
import Database
import Matters
import Policy
import Storage

/// Filing: a case for each row that still comes to what was shown.
extension BatchWork {
    func file(_ batch: Batch) async throws -> Bool {
        let isMore = try await pass(.passes, of: batch, prepare: { part in try await prepare(part, of: batch) }) {
            part in
            try await file(part.rows[...], as: part, of: batch)
            desk.wakeCourier()
        }
        return isMore ? true : try await begin(.listing)
    }

    /// Rows with what they come to, as far as it needs no database.
    private struct PreparedRows: Sendable {
        let rows: [BatchRow]
        let grounds: Grounds
        let outcome: Outcome

        enum Outcome: Sendable {
            case ready(PreparedCases)
            /// Something of them is looked up or written while they are filed.
            case judged(JudgedRows)
        }
    }

    /// The cases that rows become, ready to be written.
    private struct PreparedCases: Sendable {
        let writes: CaseWrites
        /// The rows, each with what became of it.
        let filed: [BatchRow]
    }

    /// Computes ahead of the transaction whatever needs no database.
    private func prepare(_ part: JudgedRows, of batch: Batch) async throws -> PreparedRows {
        try await desk.ids.prepare(cases: part.rows.count)
        let gathered = CaseRows(
            aheadWith: desk.chain, at: desk.clock.now, under: part.grounds.book.version.digest)
        do {
            let filed = try file(part, of: batch, into: gathered)
            let cases = PreparedCases(writes: try gathered.ready(), filed: filed)
            return PreparedRows(rows: part.rows, grounds: part.grounds, outcome: .ready(cases))
        } catch is CaseRows.NeedsDatabase {
            return PreparedRows(rows: part.rows, grounds: part.grounds, outcome: .judged(part))
        }
    }

    /// Files rows together; where the database does not take them beside each other, such as one person under two documents,
    /// each half by itself, and in the end each row. A row is judged by what those before it have come to.
    private func file(_ rows: ArraySlice<BatchRow>, as prepared: PreparedRows?, of batch: Batch) async throws {
        do {
            try await fileTogether(Array(rows), as: prepared, of: batch)
        } catch let error as DatabaseError where error.kind.isOfItsValues {
            guard rows.count > 1 else { return try await giveUp(Array(rows)) }
            let middle = rows.startIndex + rows.count / 2
            try await file(rows[..<middle], as: nil, of: batch)
            try await file(rows[middle...], as: nil, of: batch)
        }
    }

    /// - Parameter prepared: what the rows come to, which stands if what is known of them still does.
    private func fileTogether(_ rows: [BatchRow], as prepared: PreparedRows?, of batch: Batch) async throws {
        try await desk.ids.prepare(cases: rows.count)
        let now = desk.clock.now
        let applications = applications(of: rows, in: batch)
        try await desk.database.transaction { [self] tx in
            try hold.keep(at: now, tx)
            let grounds = try desk.grounds(of: applications, tx)
            let standing = prepared.flatMap { $0.grounds == grounds ? $0.outcome : nil }
            let filed: [BatchRow]
            switch standing {
            case .ready(let cases):
                _ = try desk.shelf.keep(at: now, tx)
                try cases.writes.write(in: tx, chain: desk.chain, at: now)
                filed = cases.filed
            case .judged(let part): filed = try write(part, of: batch, tx)
            case nil: filed = try write(try judge(rows, by: grounds), of: batch, tx)
            }
            try tx.batches.keep(filed, were: .passes, of: id)
        }
    }

    private func write(_ part: JudgedRows, of batch: Batch, _ tx: Transaction) throws -> [BatchRow] {
        let cases = CaseRows(tx, chain: desk.chain, at: desk.clock.now, isGathering: true)
        let filed = try file(part, of: batch, into: cases)
        try cases.write()
        return filed
    }

    private func file(_ part: JudgedRows, of batch: Batch, into cases: CaseRows) throws -> [BatchRow] {
        let (now, today) = (desk.clock.now, part.grounds.applications[0].filedOn)
        return try part.rows.indices.map { index in
            try desk.file(
                part.rows[index], now: part.judged[index], judged: part.assessments[index], of: batch, at: now,
                on: today, into: cases)
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
        guard case .filed(let caseId) = try file(filing, judged: assessment, of: batch.place(of: row), into: cases)
        else {
            preconditionFailure("a row that passes is filed")
        }
        var filed = row
        filed.verdict = .filed
        filed.caseId = caseId
        return filed
    }
}
