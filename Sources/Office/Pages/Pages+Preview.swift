import Basics
package import Casework
import Database
import Policy
import Records
import Storage

/// Some of the people of a plan that would follow, with how each amount would come about.
package struct PlanPreview: Sendable {
    package let people: [PlanView.Person]
    package let peopleCount: Int
    /// From 1.
    package let page: Int

    package var pageCount: Int { max(1, (peopleCount + PlanView.peoplePerPage - 1) / PlanView.peoplePerPage) }
}

extension Pages {
    /// For whoever may see the application that the plan follows from; this function does not ask who that is.
    package func preview(_ plan: PlanDraft, page: Int = 1) async throws -> PlanPreview {
        let pageCount = max(1, (plan.people + PlanView.peoplePerPage - 1) / PlanView.peoplePerPage)
        let page = min(max(1, page), pageCount)
        let shown = plan.people(after: (page - 1) * PlanView.peoplePerPage, upTo: PlanView.peoplePerPage)
        let people = try await database.read { [self] tx in
            guard let employer = try tx.employers.withIds([plan.employer])[plan.employer] else {
                throw DeskRefusal.notFound
            }
            let policy = try shelf.current.region(plan.region, askedBy: "金额说明")
            let rules = RulesOfEmployer(employer: employer, period: plan.period, policy: policy)
            let names = try lineNames(of: plan.region, in: plan.period)
            let records = try tx.people.withIds(shown.map(\.person))
            return try shown.compactMap { id, rows -> PlanView.Person? in
                guard let record = records[id] else { return nil }
                let wages = try Self.wages(of: id, with: employer.id, in: plan.period, tx)
                let sources = rows.map {
                    PlanRows.Explained(
                        row: $0, name: record.name, number: record.number, household: record.household,
                        wage: wages[$0.line])
                }
                return PlanView.Person(
                    id: id, name: record.name, number: record.number,
                    rows: try sources.map { try explain($0, names, by: rules) })
            }
        }
        return PlanPreview(people: people, peopleCount: plan.people, page: page)
    }

    /// The declared wage that holds in a period, by line that the person is covered in.
    private static func wages(
        of person: PersonId, with employer: EmployerId, in period: Month, _ tx: Transaction
    ) throws -> [InsuranceLine: Money] {
        var wages: [InsuranceLine: Money] = [:]
        for member in try tx.staff.member(person, of: employer) {
            let wage = try tx.staff.wages(of: member.enrolment).first { $0.from <= period }?.amount
            for span in member.spans where span.covers(period) { wages[span.line] = wages[span.line] ?? wage }
        }
        return wages
    }
}

extension PlanDraft {
    /// Some of the people of the plan with their rows, which stand together.
    fileprivate func people(after skipped: Int, upTo limit: Int) -> [(person: PersonId, rows: [ContributionRow])] {
        var people: [(person: PersonId, rows: [ContributionRow])] = []
        var before = 0
        var last: PersonId?
        for row in rows {
            if row.person != last {
                last = row.person
                if before == skipped + limit { break }
                before += 1
                if before > skipped { people.append((row.person, [])) }
            }
            if before > skipped { people[people.count - 1].rows.append(row) }
        }
        return people
    }
}
