package import Basics
import Calculation
package import Casework
package import Policy
package import Records

extension MonthlyPlan {
    package static func decide(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Decision {
        let made = try assessment(application, knowing: facts, under: rules)
        return Decision(
            outcomes: made.outcomes,
            statement: try statement(of: made.plan, made.payable, rules) + reversedPeople(of: made.plan, facts)
                + notes(on: made.plan, made.payable, made.collection, rules),
            restsOnUnverified: made.plan.restsOnUnverified)
    }

    /// What follows from a plan, without the words for whoever reads it: the monthly run commits a city's, and shows none.
    package static func outcomes(
        of application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> [Outcome] {
        try assessment(application, knowing: facts, under: rules).outcomes
    }

    private struct Assessed {
        let plan: PlanDraft
        let payable: Payable
        let collection: Collection
        let outcomes: [Outcome]
    }

    private static func assessment(
        _ application: Application, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Assessed {
        guard let id = application.applicant.employer, let period = application[period],
            let employer = facts[EmployerOnRecord(id)]
        else { preconditionFailure("decided without an employer on record and a period") }
        let billed = try news(of: employer, in: period, knowing: facts, under: rules)
        let earlier = facts[PlansOfPeriod(employer: id, period: period)]
        let open = facts[OpenPlansOfEmployer(id)]
        let payable = Payable(of: application, facts, on: rules.today)
        let plan = PlanDraft(
            employer: id, region: application.region, period: period, sequence: (earlier.last?.sequence ?? 0) + 1,
            rows: billed.rows, people: billed.people, payableIn: payable.month, dueOn: payable.dueOn, against: open,
            restsOnUnverified: billed.restsOnUnverified)
        let adjusted: [Outcome] =
            facts[RowsOnChangedGrounds(employer: id, period: period)].isEmpty
            ? [] : [.settle(PlanReminder.planNotAdjusted(id, period))]
        let collection = try Collection(of: plan, by: employer, payable, facts, rules)
        return Assessed(
            plan: plan, payable: payable, collection: collection,
            outcomes: [.owe(plan)] + collection.bill + [.settle(PlanReminder.planNotMade(id, period))] + adjusted
                + collection.payment + changes(by: plan.offsets, to: open, collection))
    }

    /// What the new plan's credit has paid of earlier ones: tax is told of the rest, and so is the employer.
    private static func changes(
        by offsets: PlanOffsets, to open: [OpenPlan], _ collection: Collection
    ) -> [Outcome] {
        open.flatMap { open -> [Outcome] in
            let paid = offsets.offsets.filter { $0.debit == .onRecord(open.plan.id) }.map(\.amount).total
            guard paid > .zero else { return [] }
            return (collection.isTax ? [.tell(.billAgain(open.plan.id))] : []) + [
                PlanReminder.remainder(of: open.plan, open.outstanding - paid, after: "已抵扣\(paid)元")
            ]
        }
    }

    /// The one place where an employer's contributions are computed: preview, commit and monthly run come here. Lines whose
    /// books are not kept here are left out; their own keeper bills them.
    package static func rows(
        for spans: [BillableSpan], of employer: Employer, in period: Month, as kind: ContributionRow.Kind = .regular,
        under rules: Rules
    ) throws(PolicyGap) -> (rows: [ContributionRow], people: Int, restsOnUnverified: Bool) {
        var reckoning = Reckoning(of: employer, in: period, as: kind, under: rules)
        var rows: [ContributionRow] = []
        rows.reserveCapacity(spans.count)
        var people = 0
        var restsOnUnverified = false
        var last: PersonId?
        for span in spans {
            guard let reckoned = try reckoning.row(for: span) else { continue }
            rows.append(reckoned.row)
            restsOnUnverified = restsOnUnverified || reckoned.isUnverified
            if span.person != last {
                people += 1
                last = span.person
            }
        }
        return (rows, people, restsOnUnverified)
    }

    /// Reckons the rows of a month one by one, for the employer or for any other of its class of work-injury risk.
    package struct Reckoning {
        private let employer: Employer
        private let period: Month
        private let kind: ContributionRow.Kind
        private let rules: Rules
        // A handful of kinds: searched faster than hashed, which is done for every row of a large employer.
        private var households: [HouseholdKind] = []
        private var known: [ContributionRule] = []

        package init(
            of employer: Employer, in period: Month, as kind: ContributionRow.Kind = .regular, under rules: Rules
        ) {
            self.employer = employer
            self.period = period
            self.kind = kind
            self.rules = rules
        }

        /// What is billed for a span; `nil` for a line whose books are not kept here.
        package mutating func row(
            for span: BillableSpan
        ) throws(PolicyGap) -> (row: ContributionRow, isUnverified: Bool)? {
            let index = households.firstIndex(of: span.household) ?? households.count
            if index == households.count {
                known.append(
                    try rules.contributionRule(in: period, employer: employer, household: span.household))
                households.append(span.household)
            }
            guard let rule = known[index].line(span.line), rule.keeper == .own else { return nil }
            let amounts = rule.amounts(declaredWage: span.wage)
            let row = ContributionRow(
                person: span.person, line: span.line, kind: kind, sequence: span.sequence, base: amounts.base,
                unit: amounts.employer, personShare: amounts.person, account: amounts.personalAccount)
            return (row, amounts.isUnverified)
        }
    }
}
