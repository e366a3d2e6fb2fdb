package import Basics
package import Casework
package import Database
package import Records

/// What cases write in a transaction, gathered, so that the rows of each table go out together: those of one case that is
/// filed, or of all that a batch files at a time. Whoever needs them to be in the database asks for ``tx``.
package final class CaseRows {
    private let transaction: Transaction
    private let chain: TrailChain
    private let now: Instant
    /// Whether rows wait for ``write()``; else each is written at once.
    private let isGathering: Bool
    /// The version of the policy whose text was kept in this transaction.
    package var keptPolicy: String?

    private var cases: [Cases.Unwritten] = []
    /// Where each case stands among ``cases``.
    private var places: [CaseId: Int] = [:]
    private var people: [People.New] = []
    private var enrolments: [Enrolments.New] = []
    private var letters: [Outbox.NewLetter] = []
    private var notices: [MedicalNotices.New] = []
    /// Of each to-do only what becomes of it last.
    private var toDos: [ToDo.Key: ToDoAct] = [:]
    private var toDoKeys: [ToDo.Key] = []

    private enum ToDoAct {
        case raise(ToDo, Int64)
        case settle
    }

    package init(_ transaction: Transaction, chain: TrailChain, at now: Instant, isGathering: Bool = false) {
        self.transaction = transaction
        self.chain = chain
        self.now = now
        self.isGathering = isGathering
    }

    /// The transaction, with everything in it that was gathered.
    package var tx: Transaction {
        get throws {
            try write()
            return transaction
        }
    }

    /// In the order in which rows refer to each other.
    package func write() throws {
        try writeStaff()
        if !cases.isEmpty { try transaction.cases.write(cases, chain: chain) }
        if !letters.isEmpty { try transaction.outbox.put(letters, at: now) }
        if !notices.isEmpty { try transaction.medicalNotices.keep(notices) }
        for key in toDoKeys {
            switch toDos[key] {
            case .raise(let toDo, let id): try transaction.toDos.raise(toDo, as: id, at: now)
            case .settle: try transaction.toDos.settle(key, at: now)
            case nil: break
            }
        }
        (people, cases, places, enrolments, letters, notices) = ([], [], [:], [], [], [])
        (toDos, toDoKeys) = ([:], [])
    }

    /// From so many on the triggers of the staff list take longer than its rows written once.
    private static let manyEnrolments = 50

    private func writeStaff() throws {
        func write() throws {
            if !people.isEmpty { try transaction.people.register(people) }
            if !enrolments.isEmpty { try transaction.enrolments.open(enrolments) }
        }
        guard enrolments.count >= Self.manyEnrolments else { return try write() }
        try transaction.withTriggersAside(write)
        try transaction.keptStaffList.add(enrolments.map(\.id))
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
        note(Cases.Unwritten(state, as: id, heading))
        try gathered()
    }

    /// Adds an event to the trail, which takes the case to a state.
    /// - Parameter concerned: who it turned out to be about, where the application does not say.
    package func append(
        _ event: CaseEvent, to id: CaseId, state: CaseState, waitsUntil: Instant? = nil,
        concerning concerned: Concerned = Concerned()
    ) throws {
        let place = try places[id] ?? note(try transaction.cases.unwritten(id, state, before: event))
        cases[place].append(event, state: state, waitsUntil: waitsUntil, concerned)
        try gathered()
    }

    @discardableResult
    private func note(_ unwritten: Cases.Unwritten) -> Int {
        places[unwritten.id] = cases.count
        cases.append(unwritten)
        return cases.count - 1
    }
}

// MARK: What follows from them

extension CaseRows {
    /// - Returns: the digests of what is written.
    package func register(_ new: People.New) throws -> [RecordDigest] {
        people.append(new)
        try gathered()
        return new.digests
    }

    /// - Returns: the digests of what is written.
    package func open(_ new: Enrolments.New) throws -> [RecordDigest] {
        enrolments.append(new)
        try gathered()
        return new.digests
    }

    /// - Parameter notice: by which medical insurance knows it, of a letter to it.
    package func send(_ letter: Outbox.NewLetter, notice: MedicalNotices.New? = nil) throws {
        letters.append(letter)
        if let notice { notices.append(notice) }
        try gathered()
    }

    package func raise(_ toDo: ToDo, as id: Int64) throws { try note(.raise(toDo, id), of: toDo.key) }

    package func settle(_ key: ToDo.Key) throws { try note(.settle, of: key) }

    private func note(_ act: ToDoAct, of key: ToDo.Key) throws {
        if toDos.updateValue(act, forKey: key) == nil { toDoKeys.append(key) }
        try gathered()
    }
}
