package import Basics
package import Calculation
package import Casework
package import Policy
package import Records

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

    package func lineNames(in period: Month) throws(PolicyGap) -> [InsuranceLine: String] {
        try Dictionary(uniqueKeysWithValues: ownLines(in: period).map { ($0.line, $0.name) })
    }

    package func linesKeptHere(in period: Month) throws(PolicyGap) -> [InsuranceLine] {
        try ownLines(in: period).map(\.line)
    }

    /// The lines whose books are kept here; the others are billed by their own keeper.
    package func billable(_ spans: [BillableSpan], in period: Month) throws(PolicyGap) -> LazyFilterSequence<
        [BillableSpan]
    > {
        // So few that an array is searched faster than a set.
        let own = try ownLines(in: period).map(\.line)
        return spans.lazy.filter { own.contains($0.line) }
    }

    /// What an employee of this employer and household kind costs in a period.
    func contributionRule(
        in period: Month, employer: Employer, household: HouseholdKind
    ) throws(PolicyGap) -> ContributionRule {
        try policy.contributionRule(in: period, employer: employer, household: household)
    }

    /// Whether medical insurance keeps one of the lines, and hears of what becomes of them.
    func medicalHears(of spans: [CoverageSpan]) throws(PolicyGap) -> Bool {
        let kept = Set(try employeeLines(in: today.month).filter { $0.keeper == .medical }.map(\.line))
        return spans.contains { kept.contains($0.line) }
    }

    func medicalNote(of spans: [CoverageSpan]) throws(PolicyGap) -> [Paper.Part] {
        try medicalHears(of: spans) ? [.note("医疗保险（含生育保险）的变动将自动推送医疗保障部门，办理结果以其反馈为准。")] : []
    }

    /// Spans as people read them, a row for each line.
    func table(of spans: [CoverageSpan], headed heading: String) throws(PolicyGap) -> Paper.Part {
        let lines = try employeeLines(in: today.month)
        let rows = spans.map { span in
            let line = lines.first { $0.line == span.line }
            return [
                line?.name ?? "险种\(span.line.rawValue)", line?.keeper == .medical ? "医疗保障部门" : "社会保险经办机构",
                span.first.chinese, span.isVoid ? "不产生缴费" : span.last?.chinese ?? "继续参保",
            ]
        }
        return .table(
            heading: heading,
            Paper.Table(
                columns: [
                    Paper.Column("险种", weight: 4), Paper.Column("核定部门", weight: 3),
                    Paper.Column("起始月份", weight: 3), Paper.Column("截止月份", weight: 3),
                ], rows: rows))
    }
}

extension RegionPolicy {
    /// What an employee of this employer and household kind costs in a period.
    package func contributionRule(
        in period: Month, employer: Employer, household: HouseholdKind
    ) throws(PolicyGap) -> ContributionRule {
        try contributionRule(in: period, for: .staff(of: employer, household: household, in: period))
    }

    package func contributionRule(
        in period: Month, injuryClass: Int, household: HouseholdKind
    ) throws(PolicyGap) -> ContributionRule {
        try contributionRule(in: period, for: .staff(injuryClass: injuryClass, household: household))
    }
}

extension ContributionCategory {
    /// An employer's people of one household kind, as a period's class of work injury has them.
    package static func staff(
        of employer: Employer, household: HouseholdKind, in period: Month
    ) -> ContributionCategory {
        staff(injuryClass: employer.injuryClass(in: period), household: household)
    }

    fileprivate static func staff(injuryClass: Int, household: HouseholdKind) -> ContributionCategory {
        ContributionCategory(.employee, [.injuryClass: "\(injuryClass)", .household: household.rawValue])
    }
}
