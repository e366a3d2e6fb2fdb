import Basics
import HTTP
package import Office
import Records
import Storage

/// The pages of an employer: what is to be done, its people, its plans.
package struct EmployerPages: Sendable {
    let desk: Desk
    let pages: Pages
    let readLog: ReadLogWriter

    package static func endpoints(_ desk: Desk, _ readLog: ReadLogWriter) -> [Endpoint] {
        let shown = pages(desk, readLog)
        return shown + EmployerPages(desk: desk, pages: Pages(desk), readLog: readLog).fileEndpoints(of: shown)
    }

    private static func pages(_ desk: Desk, _ readLog: ReadLogWriter) -> [Endpoint] {
        let pages = EmployerPages(desk: desk, pages: Pages(desk), readLog: readLog)
        return [
            .get(EmployerPaths.home, for: [.employer]) { visit in try await atTheDesk { try await pages.home(visit) } },
            .post(EmployerPaths.filedWithMedical, for: [.employerStaff]) { visit, _, number in
                try await atTheDesk { try await desk.settleMedicalRefusal(caseNumber: number, by: visit.principal) }
                return .seeOther(EmployerPaths.home().address)
            },
            .get(EmployerPaths.staff, for: [.employerStaff]) { visit in
                try await atTheDesk { try await pages.staff(visit) }
            },
            .get(EmployerPaths.member, for: [.employerStaff]) { visit, person in
                try await atTheDesk { try await pages.member(visit, person) }
            },
            .get(EmployerPaths.papers, for: [.employerPapers]) { visit in
                try await atTheDesk { try await pages.papers(visit) }
            },
            .get(EmployerPaths.wages, for: [.employerStaff]) { visit in
                try await atTheDesk { try await pages.wages(visit) }
            },
            .get(EmployerPaths.plans, for: [.employerContributions]) { visit in
                try await atTheDesk { try await pages.planList(visit) }
            },
            .get(EmployerPaths.plan, for: [.employerContributions]) { visit, number in
                try await atTheDesk { try await pages.plan(visit, number) }
            },
            .get(EmployerPaths.difference, for: [.employerContributions]) { visit, number in
                try await atTheDesk { try await pages.difference(visit, number) }
            },
        ] + pages.accountEndpoints
    }

    private var accountEndpoints: [Endpoint] {
        [
            .get(EmployerPaths.account, for: [.employerContributions]) { visit in
                try await atTheDesk { try await account(visit) }
            },
            .get(EmployerPaths.accountMonth, for: [.employerContributions]) { visit, month in
                try await atTheDesk { try await accountMonth(visit, month) }
            },
            .get(EmployerPaths.transcript, for: [.employerContributions]) { visit in
                try await atTheDesk { try await transcript(visit) }
            },
            .get(EmployerPaths.taxAccount, for: [.employerContributions]) { visit in
                try await atTheDesk { try await taxAccount(visit) }
            },
            .get(EmployerPaths.arrears, for: [.employerContributions]) { visit in
                try await atTheDesk { try await arrears(visit) }
            },
            .get(EmployerPaths.bases, for: [.employerContributions]) { visit in
                try await atTheDesk { try await bases(visit) }
            },
            .get(EmployerPaths.yearly, for: [.employerContributions]) { visit in
                try await atTheDesk { try await yearly(visit) }
            },
            .get(EmployerPaths.unit, for: [.employerUnitData]) { visit in
                try await atTheDesk { try await unit(visit) }
            },
            .get(EmployerPaths.calendar, for: Self.calendarReaders) { visit in
                try await atTheDesk { try await calendar(visit) }
            },
            .get(EmployerPaths.calendarFile, for: Self.calendarReaders) { visit in
                try await atTheDesk { try await calendarFile(visit) }
            },
        ]
    }

    /// Whoever has something to do by a day.
    private static let calendarReaders: Set<Visitor.Role> = [
        .employerStaff, .employerContributions, .employerUnitData,
    ]

    /// Notes a reading before its page goes out.
    func note(_ visit: Visit, _ purpose: String, _ subject: ReadSubject) async throws {
        try await readLog.note(try visit.principal, purpose, from: visit.request.remoteAddress, of: subject)
    }
}

extension Visit {
    /// The page of a list that the query asks for; the first where it asks for none.
    var pageNumber: Int { query["page"].flatMap { Int($0) }.map { max(1, $0) } ?? 1 }
}
