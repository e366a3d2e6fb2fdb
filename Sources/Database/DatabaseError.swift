/// Why a statement or a transaction failed.
///
/// It holds the statement's text but never its parameters, nor what the engine says of them: personal data stay out of logs.
package struct DatabaseError: Error, Hashable, Sendable {
    package enum Kind: String, Sendable {
        case uniqueViolation, foreignKey, notNull, check
        /// A trigger of the schema refused the change.
        case trigger
        /// A value that its column cannot hold: too large, not of its type, or text with U+0000.
        case invalidValue
        /// Another transaction came between; the transaction is run again by itself, and this is thrown when that did not help.
        case serialization
        /// Another process holds the database, or too many wait already.
        case busy
        /// No room is left where the database is kept.
        case diskFull
        /// Nothing was committed; the next transaction connects anew.
        case connectionLost
        /// The connection was lost during the commit: it may or may not have happened.
        case commitInDoubt
        case syntax
        /// A column read as a type that it is not of, or missing.
        case decoding
        /// ``Transaction/one(_:_:)`` found no row or several.
        case notOneRow
        /// A statement after another of the same transaction had failed, or inside a stream.
        case misuse
        /// A test asked for it, see ``FaultInjection``.
        case injected
        case other
    }

    package let kind: Kind
    /// In the engine's words, without values.
    package let message: String
    /// The constraint in the engine's words: a name on PostgreSQL, `table.column` or a name on SQLite.
    package let constraint: String?
    package internal(set) var statement: String

    package init(_ kind: Kind, _ message: String, constraint: String? = nil, statement: String = "") {
        self.kind = kind
        self.message = message
        self.constraint = constraint
        self.statement = statement
    }

    @inlinable
    package static func decoding(_ message: String) -> DatabaseError { DatabaseError(.decoding, message) }
}

extension DatabaseError: CustomStringConvertible {
    package var description: String {
        "\(kind.rawValue): \(message)\(statement.isEmpty ? "" : " [\(statement)]")"
    }
}
