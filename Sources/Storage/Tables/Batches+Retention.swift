package import Basics
import Database
import Records

/// For how long rows are kept that nobody filed: they name people of whom nothing else may be on record.
extension Batches {
    /// So many rows go in one transaction.
    private static let rowsAtOnce = 10_000

    /// Takes the unfiled rows of the earliest batch that was uploaded before a day, some at a time; how many they were stays, and
    /// what had not been filed by then never will be. A batch that is being worked on waits.
    ///
    /// - Parameter sentence: what the batch says from then on, if rows of it went.
    /// - Returns: whether there may be more to do.
    package func forgetUnfiled(uploadedBefore day: Day, on today: Day, saying sentence: String) throws -> Bool {
        let found: BatchId? = try tx.first(
            """
            SELECT id FROM batch
            WHERE emptied_on IS NULL AND uploaded_on < \(day) AND NOT EXISTS (
                SELECT 1 FROM job j WHERE j.kind = \(Job.Kind.batch) AND j.subject_id = batch.id AND j.state = 'open')
            ORDER BY uploaded_on, id LIMIT 1
            """
        ) { row throws(DatabaseError) in try row[0] }
        guard let id = found else { return false }
        let gone = try tx.run(
            """
            DELETE FROM batch_row WHERE batch_id = \(id) AND row_number IN (
                SELECT row_number FROM batch_row WHERE batch_id = \(id) AND verdict <> 'filed'
                ORDER BY row_number LIMIT \(Self.rowsAtOnce))
            """)
        if gone > 0 { try tx.run("UPDATE batch SET sentence = \(sentence) WHERE id = \(id)") }
        guard gone < Self.rowsAtOnce else { return true }
        try dropFile(of: id)
        try tx.run(
            """
            UPDATE batch SET emptied_on = \(today), stage = CASE
                WHEN stage IN ('reading', 'checking', 'checked', 'repeated') THEN 'cancelled' ELSE stage END
            WHERE id = \(id)
            """)
        return true
    }
}
