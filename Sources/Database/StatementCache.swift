/// A connection's prepared statements by their text; the one longest unused makes room.
package struct StatementCache<Statement> {
    private var entries: [SQL.Key: (statement: Statement, usedAt: Int)] = [:]
    private var clock = 0
    private let limit: Int

    package init(limit: Int = 256) {
        self.limit = limit
    }

    package mutating func find(_ key: SQL.Key) -> Statement? {
        guard let index = entries.index(forKey: key) else { return nil }
        clock += 1
        entries.values[index].usedAt = clock
        return entries.values[index].statement
    }

    /// Returns the statement that had to go, for the driver to free.
    package mutating func keep(_ statement: Statement, as key: SQL.Key) -> Statement? {
        clock += 1
        var evicted: Statement?
        if entries.count >= limit, let oldest = entries.min(by: { $0.value.usedAt < $1.value.usedAt })?.key {
            evicted = remove(oldest)
        }
        entries[key] = (statement, clock)
        return evicted
    }

    package mutating func remove(_ key: SQL.Key) -> Statement? {
        entries.removeValue(forKey: key)?.statement
    }

    package mutating func removeAll() -> [Statement] {
        defer { entries = [:] }
        return entries.values.map(\.statement)
    }
}
