package import Basics
import Casework
package import Database
import Records

/// What cases come to in the tables, gathered, so that the rows of each table go out together.
package struct CaseWrites: Sendable {
    private var cases: [Cases.Unwritten] = []
    /// Where each case stands among ``cases``.
    private var places: [CaseId: Int] = [:]
    /// Their events as they are stored, once they have been bound.
    private var trails: [[Cases.Linked]]?
    private var people: [People.New] = []
    private var enrolments: [Enrolments.New] = []
    private var letters: [Outbox.NewLetter] = []
    private var notices: [MedicalNotices.New] = []
    /// Of each to-do only what becomes of it last.
    private var toDos: [ToDo.Key: ToDoAct] = [:]
    private var toDoKeys: [ToDo.Key] = []

    enum ToDoAct: Sendable {
        case raise(ToDo, Int64)
        case settle
    }

    init() {}

    /// In the order in which rows refer to each other.
    package func write(in tx: Transaction, chain: TrailChain, at now: Instant) throws {
        try writeStaff(tx)
        if !cases.isEmpty { try tx.cases.write(cases, trails ?? Cases.Unwritten.trails(of: cases, chain: chain)) }
        if !letters.isEmpty { try tx.outbox.put(letters, at: now) }
        if !notices.isEmpty { try tx.medicalNotices.keep(notices) }
        for key in toDoKeys {
            switch toDos[key] {
            case .raise(let toDo, let id): try tx.toDos.raise(toDo, as: id, at: now)
            case .settle: try tx.toDos.settle(key, at: now)
            case nil: break
            }
        }
    }

    /// From so many on the triggers of the staff list take longer than its rows written once.
    private static let manyEnrolments = 50

    private func writeStaff(_ tx: Transaction) throws {
        func write() throws {
            if !people.isEmpty { try tx.people.register(people) }
            if !enrolments.isEmpty { try tx.enrolments.open(enrolments) }
        }
        guard enrolments.count >= Self.manyEnrolments else { return try write() }
        try tx.withTriggersAside(write)
        try tx.keptStaffList.add(enrolments.map(\.id))
    }

    /// Binds the events of all cases, each to the one before; what is computed once need not be computed while others wait.
    mutating func bind(by chain: TrailChain) throws {
        trails = try Cases.Unwritten.trails(of: cases, chain: chain)
    }
}

extension CaseWrites {
    mutating func add(_ new: Cases.Unwritten) {
        places[new.id] = cases.count
        cases.append(new)
    }

    /// - Parameter unwritten: the case as it stands, if nothing of it has been gathered yet.
    mutating func append(
        _ event: CaseEvent, to id: CaseId, state: CaseState, waitsUntil: Instant?,
        concerning concerned: CaseRows.Concerned, orTo unwritten: () throws -> Cases.Unwritten
    ) throws {
        if places[id] == nil { add(try unwritten()) }
        guard let place = places[id] else { preconditionFailure("the case was just added") }
        cases[place].append(event, state: state, waitsUntil: waitsUntil, concerned)
    }

    mutating func add(_ new: People.New) { people.append(new) }
    mutating func add(_ new: Enrolments.New) { enrolments.append(new) }
    mutating func add(_ letter: Outbox.NewLetter) { letters.append(letter) }
    mutating func add(_ notice: MedicalNotices.New) { notices.append(notice) }

    mutating func note(_ act: ToDoAct, of key: ToDo.Key) {
        if toDos.updateValue(act, forKey: key) == nil { toDoKeys.append(key) }
    }
}
