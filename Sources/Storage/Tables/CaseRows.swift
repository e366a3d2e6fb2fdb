package import Basics
package import Casework
package import Database
package import Records

/// What cases write in a transaction: those of one case that is filed, or of all that a batch files at a time. Whoever needs
/// them to be in the database asks for ``tx``.
package final class CaseRows {
    /// `nil` of those that are gathered before there is one.
    private let transaction: Transaction?
    private let chain: TrailChain
    private let now: Instant
    /// Whether rows wait for ``write()``; else each is written at once.
    private let isGathering: Bool
    /// The version of the policy whose text was kept in this transaction.
    package var keptPolicy: String?
    private var writes = CaseWrites()

    package init(_ transaction: Transaction, chain: TrailChain, at now: Instant, isGathering: Bool = false) {
        self.transaction = transaction
        self.chain = chain
        self.now = now
        self.isGathering = isGathering
    }

    /// Gathers before the transaction that is to write; the text of the policy is kept there.
    package init(aheadWith chain: TrailChain, at now: Instant, under policyVersion: String) {
        transaction = nil
        self.chain = chain
        self.now = now
        isGathering = true
        keptPolicy = policyVersion
    }

    /// Something has to be looked up or written in between: it cannot be gathered ahead.
    package struct NeedsDatabase: Error {}

    /// The transaction, with everything in it that was gathered.
    package var tx: Transaction {
        get throws {
            let transaction = try begun
            try write()
            return transaction
        }
    }

    private var begun: Transaction {
        get throws {
            guard let transaction else { throw NeedsDatabase() }
            return transaction
        }
    }

    package func write() throws {
        try writes.write(in: try begun, chain: chain, at: now)
        writes = CaseWrites()
    }

    /// What was gathered, with its events bound, for another to write.
    package func ready() throws -> CaseWrites {
        try writes.bind(by: chain)
        return writes
    }

    private func gathered() throws {
        if !isGathering { try write() }
    }
}

// MARK: Cases

extension CaseRows {
    /// Whom a case turned out to be about.
    package struct Concerned: Sendable {
        let person: PersonId?
        /// That a unit has become by it.
        let employer: EmployerId?

        package init(person: PersonId? = nil, employer: EmployerId? = nil) {
            self.person = person
            self.employer = employer
        }
    }

    package func open(_ state: CaseState, as id: CaseId, _ heading: Cases.Unwritten.Heading) throws {
        writes.add(Cases.Unwritten(state, as: id, heading))
        try gathered()
    }

    /// Adds an event to the trail, which takes the case to a state.
    /// - Parameter concerned: who it turned out to be about, where the application does not say.
    package func append(
        _ event: CaseEvent, to id: CaseId, state: CaseState, waitsUntil: Instant? = nil,
        concerning concerned: Concerned = Concerned()
    ) throws {
        try writes.append(event, to: id, state: state, waitsUntil: waitsUntil, concerning: concerned) {
            try begun.cases.unwritten(id, state, before: event)
        }
        try gathered()
    }
}

// MARK: What follows from them

extension CaseRows {
    /// - Returns: the digests of what is written.
    package func register(_ new: People.New) throws -> [RecordDigest] {
        writes.add(new)
        try gathered()
        return new.digests
    }

    /// - Returns: the digests of what is written.
    package func open(_ new: Enrolments.New) throws -> [RecordDigest] {
        writes.add(new)
        try gathered()
        return new.digests
    }

    /// - Parameter notice: by which medical insurance knows it, of a letter to it.
    package func send(_ letter: Outbox.NewLetter, notice: MedicalNotices.New? = nil) throws {
        writes.add(letter)
        if let notice { writes.add(notice) }
        try gathered()
    }

    package func raise(_ toDo: ToDo, as id: Int64) throws {
        writes.note(.raise(toDo, id), of: toDo.key)
        try gathered()
    }

    package func settle(_ key: ToDo.Key) throws {
        writes.note(.settle, of: key)
        try gathered()
    }
}
