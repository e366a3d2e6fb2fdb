import Basics
import Calculation
import Casework
import Policy
import Records

extension MonthlyPlan {
    /// The rows of a plan, in the order of persons, lines and sequences.
    typealias Rows = (rows: [ContributionRow], people: Int, restsOnUnverified: Bool)

    /// What no plan of the period holds yet: coverage to bill, and billed coverage to take back. Once the month is closed nothing
    /// regular is added to it: what it lacks is a back-payment.
    static func news(
        of employer: Employer, in period: Month, knowing facts: Facts, under rules: Rules
    ) throws(PolicyGap) -> Rows {
        let unbilled = facts[UnbilledCoverage(employer: employer.id, period: period)]
        let ended = facts[RowsOnChangedGrounds(employer: employer.id, period: period)]
        let isClosed = facts[ClosingOfMonth(region: employer.region, period: period)] != nil
        let kind = isClosed ? ContributionRow.Kind.backPayment : .regular
        let billed = try rows(for: unbilled, of: employer, in: period, as: kind, under: rules)
        let corrections = try corrections(of: ended, of: employer, in: period, as: kind, under: rules)
        guard !corrections.isEmpty else { return billed }
        let all = (billed.rows + corrections).sorted {
            ($0.person, $0.line, $0.sequence) < ($1.person, $1.line, $1.sequence)
        }
        return (
            all, Set(all.map(\.person)).count,
            billed.restsOnUnverified || ended.contains(where: \.restsOnUnverified)
        )
    }

    /// Takes back what is no longer covered. Where the person was enrolled again at another wage, the row is taken back and
    /// billed anew; where nothing differs, it stands.
    static func corrections(
        of ended: [RowOnChangedGrounds], of employer: Employer, in period: Month, as kind: ContributionRow.Kind,
        under rules: Rules
    ) throws(PolicyGap) -> [ContributionRow] {
        var corrections: [ContributionRow] = []
        for ended in ended {
            let row = ended.row
            guard let coverage = ended.coverage else {
                corrections.append(row.reversal)
                continue
            }
            let anew = try rows(for: [coverage], of: employer, in: period, as: kind, under: rules).rows
            guard anew.map(Amounts.init) != [Amounts(row)] else { continue }
            corrections += [row.reversal] + anew
        }
        return corrections
    }

    private struct Amounts: Equatable {
        let base, unit, person, account: Money

        init(_ row: ContributionRow) {
            (base, unit, person, account) = (row.base, row.unit, row.personShare, row.account)
        }
    }
}
