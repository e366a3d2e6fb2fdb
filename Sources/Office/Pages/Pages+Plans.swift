package import Basics
import Casework
import Database
import Matters
import Policy
package import Records
package import Storage

/// One plan with what it comes to, what was received of it, and some of its people.
package struct PlanView: Sendable {
    package static let peoplePerPage = 50

    package let employer: Employer
    package let plan: ContributionPlan
    package let totals: [PlanLineTotal]
    package let names: LineNames
    package let received: [PlanRows.Received]
    package let people: [Person]
    package let peopleCount: Int
    package let page: Int
    package let medical: MedicalMonth?
    package let payment: PlanPayment
    /// What being late comes to if the rest is paid today; `nil` while it is not overdue, or where policy does not say.
    package let lateFee: LateFeeOnDay?

    package struct Person: Sendable {
        package let id: PersonId
        package let name: String
        package let number: String
        package let rows: [ExplainedRow]
        package var total: Money { rows.map { $0.row.unit + $0.row.personShare }.total }
    }

    package var pageCount: Int { max(1, (peopleCount + Self.peoplePerPage - 1) / Self.peoplePerPage) }
}

extension Pages {
    /// The latest first.
    package func plans(by principal: Principal, limit: Int = 240) async throws -> (Employer, [ContributionPlan]) {
        try await database.read { tx in
            let employer = try Self.employer(of: principal, with: .contributions, tx)
            return (employer, try tx.plans.of(employer.id, limit: limit))
        }
    }

    /// The plans that an online order can be had for now: something is left to pay, and the bank has none to carry out.
    package func plansToOrder(by principal: Principal) async throws -> [ContributionPlan] {
        try await database.read { [self] tx in
            let employer = try Self.employer(of: principal, with: .contributions, tx)
            let policy = try shelf.current.region(employer.region, askedBy: "缴费方式")
            let rules = Rules(policy: policy, calendar: policy.calendar, today: clock.today)
            guard rules.isOpen(.onlineBank) else { return [] }
            let ordered = Set(try tx.orders.open(of: employer.id).filter { $0.status == .sent }.map(\.plan))
            return try tx.plans.open(of: employer.id).filter { $0.outstanding > .zero }.map(\.plan)
                .filter { !ordered.contains($0.id) }
        }
    }

    package func plan(_ number: String, page: Int = 1, by principal: Principal) async throws -> PlanView {
        let page = min(max(page, 1), 1_000_000)
        return try await database.read { [self] tx in
            let (employer, plan) = try Self.plan(number, of: principal, tx)
            let rows = try tx.planRows.page(
                of: plan, skipping: (page - 1) * PlanView.peoplePerPage, people: PlanView.peoplePerPage)
            let explained = try explain(rows, of: plan, tx)
            var people: [PlanView.Person] = []
            for row in explained {
                if people.last?.id == row.row.person, let last = people.popLast() {
                    people.append(
                        PlanView.Person(id: last.id, name: last.name, number: last.number, rows: last.rows + [row]))
                } else {
                    people.append(
                        PlanView.Person(
                            id: row.row.person, name: row.source.name, number: row.source.number, rows: [row]))
                }
            }
            return PlanView(
                employer: employer, plan: plan, totals: try tx.plans.lines(of: plan.id),
                names: try lineNames(of: plan.region, in: plan.period, by: try shelf.book(of: plan.policyVersion, tx)),
                received: try tx.planRows.received(of: plan.id), people: people,
                peopleCount: try tx.planRows.peopleCount(of: plan.id), page: page,
                medical: try tx.planRows.medical(of: employer.id, in: plan.period),
                payment: try payment(of: plan, tx),
                lateFee: plan.dueOn.map { $0 < clock.today } ?? false ? lateFee(on: plan, paidOn: clock.today) : nil)
        }
    }

    static func plan(
        _ number: String, of principal: Principal, _ tx: Transaction
    ) throws -> (Employer, ContributionPlan) {
        let employer = try employer(of: principal, with: .contributions, tx)
        guard let plan = try tx.plans.withNumber(number), plan.employer == employer.id else {
            throw DeskRefusal.notFound
        }
        return (employer, plan)
    }
}
