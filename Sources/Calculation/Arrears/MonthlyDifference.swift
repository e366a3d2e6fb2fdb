import Basics
import Policy

/// What the own lines of some months cost, or cost more or less than what was paid: each month by its own rules.
struct MonthlyDifference {
    struct Row {
        let month: Month
        var employer = Money.zero
        var person = Money.zero
        var account = Money.zero
        /// By the key of the line.
        var byLine: [(line: String, amount: Money)] = []

        var total: Money { employer + person }
    }

    private(set) var rows: [Row] = []
    private(set) var steps: [Explanation.Step] = []
    /// The lines that another department keeps.
    private(set) var others: Set<String> = []

    var employer: Money { rows.map(\.employer).total }
    var person: Money { rows.map(\.person).total }
    var account: Money { rows.map(\.account).total }
    var total: Money { employer + person }

    /// - Parameters:
    ///   - wage: what should be paid on.
    ///   - paidOn: what was paid on; `nil` if nothing was.
    init(
        _ months: ClosedRange<Month>, category: ContributionCategory, wage: Money, paidOn: Money?,
        _ policy: RegionPolicy
    ) throws(PolicyGap) {
        for month in months {
            let rule = try policy.contributionRule(in: month, for: category)
            var row = Row(month: month)
            for line in rule.lines {
                guard line.keeper == .own else {
                    others.insert(line.definition.name)
                    continue
                }
                let right = line.explained(declaredWage: wage)
                steps += right.explanation.under("\(month.chinese)\(line.definition.shortName)")
                var (employer, person) = (right.value.employer, right.value.person)
                var account = right.value.personalAccount
                if let paidOn {
                    let paid = line.explained(declaredWage: paidOn)
                    steps += paid.explanation.under("\(month.chinese)\(line.definition.shortName)已缴")
                    employer -= paid.value.employer
                    person -= paid.value.person
                    account -= paid.value.personalAccount
                }
                row.employer += employer
                row.person += person
                row.account += account
                row.byLine.append((line.definition.key, employer + person))
            }
            if row.byLine.isEmpty { throw policy.nothing(for: category.coverage, in: month, askedBy: "补缴和退费计算") }
            rows.append(row)
        }
    }
}

extension RegionPolicy {
    /// The gap where a region's files tell no line for a kind of coverage.
    func nothing(for coverage: CoverageKind, in month: Month, askedBy purpose: String) -> PolicyGap {
        PolicyGap(
            key: PolicyKey.lines.name, name: "险种", region: region, regionName: name(on: month.firstDay),
            day: month.firstDay, askedBy: purpose, cause: .absent(note: "没有\(coverage.chinese)适用的险种。"))
    }

    /// The late fee on what is owed for a month: on the sum, or line by line where the rules of the time differ by line.
    func lateFee(
        on row: MonthlyDifference.Row, dueOn: Day, paidOn: Day, attributes: [Attribute: String]
    ) throws(PolicyGap) -> Explained<Money> {
        do {
            let fee = try lateFee(
                on: row.total, for: row.month, dueOn: dueOn, paidOn: paidOn, attributes: attributes)
            return Explained(fee.value.amount, fee.explanation)
        } catch {
            guard case .noEntry(let name, asked: "") = error.cause,
                attribute(of: error.key, called: name, on: dueOn.adding(days: 1)) == .line
            else { throw error }
        }
        var (sum, steps) = (Money.zero, [Explanation.Step]())
        for (line, amount) in row.byLine {
            let fee = try lateFee(
                on: amount, for: row.month, dueOn: dueOn, paidOn: paidOn,
                attributes: attributes.merging([.line: line]) { $1 })
            sum += fee.value.amount
            steps += fee.explanation.steps
        }
        return Explained(sum, Explanation(steps))
    }
}
