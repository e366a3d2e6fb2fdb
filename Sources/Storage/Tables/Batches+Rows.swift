package import Basics
package import Casework
import Database
import Records

/// The rows of a batch, and what became of them.
extension Batches {
    /// Forgets what was read, as the reading begins anew or came to nothing.
    package func dropRows(of id: BatchId) throws {
        try tx.run("DELETE FROM batch_row WHERE batch_id = \(id)")
        try tx.run("UPDATE batch SET row_count = 0 WHERE id = \(id)")
    }

    package func add(_ rows: [BatchRow], to id: BatchId) throws {
        try tx.load(
            into: "batch_row", columns: ["batch_id", "row_number", "answers", "verdict", "problems"]
        ) { sink in
            for row in rows {
                try sink.append(
                    id, Int32(row.number), FlatJSON.encoded(row.answers), row.verdict,
                    row.problems.isEmpty ? nil : try Self.encoded(row.problems))
            }
        }
        try tx.run("UPDATE batch SET row_count = row_count + \(rows.count) WHERE id = \(id)")
    }

    /// The file has been read whole.
    package func noteContent(_ digest: String, of id: BatchId) throws {
        try tx.run("UPDATE batch SET content_digest = \(digest) WHERE id = \(id)")
    }

    /// An earlier batch of the employer that said the same and was filed, or is being filed.
    package func saying(_ digest: String, like batch: Batch) throws -> BatchId? {
        try tx.first(
            """
            SELECT id FROM batch
            WHERE employer_id = \(batch.employer) AND matter = \(batch.matter) AND content_digest = \(digest)
                AND confirmed_at IS NOT NULL AND id <> \(batch.id) ORDER BY id LIMIT 1
            """
        ) { row throws(DatabaseError) in try row[0] }
    }

    package func noteRepeat(of earlier: BatchId, by id: BatchId) throws {
        try tx.run("UPDATE batch SET stage = 'repeated', repeats_id = \(earlier) WHERE id = \(id)")
    }

    private static let selectRow: SQL =
        "SELECT row_number, answers, verdict, problems, digest, case_id FROM batch_row"

    private static func readRow(_ row: Row) throws(DatabaseError) -> BatchRow {
        let problems: String? = try row[3]
        guard let answers = FlatJSON.decoded(try row[1]) else { throw unreadable }
        return BatchRow(
            number: try row[0], answers: answers, verdict: try row[2],
            problems: try problems.map(Self.decoded) ?? [], digest: try row[4], caseId: try row[5])
    }

    /// Rows of a verdict in the order of the file.
    package func rows(
        of id: BatchId, _ verdict: BatchRow.Verdict, after number: Int = 0, limit: Int
    ) throws -> [BatchRow] {
        try tx.all(
            """
            \(Self.selectRow) WHERE batch_id = \(id) AND verdict = \(verdict) AND row_number > \(number)
            ORDER BY row_number LIMIT \(limit)
            """, Self.readRow)
    }

    /// All rows in the order of the file, one at a time.
    package func each(of id: BatchId, _ body: (BatchRow) throws -> Void) throws {
        try tx.each("\(Self.selectRow) WHERE batch_id = \(id) ORDER BY row_number") { row in
            try body(try Self.readRow(row))
        }
    }

    package func each(of id: BatchId, _ verdict: BatchRow.Verdict, _ body: (BatchRow) throws -> Void) throws {
        try tx.each("\(Self.selectRow) WHERE batch_id = \(id) AND verdict = \(verdict) ORDER BY row_number") { row in
            try body(try Self.readRow(row))
        }
    }

    /// Adds what is wrong between rows to rows that were read before.
    package func add(_ problem: BatchRow.Problem, toRow number: Int, of id: BatchId) throws {
        let before: String? = try tx.one(
            "SELECT problems FROM batch_row WHERE batch_id = \(id) AND row_number = \(number)"
        ) { row throws(DatabaseError) in try row[0] }
        let problems: [BatchRow.Problem] = try before.map(Self.decoded) ?? []
        try tx.run(
            """
            UPDATE batch_row SET problems = \(try Self.encoded(problems + [problem]))
            WHERE batch_id = \(id) AND row_number = \(number)
            """)
    }

    /// Keeps what became of rows, in the order of the file. What each was before is counted out, what it is now counted in.
    package func keep(_ rows: [BatchRow], were before: BatchRow.Verdict, of id: BatchId) throws {
        guard let first = rows.first, let last = rows.last else { return }
        let values = try rows.map { row in
            [
                row.number.columnValue, row.verdict.columnValue,
                (row.problems.isEmpty ? nil : try Self.encoded(row.problems)).columnValue, row.digest.columnValue,
                row.caseId.columnValue,
            ]
        }
        try tx.run(
            """
            UPDATE batch_row SET verdict = v.column2, problems = v.column3, digest = v.column4, case_id = v.column5
            FROM (\(rows: values)) AS v
            WHERE batch_id = \(id) AND row_number = v.column1
                AND row_number >= \(first.number) AND row_number <= \(last.number)
            """)
        func change(_ verdict: BatchRow.Verdict) -> Int {
            rows.count { $0.verdict == verdict } - (verdict == before ? rows.count : 0)
        }
        try tx.run(
            """
            UPDATE batch SET passing = passing + \(change(.passes)), failing = failing + \(change(.fails)),
                filed = filed + \(change(.filed))
            WHERE id = \(id)
            """)
    }

    /// Judges again from the beginning: nothing has been filed yet.
    package func forgetVerdicts(of id: BatchId) throws {
        try tx.run(
            "UPDATE batch_row SET verdict = 'unjudged', digest = NULL WHERE batch_id = \(id) AND verdict <> 'filed'")
        try tx.run("UPDATE batch SET passing = 0, failing = 0 WHERE id = \(id)")
    }
}

/// Lists of what was filed, in volumes.
extension Batches {
    package struct Volume: Hashable, Sendable {
        package let volume: Int
        package let lastRow: Int
        package let paper: String
        /// Set once nothing of it stands any more.
        package let withdrawnOn: Day?
    }

    package func volumes(of id: BatchId) throws -> [Volume] {
        try tx.all(
            """
            SELECT l.volume, l.last_row, p.number, w.withdrawn_on FROM batch_list l JOIN paper p ON p.id = l.paper_id
            LEFT JOIN paper_withdrawal w ON w.paper_id = p.id
            WHERE l.batch_id = \(id) ORDER BY l.volume
            """
        ) { row throws(DatabaseError) in
            Volume(volume: try row[0], lastRow: try row[1], paper: try row[2], withdrawnOn: try row[3])
        }
    }

    /// The row of its batch that became a case.
    package func row(of caseId: CaseId) throws -> Int? {
        try tx.first("SELECT batch_row FROM matter_case WHERE id = \(caseId) AND batch_row IS NOT NULL") {
            row throws(DatabaseError) in try row[0]
        }
    }

    /// Another paper is the volume from now on.
    package func replaceVolume(_ volume: Int, by number: String, of id: BatchId) throws {
        try tx.run(
            """
            UPDATE batch_list SET paper_id = (SELECT p.id FROM paper p WHERE p.number = \(number))
            WHERE batch_id = \(id) AND volume = \(volume)
            """)
    }

    package func addVolume(_ volume: Int, through lastRow: Int, paper number: String, of id: BatchId) throws {
        try tx.run(
            """
            INSERT INTO batch_list (batch_id, volume, last_row, paper_id)
            SELECT \(id), \(volume), \(lastRow), id FROM paper WHERE number = \(number)
            """)
    }
}
