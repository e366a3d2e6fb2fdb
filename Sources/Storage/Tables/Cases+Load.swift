import Basics
package import Casework
import Database

/// Cases that came about elsewhere, many at a time.
extension Cases {
    /// A case with its whole trail, each event bound to the one before.
    package struct Loaded {
        fileprivate let id: CaseId
        fileprivate let number: String
        fileprivate let subject: String
        fileprivate let state: CaseState
        fileprivate let trail: [Linked]

        package init(_ state: CaseState, as id: CaseId, number: String, subject: String, chain: TrailChain) throws {
            self.id = id
            self.number = number
            self.subject = subject
            self.state = state
            var head: [UInt8] = []
            trail = try state.events.map { event in
                let linked = try chain.link(event, of: id, after: head)
                head = linked.link
                return linked
            }
        }
    }

    package func load(_ cases: [Loaded]) throws {
        try tx.load(
            into: "matter_case",
            columns: [
                "id", "number", "matter", "region", "employer_id", "person_id", "subject", "status", "version",
                "channel", "submitted_at", "submitted_on", "due_on", "head", "credit_code",
            ]
        ) { rows in
            for loaded in cases {
                let (application, submission) = (loaded.state.application, loaded.state.events[0])
                try rows.append(
                    loaded.id, loaded.number, application.matter, application.region.rawValue,
                    application.applicant.employer, application.applicant.person, loaded.subject, loaded.state.status,
                    loaded.state.version, application.channel, submission.at, submission.on, loaded.state.dueOn,
                    loaded.trail[loaded.trail.count - 1].link, application.applicant.unit)
            }
        }
        try tx.load(
            into: "case_event",
            columns: ["case_id", "sequence", "act", "role", "login_id", "actor", "at", "on_day", "detail", "link"]
        ) { rows in
            for loaded in cases {
                for linked in loaded.trail {
                    let event = linked.event
                    try rows.append(
                        loaded.id, event.sequence, event.act, event.actor.role, event.actor.login, event.actor.name,
                        event.at, event.on, linked.detailText, linked.link)
                }
            }
        }
    }
}
