package import Basics
package import Casework
import Database
import Matters
import Policy
package import Records
package import Storage

/// An employer's first page.
package struct EmployerOverview: Sendable {
    package let employer: Employer
    /// Set once its registration has ended.
    package let closing: EmployerClosing?
    package let regionName: String
    package let today: Day
    package let staffCount: Int
    /// This month, whose plan is in hand.
    package let period: Month
    package let plans: [ContributionPlan]
    /// People whom no plan of this month holds yet.
    package let unbilled: Int
    /// Earlier months in which people were covered and that have no plan, the earliest first.
    package let undeclared: [Month]
    /// Plans that await money, the earliest first.
    package let openPlans: [ContributionPlan]
    package let window: TaxWindow?
    /// Its next dates, as the calendar has them.
    package let deadlines: [Deadline]
    /// What there is to do now: what was raised, and what the month asks for by itself.
    package let toDos: [ToDo]
    package let cases: [Cases.Summary]
    /// What the operator has begun and not sent, the latest first.
    package let drafts: [Draft]

    package var overdue: Money {
        openPlans.filter { $0.dueOn.map { $0 < today } ?? false }.map(\.outstanding).total
    }
}

/// A part of an employer's staff list.
package struct StaffList: Sendable {
    package static let rowsPerPage = 200

    package let employer: EmployerId
    package let members: Staff.Members
    package let names: LineNames
    package let standing: Staff.Standing
    /// What was looked for; empty for all.
    package let search: String
    /// Next to whom it begins or ends; of a search always the beginning.
    package let part: Staff.Part
    /// Whether anybody stands before and after those who are shown.
    package let hasEarlier: Bool
    package let hasLater: Bool
    /// Which page it is, for people to read: as far as the visitor came page by page. Nothing is found by it.
    package let page: Int
    package let present: Int
    package let left: Int
    package let thisMonth: Month

    package var count: Int { standing == .present ? present : left }
    package var pageCount: Int { max(1, (count + Self.rowsPerPage - 1) / Self.rowsPerPage) }
}

/// One of an employer's people, as far as their coverage with this employer goes.
package struct StaffMemberView: Sendable {
    package let person: InsuredPerson
    package let enrolments: [Employment]
    package let names: LineNames
    package let history: [HistoryRow]
    package let explained: [PlanId: [ExplainedRow]]
    package let thisMonth: Month

    package struct Employment: Sendable {
        package let member: Staff.Member
        package let contract: LabourContract?
        package let wages: [Staff.Wage]
        package let changes: [Staff.Change]
    }
}

extension Pages {
    package func overview(by principal: Principal) async throws -> EmployerOverview {
        let today = clock.today
        return try await database.read { [self] tx in
            let employer = try Self.employer(of: principal, tx)
            let recent = try tx.plans.of(employer.id, limit: 120)
            let unbilled = try unbilled(of: employer, in: today.month, tx)
            let window = try Self.window(of: today.month, in: employer.region, tx)
            let undeclared = try undeclaredMonths(of: employer, before: today.month, inPlans: false, tx)
            let leftOut = try monthsLeftOut(of: employer, before: today.month, tx)
            let raised = try tx.toDos.open(of: .employer(employer.id))
            let closing = try tx.employerClosings.of(employer.id)
            return EmployerOverview(
                employer: employer, closing: closing,
                regionName: regionName(employer.region), today: today,
                staffCount: try tx.staff.counts(of: employer.id)[.present] ?? 0, period: today.month,
                plans: recent.filter { $0.period == today.month }.sorted { $0.sequence < $1.sequence },
                unbilled: unbilled, undeclared: undeclared,
                openPlans: recent.filter { $0.outstanding > .zero }.reversed(),
                window: window,
                deadlines: try deadlines(
                    of: employer, for: principal, on: today, unbilled: unbilled, undeclared: undeclared,
                    leftOut: leftOut,
                    tx),
                toDos: MonthDuties(
                    employer.id, today, unbilled: unbilled, plans: recent, window, undeclared: undeclared,
                    leftOut: leftOut
                ).with(raised)
                    .filter { Desk.concerns($0, principal) },
                cases: try tx.cases.page(
                    Cases.Filter(of: .employer(employer.id), isOpen: nil, matters: Desk.limits(of: principal)),
                    offset: 0, limit: 6),
                drafts: closing != nil
                    ? []
                    : try tx.drafts.of(principal.login).filter {
                        $0.expiresOn >= today && Desk.mayFile($0.application.matter, principal)
                    })
        }
    }

    /// - Parameters:
    ///   - search: a name's beginning or a whole social security number; empty for the list.
    ///   - part: from whom on, or up to whom; the beginning where nobody is there.
    ///   - page: which page the visitor takes it for, from 1.
    package func staff(
        by principal: Principal, _ standing: Staff.Standing = .present, search: String = "",
        part: Staff.Part = .beginning, page: Int = 1
    ) async throws -> StaffList {
        guard principal.role == .employerOperator, let employer = principal.employer, let region = principal.region
        else { throw DeskRefusal.notFound }
        try Desk.require(.staff, of: principal)
        let month = clock.today.month
        let names = try lineNames(of: region, in: month)
        return try await database.read { tx in
            let found =
                try search.isEmpty
                ? StaffPart(of: employer, standing, part, tx) : StaffPart(of: employer, whoMatch: search, tx)
            let counts = found.counts
            let pageCount = max(1, ((counts[standing] ?? 0) - 1) / StaffList.rowsPerPage + 1)
            return StaffList(
                employer: employer, members: found.members, names: names, standing: standing, search: search,
                part: found.part, hasEarlier: found.hasEarlier, hasLater: found.hasLater,
                page: found.hasEarlier ? min(max(page, 2), max(pageCount, 2)) : 1, present: counts[.present] ?? 0,
                left: counts[.left] ?? 0, thisMonth: month)
        }
    }

    /// The last twelve months of it.
    package func staffMember(_ person: PersonId, by principal: Principal) async throws -> StaffMemberView {
        let month = clock.today.month
        return try await database.read { [self] tx in
            let employer = try Self.employer(of: principal, with: .staff, tx)
            let enrolments = try tx.staff.member(person, of: employer.id)
            guard !enrolments.isEmpty, let record = try tx.people.withIds([person])[person] else {
                throw DeskRefusal.notFound
            }
            let history = try tx.plans.history(of: person, from: month.adding(months: -11), through: month)
                .filter { $0.employer == employer.id }
            return StaffMemberView(
                person: record,
                enrolments: try enrolments.map {
                    StaffMemberView.Employment(
                        member: $0, contract: try tx.staff.contract(of: $0.enrolment),
                        wages: try tx.staff.wages(of: $0.enrolment), changes: try tx.staff.changes(of: $0.enrolment))
                },
                names: try lineNames(of: employer.region, in: month), history: history,
                explained: try explain(history, of: person, tx), thisMonth: month)
        }
    }
}

/// A page of the kept list, and whether anybody stands on either side of it.
private struct StaffPart {
    let members: Staff.Members
    let counts: [Staff.Standing: Int]
    var part = Staff.Part.beginning
    var hasEarlier = false
    var hasLater = false

    init(of employer: EmployerId, whoMatch search: String, _ tx: Transaction) throws {
        members = try tx.staff.search(search, of: employer, limit: StaffList.rowsPerPage)
        counts = try tx.staff.counts(of: employer)
    }

    init(of employer: EmployerId, _ standing: Staff.Standing, _ part: Staff.Part, _ tx: Transaction) throws {
        let found = try tx.staff.page(of: employer, standing, part, limit: StaffList.rowsPerPage)
        if found.members.isEmpty, part != .beginning {
            self = try StaffPart(of: employer, standing, .beginning, tx)
            return
        }
        self.part = part
        (members, counts) = (found.members, found.counts)
        switch part {
        case .beginning, .after: (hasEarlier, hasLater) = (part != .beginning, found.isMore)
        case .before: (hasEarlier, hasLater) = (found.isMore, true)
        }
    }
}
