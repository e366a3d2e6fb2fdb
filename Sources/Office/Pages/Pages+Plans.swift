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

/// How a period's plans differ from those of the month before: who came, who left, whose amounts changed, and why.
package struct PlanDifference: Sendable {
    package let period: Month
    package let now: Money
    package let before: Money
    package let came: [Change]
    package let left: [Change]
    package let changed: [Change]
    package let unchanged: Int

    package var isEmpty: Bool { came.isEmpty && left.isEmpty && changed.isEmpty }

    package struct Change: Sendable {
        package let person: PersonId
        package let name: String
        package let before: Money
        package let now: Money
        /// In a sentence.
        package let reason: String
    }
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

    private static func plan(
        _ number: String, of principal: Principal, _ tx: Transaction
    ) throws -> (Employer, ContributionPlan) {
        let employer = try employer(of: principal, with: .contributions, tx)
        guard let plan = try tx.plans.withNumber(number), plan.employer == employer.id else {
            throw DeskRefusal.notFound
        }
        return (employer, plan)
    }

    package func difference(
        of number: String, by principal: Principal
    ) async throws -> (plan: ContributionPlan, difference: PlanDifference) {
        try await database.read { tx in
            let (employer, plan) = try Self.plan(number, of: principal, tx)
            let now = try tx.planRows.sums(of: employer.id, in: plan.period)
            let before = try tx.planRows.sums(of: employer.id, in: plan.period.previous)
            return (plan, try Self.difference(now, before, plan.period, employer.id, tx))
        }
    }

    private static func difference(
        _ now: [PlanRows.PersonSum], _ before: [PlanRows.PersonSum], _ period: Month, _ employer: EmployerId,
        _ tx: Transaction
    ) throws -> PlanDifference {
        let earlier = Dictionary(uniqueKeysWithValues: before.map { ($0.person, $0) })
        let present = Set(now.map(\.person))
        var came: [PlanDifference.Change] = []
        var changed: [PlanDifference.Change] = []
        func change(_ sum: PlanRows.PersonSum, _ before: Money, _ now: Money, _ reason: String) -> PlanDifference.Change
        { PlanDifference.Change(person: sum.person, name: sum.name, before: before, now: now, reason: reason) }
        for sum in now {
            let members = { try tx.staff.member(sum.person, of: employer) }
            if let old = earlier[sum.person] {
                guard old.unit != sum.unit || old.personShare != sum.personShare || old.base != sum.base else {
                    continue
                }
                let reason = try whyChanged(old, sum, period, members(), tx)
                changed.append(change(sum, old.total, sum.total, reason))
            } else {
                came.append(change(sum, .zero, sum.total, whyCame(try members(), period)))
            }
        }
        let left = try before.filter { !present.contains($0.person) }.map {
            change($0, $0.total, .zero, whyLeft(try tx.staff.member($0.person, of: employer), period))
        }
        return PlanDifference(
            period: period, now: now.map(\.total).total, before: before.map(\.total).total, came: came, left: left,
            changed: changed, unchanged: now.count - came.count - changed.count)
    }

    private static func whyCame(_ members: [Staff.Member], _ period: Month) -> String {
        let begun = members.flatMap { member in member.spans.map { (member.beganOn, $0.first) } }
            .filter { $0.1 <= period }.max { $0.1 < $1.1 }
        guard let begun else { return "本月计入计划，上月没有" }
        let wasSuspended = members.contains { member in
            member.spans.contains { $0.first == begun.1 } && member.spans.contains { !$0.isVoid && $0.first < begun.1 }
        }
        if wasSuspended { return "恢复缴费，自\(begun.1.chinese)起" }
        return begun.1 == period
            ? "\(begun.0.chinese)用工，自\(period.chinese)起缴费" : "自\(begun.1.chinese)起缴费，上月没有计入计划"
    }

    private static func whyLeft(_ members: [Staff.Member], _ period: Month) -> String {
        let spans = members.flatMap(\.spans)
        if spans.contains(where: { $0.covers(period) }) { return "仍在参保，本月尚未计入计划" }
        guard let last = spans.lastCovered else { return "本月没有参保记录" }
        return "\(members.contains(where: \.isSuspended) ? "暂停缴费" : "已减员")，缴费到\(last.chinese)为止"
    }

    private static func whyChanged(
        _ old: PlanRows.PersonSum, _ new: PlanRows.PersonSum, _ period: Month, _ members: [Staff.Member],
        _ tx: Transaction
    ) throws -> String {
        let wages = try members.flatMap { try tx.staff.wages(of: $0.enrolment) }
        if let wage = wages.first(where: { $0.from == period }),
            let earlier = wages.first(where: { $0.from < period }), earlier.amount != wage.amount
        {
            return "申报工资由\(earlier.amount)元改为\(wage.amount)元"
        }
        if old.base != new.base { return "缴费基数由\(old.base)元变为\(new.base)元（缴费基数上下限调整）" }
        let begun = members.flatMap(\.spans).contains { $0.first == period || $0.last == period.previous }
        return begun ? "参保险种有增减" : "缴费比例有调整"
    }
}
