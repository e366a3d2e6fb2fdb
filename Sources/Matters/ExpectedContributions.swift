import Basics
import Calculation
import Casework
import Policy
import Records

/// What somebody costs a month, line by line, with how each amount comes about: the same rule that bills them.
struct ExpectedContributions: Sendable {
    let table: Paper.Part
    let restsOnUnverified: Bool
    private let wage: Money
    private let lines: [LineRule]
    /// Where a base is not the wage that was declared.
    let clamps: [Paper.Part]

    var explanations: [NamedExplanation] {
        lines.map { NamedExplanation($0.definition.name, $0.explained(declaredWage: wage).explanation) }
    }

    /// - Parameter lines: those that are covered; all of the rule's where none are named.
    init(
        wage: Money, lines: Set<InsuranceLine>? = nil, household: HouseholdKind, of employer: Employer,
        in period: Month, headed heading: String = "每月预计缴费（单位：元）", under rules: Rules
    ) throws(PolicyGap) {
        let rule = try rules.contributionRule(in: period, employer: employer, household: household)
        self.wage = wage
        self.lines = rule.lines.filter { lines?.contains($0.definition.line) ?? true }
        var rows: [[String]] = []
        var (unit, person) = (Money.zero, Money.zero)
        var bases: [Money] = []
        var isUnverified = false
        for line in self.lines {
            let amounts = line.amounts(declaredWage: wage)
            rows.append([
                line.definition.name, line.keeper == .own ? "社会保险经办机构" : "医疗保障部门", amounts.base.description,
                amounts.employer.description, amounts.person.description,
            ])
            unit += amounts.employer
            person += amounts.person
            isUnverified = isUnverified || amounts.isUnverified
            if !bases.contains(amounts.base) { bases.append(amounts.base) }
        }
        restsOnUnverified = isUnverified
        self.table = .table(
            heading: heading,
            Paper.Table(
                columns: [
                    Paper.Column("险种", weight: 4), Paper.Column("核定部门", weight: 3),
                    Paper.Column("缴费基数", .trailing, weight: 3), Paper.Column("单位每月", .trailing, weight: 3),
                    Paper.Column("个人每月", .trailing, weight: 3),
                ], rows: rows, total: ["合计", "", "", unit.description, person.description]))
        self.clamps = bases.compactMap { Self.clamp(wage, to: $0, in: period) }
    }

    /// A base that is rounded to a yuan is not told as another one.
    private static func clamp(_ wage: Money, to base: Money, in period: Month) -> Paper.Part? {
        if base - wage >= Money(yuan: 1) {
            return .note("申报工资\(wage)元低于\(period.chinese)的缴费基数下限，按下限\(base)元计算。")
        }
        if wage - base >= Money(yuan: 1) {
            return .note("申报工资\(wage)元高于\(period.chinese)的缴费基数上限，按上限\(base)元计算。")
        }
        return nil
    }
}
