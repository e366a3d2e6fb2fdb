/// One connection of an engine, used by one thread: what a driver implements.
///
/// After an error the caller rolls back and runs nothing else.
package protocol Connection: AnyObject {
    /// False once it is lost; it is then closed and another made.
    var isUsable: Bool { get }
    func close()

    /// May go out with the transaction's first statement, which then tells of a connection that was lost meanwhile.
    func begin(_ kind: TransactionKind) throws(DatabaseError)
    func commit() throws(DatabaseError)
    /// Ends the transaction if there is one; if that fails, the connection is no longer usable.
    func rollback()

    /// Returns the number of rows changed.
    func run(_ sql: SQL) throws(DatabaseError) -> Int
    /// Gives `body` the rows until it returns false.
    func query(_ sql: SQL, _ body: (Row) throws -> Bool) throws
    /// Gives `body` all rows of several, with the place of theirs among them, one after the other.
    func query(_ queries: [SQL], _ body: (Int, Row) throws -> Void) throws
    /// Gives `body` every row without holding all of them.
    func stream(_ sql: SQL, _ body: (Row) throws -> Void) throws
    /// As ``stream(_:_:)`` by the engine's bulk way.
    func copyOut(_ sql: SQL, _ body: (Row) throws -> Void) throws
    /// Returns the number of rows loaded.
    func load(into table: StaticString, columns: [StaticString], _ body: (BulkRows) throws -> Void) throws -> Int

    /// Lets the schema's triggers stand aside, or fire again, until the transaction ends.
    func setTriggersAside(_ areAside: Bool) throws(DatabaseError)

    /// Runs a text of several statements without parameters, for migrations.
    func runScript(_ sql: SQL) throws(DatabaseError)
    /// Waits until no other process migrates; holds until the transaction ends.
    func lockMigrations() throws(DatabaseError)
    /// See ``Database/settle()``. Outside any transaction.
    func settle() throws(DatabaseError)
}

package enum TransactionKind: Sendable, CaseIterable {
    /// As if transactions ran one after the other. The rule.
    case serializable
    /// For bulk ranges that nothing else touches and unique keys protect: cheaper on PostgreSQL, the same on SQLite.
    case bulk
    /// As ``bulk``, for many rows into tables whose triggers keep something beside them: the triggers stand aside, and whoever
    /// loads keeps it in the same transaction.
    case loading
    /// One snapshot, no changes.
    case readOnly
}

/// Takes the rows of a bulk load.
package struct BulkRows {
    package let sink: any BulkSink

    @inlinable
    package init(_ sink: any BulkSink) {
        self.sink = sink
    }

    /// Adds a row: one value for each column, in their order.
    @inlinable
    package func append<each Value: ColumnEncodable>(_ values: repeat each Value) throws(DatabaseError) {
        repeat sink.write((each values).columnValue)
        try sink.endRow()
    }
}

package protocol BulkSink: AnyObject {
    func write(_ value: ColumnValue)
    func endRow() throws(DatabaseError)
}
