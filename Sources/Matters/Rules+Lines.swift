package import Basics
import Calculation
package import Casework
package import Policy
import Records

extension Rules {
    /// The lines of employees in a period, in the order in which policy lists them.
    func employeeLines(in period: Month) throws(PolicyGap) -> [LineDefinition] {
        try policy.lines(in: period, askedBy: "险种查询").filter { $0.coverage.contains(.employee) }
    }

    /// Those that each employment has by itself, so that two employers may cover one person.
    package func linesPerEmployment(in period: Month) throws(PolicyGap) -> Set<InsuranceLine> {
        Set(try employeeLines(in: period).filter { $0.insures == .employment }.map(\.line))
    }

    /// Those whose books are kept here.
    func ownLines(in period: Month) throws(PolicyGap) -> [LineDefinition] {
        try employeeLines(in: period).filter { $0.keeper == .own }
    }

    /// The lines whose books are kept here; the others are billed by their own keeper.
    func billable(_ spans: [BillableSpan], in period: Month) throws(PolicyGap) -> [BillableSpan] {
        // So few that an array is searched faster than a set.
        let own = try ownLines(in: period).map(\.line)
        return spans.filter { own.contains($0.line) }
    }

    /// What an employee of this employer and household kind costs in a period.
    func contributionRule(
        in period: Month, employer: Employer, household: HouseholdKind
    ) throws(PolicyGap) -> ContributionRule {
        try policy.contributionRule(
            in: period,
            for: ContributionCategory(
                .employee, [.injuryClass: "\(employer.injuryClass)", .household: household.rawValue]))
    }
}
