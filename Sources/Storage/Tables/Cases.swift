package import Basics
package import Casework
package import Database
import Foundation
package import Records

extension Transaction {
    package var cases: Cases { Cases(tx: self) }
}

/// Cases and their trails.
package struct Cases {
    let tx: Transaction

    /// A case as lists show it.
    package struct Summary: Sendable, Hashable {
        package let id: CaseId
        package let number: String
        package let matter: String
        package let region: Region
        package let subject: String
        package let status: CaseState.Status
        package let employer: EmployerId?
        package let person: PersonId?
        package let submittedAt: Instant
        package let submittedOn: Day
        package let dueOn: Day?
        package let acceptedBy: Int64?
        /// Of the unit that applied before it was on record.
        package let creditCode: String?
    }

    static let select: SQL = """
        SELECT id, number, matter, region, subject, status, employer_id, person_id, submitted_at, submitted_on, due_on,
            accepted_by, credit_code
        FROM matter_case
        """

    static func read(_ row: Row) throws(DatabaseError) -> Summary {
        Summary(
            id: try row[0], number: try row[1], matter: try row[2], region: Region(rawValue: try row[3]),
            subject: try row[4], status: try row[5], employer: try row[6], person: try row[7],
            submittedAt: try row[8], submittedOn: try row[9], dueOn: try row[10], acceptedBy: try row[11],
            creditCode: try row[12])
    }

    package func summary(of id: CaseId) throws -> Summary? {
        try tx.first("\(Self.select) WHERE id = \(id)", Self.read)
    }

    package func summaries(of ids: [CaseId]) throws -> [CaseId: Summary] {
        let found = try tx.all("\(Self.select) WHERE id IN \(list: ids)", Self.read)
        return Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
    }

    package func withNumber(_ number: String) throws -> Summary? {
        try tx.first("\(Self.select) WHERE number = \(number)", Self.read)
    }

    package func of(_ employer: EmployerId, limit: Int) throws -> [Summary] {
        try tx.all("\(Self.select) WHERE employer_id = \(employer) ORDER BY id DESC LIMIT \(limit)", Self.read)
    }

    package func of(_ person: PersonId, limit: Int) throws -> [Summary] {
        try tx.all("\(Self.select) WHERE person_id = \(person) ORDER BY id DESC LIMIT \(limit)", Self.read)
    }

    /// The queue of the staff: open cases in those states, what is due first coming first.
    package func queue(_ statuses: [CaseState.Status], in region: Region, limit: Int) throws -> [Summary] {
        try tx.all(
            """
            \(Self.select) WHERE region = \(region.rawValue) AND status IN \(list: statuses)
                AND status IN ('submitted', 'awaitingPartner', 'accepted', 'returned', 'approved')
            ORDER BY due_on NULLS LAST, id LIMIT \(limit)
            """, Self.read)
    }

    /// The open cases of a matter that is filed for the region, a few at a time.
    package func open(of matter: String, in region: Region) throws -> [Summary] {
        try tx.all(
            """
            \(Self.select) WHERE region = \(region.rawValue) AND matter = \(matter)
                AND status IN ('submitted', 'awaitingPartner', 'accepted', 'returned', 'approved') ORDER BY id LIMIT 100
            """, Self.read)
    }

    /// Whether a case has waited for a partner longer than it was given.
    package func isPastWaiting(_ id: CaseId, at now: Instant) throws -> Bool {
        try tx.first("SELECT 1 FROM matter_case WHERE id = \(id) AND waits_until <= \(now)") { _ in true } ?? false
    }
}

extension Cases {
    /// One event with the link that binds it to those before.
    package struct Linked: Sendable {
        package let event: CaseEvent
        /// The detail as stored, of which the link was made.
        package let detailText: String
        package let link: [UInt8]
    }

    package func trail(of id: CaseId) throws -> [Linked] {
        try tx.all(
            """
            SELECT sequence, act, role, login_id, actor, at, on_day, detail, link FROM case_event
            WHERE case_id = \(id) ORDER BY sequence
            """, Self.readEvent)
    }

    /// A trail as it stands, and the sequences of events whose detail cannot be read; those are missing in it.
    package struct StoredTrail: Sendable {
        package fileprivate(set) var events: [Linked] = []
        package fileprivate(set) var unreadable: [Int] = []
    }

    /// The trails of some cases, whatever has become of them.
    package func trails(of ids: [CaseId]) throws -> [CaseId: StoredTrail] {
        var trails: [CaseId: StoredTrail] = [:]
        try tx.each(
            """
            SELECT sequence, act, role, login_id, actor, at, on_day, detail, link, case_id FROM case_event
            WHERE case_id IN \(list: ids) ORDER BY case_id, sequence
            """
        ) { row in
            let id: CaseId = try row[9]
            if let linked = try? Self.readEvent(row) {
                trails[id, default: StoredTrail()].events.append(linked)
            } else {
                trails[id, default: StoredTrail()].unreadable.append(try row[0])
            }
        }
        return trails
    }

    static func readEvent(_ row: Row) throws(DatabaseError) -> Linked {
        let text: String = try row[7]
        guard let detail = try? JSONDecoder().decode(CaseEvent.Detail.self, from: Data(text.utf8)) else {
            throw DatabaseError(.other, "an event's detail cannot be read", statement: "case_event")
        }
        return Linked(
            event: CaseEvent(
                sequence: try row[0], act: try row[1],
                actor: Actor(role: try row[2], login: try row[3], name: try row[4]), at: try row[5],
                on: try row[6], detail: detail),
            detailText: text, link: try row[8])
    }

    /// The state that the trail folds to; a trail that folds to none is a broken record.
    package func state(of id: CaseId) throws -> CaseState? {
        let events = try trail(of: id).map(\.event)
        guard !events.isEmpty else { return nil }
        guard let state = CaseState(folding: events) else {
            throw DatabaseError(.other, "the trail of case \(id) does not fold to a state", statement: "case_event")
        }
        return state
    }
}

extension CaseState.Status: ColumnCodable {}
extension CaseEvent.Act: ColumnCodable {}
extension Actor.Role: ColumnCodable {}
extension Channel: ColumnCodable {}
