package import Basics
package import Calculation
import Casework
import Database
import Matters
import Policy
package import Records
package import Storage

/// A contribution with how it came about: never stored, but derived again by the rule and the policy version of its plan.
package struct ExplainedRow: Sendable {
    package enum Grounds: Sendable {
        /// The amounts, derived again, are those of the row.
        case derived(Explained<LineContribution>)
        /// What was on record when the plan was made has changed since, so that it does not lead to the row any more.
        case recordChanged
    }

    package let source: PlanRows.Explained
    package let lineName: String
    package let grounds: Grounds

    package var row: ContributionRow { source.row }
    package var explanation: Explanation? {
        if case .derived(let explained) = grounds { explained.explanation } else { nil }
    }
}

extension Pages {
    /// Derives the amounts of a plan's rows again.
    func explain(
        _ rows: [PlanRows.Explained], of plan: ContributionPlan, _ tx: Transaction
    ) throws -> [ExplainedRow] {
        guard var employer = try tx.employers.withIds([plan.employer])[plan.employer] else {
            throw DeskRefusal.notFound
        }
        (employer.injuryClass, employer.earlierClasses) = (try tx.planRows.injuryClass(of: plan.id), [])
        let book = try shelf.book(of: plan.policyVersion, tx)
        let policy = try book.region(plan.region, askedBy: "金额说明")
        let names = try lineNames(of: plan.region, in: plan.period, by: book)
        let rules = RulesOfEmployer(employer: employer, period: plan.period, policy: policy)
        return try rows.map { try explain($0, names, by: rules) }
    }

    /// Derives the amounts of one row by the rule.
    func explain(
        _ source: PlanRows.Explained, _ names: LineNames, by rules: RulesOfEmployer
    ) throws -> ExplainedRow {
        let explained = try source.wage.flatMap {
            try rules.rule(for: source.household).line(source.row.line)?.explained(declaredWage: $0)
        }
        return ExplainedRow(
            source: source, lineName: names.name(source.row.line),
            grounds: explained.flatMap { $0.value.agrees(with: source.row) ? .derived($0) : nil } ?? .recordChanged)
    }

    /// The contributions of one person that some history rows name, by plan.
    func explain(
        _ history: [HistoryRow], of person: PersonId, _ tx: Transaction
    ) throws -> [PlanId: [ExplainedRow]] {
        var explained: [PlanId: [ExplainedRow]] = [:]
        for id in Set(history.map(\.plan)) {
            guard let plan = try tx.plans.withId(id) else { continue }
            explained[id] = try explain(try tx.planRows.of(person, in: plan), of: plan, tx)
        }
        return explained
    }
}

/// The rules by which an employer is billed in a period.
struct RulesOfEmployer {
    let employer: Employer
    let period: Month
    let policy: RegionPolicy

    func rule(for household: HouseholdKind) throws(PolicyGap) -> ContributionRule {
        try policy.contributionRule(in: period, employer: employer, household: household)
    }
}

extension LineContribution {
    fileprivate func agrees(with row: ContributionRow) -> Bool {
        base == row.base && employer == row.unit && person == row.personShare && personalAccount == row.account
    }
}
