import Basics
package import Casework
import Database
import Records

/// Cases are written some at a time: a case that is filed is written once it has come as far as it goes by itself.
extension Cases {
    /// A case with the events that are not in its table yet.
    package struct Unwritten: Sendable {
        package let id: CaseId
        /// What stands in its row from the first on; `nil` of a case that has its row.
        private let heading: Heading?
        private var state: CaseState
        private var events: [CaseEvent]
        /// To which the first of them is bound.
        private let head: [UInt8]
        /// How many events it has in the table.
        private let written: Int
        private var waitsUntil: Instant?
        private var concerned = CaseRows.Concerned()

        package struct Heading: Sendable {
            let number: String
            let subject: String
            let batch: Batch.Place?

            package init(number: String, subject: String, batch: Batch.Place? = nil) {
                self.number = number
                self.subject = subject
                self.batch = batch
            }
        }

        /// A new case, with everything that has happened in it.
        package init(_ state: CaseState, as id: CaseId, _ heading: Heading) {
            self.id = id
            self.heading = heading
            self.state = state
            events = state.events
            written = 0
            head = []
        }

        /// A case that has its row, to be taken further.
        fileprivate init(_ id: CaseId, _ state: CaseState, written: Int, head: [UInt8]) {
            self.id = id
            self.heading = nil
            self.state = state
            self.events = []
            self.written = written
            self.head = head
        }

        mutating func append(
            _ event: CaseEvent, state: CaseState, waitsUntil: Instant?, _ concerned: CaseRows.Concerned
        ) {
            self.state = state
            self.waitsUntil = waitsUntil
            self.concerned = CaseRows.Concerned(
                person: concerned.person ?? self.concerned.person,
                employer: concerned.employer ?? self.concerned.employer)
            events.append(event)
        }

        /// Its events as they are stored, each bound to the one before.
        func trail(_ chain: TrailChain) throws -> [Linked] {
            var head = head
            return try events.map { event in
                let linked = try chain.link(event, of: id, after: head)
                head = linked.link
                return linked
            }
        }
    }

    /// A case as it stands before its next event.
    func unwritten(_ id: CaseId, _ state: CaseState, before event: CaseEvent) throws -> Unwritten {
        let written = event.sequence - 1
        let head: [UInt8] = try tx.one("SELECT head FROM matter_case WHERE id = \(id) AND version = \(written)") {
            row throws(DatabaseError) in try row[0]
        }
        return Unwritten(id, state, written: written, head: head)
    }

    /// Writes cases with their events, and brings the rows of those that were there up to what they fold to.
    package func write(_ cases: [Unwritten], chain: TrailChain) throws {
        try write(cases, Unwritten.trails(of: cases, chain: chain))
    }

    /// - Parameter trails: the events of each case as they are stored.
    func write(_ cases: [Unwritten], _ trails: [[Linked]]) throws {
        if cases.contains(where: \.isNew) {
            try tx.load(into: "matter_case", columns: Unwritten.columns) { rows in
                for (new, trail) in zip(cases, trails) { try new.append(to: rows, trail) }
            }
        }
        for (changed, trail) in zip(cases, trails) where !changed.isNew { try changed.update(trail, tx) }
        try tx.load(
            into: "case_event",
            columns: ["case_id", "sequence", "act", "role", "login_id", "actor", "at", "on_day", "detail", "link"]
        ) { rows in
            for (unwritten, trail) in zip(cases, trails) {
                for linked in trail {
                    let event = linked.event
                    try rows.append(
                        unwritten.id, event.sequence, event.act, event.actor.role, event.actor.login,
                        event.actor.name, event.at, event.on, linked.detailText, linked.link)
                }
            }
        }
    }
}

extension Cases.Unwritten {
    fileprivate var isNew: Bool { heading != nil }

    /// Their events as they are stored, computed beside each other.
    static func trails(of cases: [Self], chain: TrailChain) throws -> [[Cases.Linked]] {
        try cases.mapOnManyCores { unwritten in Result { try unwritten.trail(chain) } }.map { try $0.get() }
    }

    fileprivate static let columns: [StaticString] = [
        "id", "number", "matter", "region", "employer_id", "person_id", "subject", "status", "version", "channel",
        "submitted_at", "submitted_on", "accepted_by", "due_on", "waits_until", "head", "credit_code", "batch_id",
        "batch_row",
    ]

    fileprivate func append(to rows: BulkRows, _ trail: [Cases.Linked]) throws {
        guard let heading, let head = trail.last?.link else { return }
        let (application, submission) = (state.application, state.events[0])
        let applicant = application.applicant
        try rows.append(
            id, heading.number, application.matter, application.region.rawValue,
            applicant.employer ?? concerned.employer,
            applicant.person ?? concerned.person, heading.subject, state.status, state.version, application.channel,
            submission.at, submission.on, state.acceptedBy?.login, state.dueOn, waitsUntil, head, applicant.unit,
            heading.batch?.id, heading.batch.map { Int32($0.row) })
    }

    fileprivate func update(_ trail: [Cases.Linked], _ tx: Transaction) throws {
        let head = trail.last?.link ?? head
        let found = try tx.run(
            """
            UPDATE matter_case SET status = \(state.status), version = \(written + trail.count), due_on = \(state.dueOn),
                accepted_by = \(state.acceptedBy?.login), waits_until = \(waitsUntil), head = \(head),
                person_id = coalesce(person_id, \(concerned.person)),
                employer_id = coalesce(employer_id, \(concerned.employer))
            WHERE id = \(id) AND version = \(written)
            """)
        guard found == 1 else {
            throw DatabaseError(.notOneRow, "the case has gone on meanwhile", statement: "matter_case")
        }
    }
}
