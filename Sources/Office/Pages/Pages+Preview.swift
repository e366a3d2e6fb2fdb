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
        var seen: Set<PersonId> = []
        let all = plan.rows.map(\.person).filter { seen.insert($0).inserted }
        let pageCount = max(1, (all.count + PlanView.peoplePerPage - 1) / PlanView.peoplePerPage)
        let page = min(max(1, page), pageCount)
        let shown = Array(all.dropFirst((page - 1) * PlanView.peoplePerPage).prefix(PlanView.peoplePerPage))
        let isShown = Set(shown)
        let rows = Dictionary(grouping: plan.rows.filter { isShown.contains($0.person) }, by: \.person)
        let people = try await database.read { [self] tx in
            guard let employer = try tx.employers.withIds([plan.employer])[plan.employer] else {
                throw DeskRefusal.notFound
            }
            let policy = try shelf.current.region(plan.region, askedBy: "金额说明")
            let names = try lineNames(of: plan.region, in: plan.period)
            let records = try tx.people.withIds(shown)
            return try shown.compactMap { id -> PlanView.Person? in
                guard let record = records[id] else { return nil }
                let wages = try Self.wages(of: id, with: employer.id, in: plan.period, tx)
                let sources = (rows[id] ?? []).map {
                    PlanRows.Explained(
                        row: $0, name: record.name, number: record.number, household: record.household,
                        wage: wages[$0.line])
                }
                return PlanView.Person(
                    id: id, name: record.name, number: record.number,
                    rows: try sources.map { try explain($0, of: employer, in: plan.period, names, under: policy) })
            }
        }
        return PlanPreview(people: people, peopleCount: all.count, page: page)
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
