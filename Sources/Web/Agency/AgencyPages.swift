import Casework
import HTTP
import Office

/// The pages of the agency's staff: what waits, the queues, search, the counter, the lists that somebody has to see to.
package struct AgencyPages: Sendable {
    let office: PortalOffice

    package init(_ office: PortalOffice) {
        self.office = office
    }

    package static func endpoints(_ office: PortalOffice) -> [Endpoint] {
        AgencyPages(office).endpoints
    }

    var desk: Desk { office.desk }

    /// Who works on cases.
    static let workers: Set<Visitor.Role> = [.teller, .reviewer]
    /// Who may look things up.
    static let readers: Set<Visitor.Role> = [.teller, .reviewer, .auditor]

    package var endpoints: [Endpoint] {
        [
            .get(AgencyPaths.home, for: Visitor.Role.staff) { visit in try await atTheDesk { try await home(visit) } },
            .get(AgencyPaths.queue, for: Self.readers) { visit, stage in
                try await atTheDesk { try await queue(visit, stage) }
            },
            .get(AgencyPaths.search, for: Self.readers) { visit in try await atTheDesk { try await search(visit) } },
            .get(AgencyPaths.person, for: Self.readers) { visit, id in
                try await atTheDesk { try await person(visit, id) }
            },
            .get(AgencyPaths.employer, for: Self.readers) { visit, id in
                try await atTheDesk { try await employer(visit, id) }
            },
            .post(AgencyPaths.act, for: Self.workers) { visit, form, id, act in
                try await atTheDesk { try await self.act(visit, form, id, act) }
            },
            .get(AgencyPaths.receipt, for: Self.workers) { visit, id in
                try await atTheDesk { try await receipt(visit, id) }
            },
            .get(AgencyPaths.receiptFile, for: Self.workers) { visit, id in
                try await atTheDesk { try await receiptFile(visit, id) }
            },
            .get(AgencyPaths.receipts, for: Self.readers) { visit in
                try await atTheDesk { try await receipts(visit) }
            },
            .get(AgencyPaths.unallocated, for: Self.readers) { visit, number in
                try await atTheDesk { try await unallocated(visit, number) }
            },
            .post(AgencyPaths.giveBack, for: [.teller]) { visit, _, number in
                try await atTheDesk { try await dispose(of: number, to: nil, visit) }
            },
            .post(AgencyPaths.assign, for: [.teller]) { visit, _, number, employer in
                try await atTheDesk { try await dispose(of: number, to: employer, visit) }
            },
            .post(AgencyPaths.closeOrder, for: Self.workers) { visit, form, number in
                try await atTheDesk {
                    try await desk.closeUnanswered(number, because: form["reason"] ?? "", by: visit.principal)
                }
                return .seeOther(AgencyPaths.receipts().address)
            },
            .get(AgencyPaths.reconciliation, for: Self.readers) { visit in
                try await atTheDesk { try await reconciliation(visit) }
            },
            .get(AgencyPaths.messages, for: Self.readers) { visit in
                try await atTheDesk { try await messages(visit) }
            },
            .post(AgencyPaths.messageAgain, for: Self.workers) { visit, _, id in
                try await atTheDesk { try await desk.sendAgain(Int64(id), by: visit.principal) }
                return .seeOther(AgencyPaths.messages().address)
            },
        ] + counterEndpoints
    }

    private static func newcomer(_ visit: Visit) -> Applicant {
        .newcomer(number: String((visit.query[AgencyPaths.newcomerNumber] ?? "").prefix(60)))
    }

    private var counterEndpoints: [Endpoint] {
        [
            .get(AgencyPaths.counter, for: [.teller]) { visit in try await atTheDesk { try await counter(visit) } },
            .get(AgencyPaths.counterToday, for: [.teller]) { visit in
                try await atTheDesk { try await counterDay(visit) }
            },
            .get(AgencyPaths.visitor, for: [.teller]) { visit, id in
                try await atTheDesk { try await visitor(visit, id) }
            },
            .post(AgencyPaths.visitor, for: [.teller]) { visit, form, id in
                try await atTheDesk { try await come(visit, form, id) }
            },
            .post(AgencyPaths.handOut, for: [.teller]) { visit, form, id in
                try await atTheDesk { try await handOut(visit, form, id) }
            },
            .get(AgencyPaths.counterEmployer, for: [.teller]) { visit, id in
                try await atTheDesk { try await intake(visit, .employer(id), problems: []) }
            },
            .get(AgencyPaths.counterPerson, for: [.teller]) { visit, id in
                try await atTheDesk { try await intake(visit, .person(id), problems: []) }
            },
            .get(AgencyPaths.counterUnit, for: [.teller]) { visit, code in
                try await atTheDesk { try await intake(visit, .unit(creditCode: code), problems: []) }
            },
            .post(AgencyPaths.counterUnit, for: [.teller]) { visit, form, code in
                try await atTheDesk { try await begin(visit, form, .unit(creditCode: code)) }
            },
            .get(AgencyPaths.counterNewcomer, for: [.teller]) { visit in
                try await atTheDesk { try await newcomerIntake(visit, Self.newcomer(visit)) }
            },
            .post(AgencyPaths.counterNewcomer, for: [.teller]) { visit, form in
                try await atTheDesk { try await begin(visit, form, Self.newcomer(visit)) }
            },
            .post(AgencyPaths.counterEmployer, for: [.teller]) { visit, form, id in
                try await atTheDesk { try await begin(visit, form, .employer(id)) }
            },
            .post(AgencyPaths.counterPerson, for: [.teller]) { visit, form, id in
                try await atTheDesk { try await begin(visit, form, .person(id)) }
            },
        ]
    }
}
