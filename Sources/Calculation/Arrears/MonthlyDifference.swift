import Basics
import Policy

/// What the own lines of some months cost, or cost more or less than what was paid: each month by its own rules.
struct MonthlyDifference {
    struct Row {
        let month: Month
        var employer = Money.zero
        var person = Money.zero
        var account = Money.zero
        var byLine: [LineAmount] = []

        var total: Money { employer + person }
    }

    struct LineAmount {
        let line: LineDefinition
        let amount: Money
    }

    private(set) var rows: [Row] = []
    private(set) var steps: [Explanation.Step] = []
    /// The lines that another department keeps.
    private(set) var others: Set<String> = []

    var employer: Money { rows.map(\.employer).total }
    var person: Money { rows.map(\.person).total }
    var account: Money { rows.map(\.account).total }
    var total: Money { employer + person }

    /// What is taken from what, which its steps are named after.
    enum Sense {
        /// What should be paid, less what was.
        case owed
        /// What was paid, less what should have been.
        case refunded

        fileprivate var whole: String { self == .owed ? "" : "已缴" }
        fileprivate var part: String { self == .owed ? "已缴" : "应缴" }
    }

    /// - Parameters:
    ///   - wage: on which the larger sum is paid.
    ///   - less: on which that is paid which is taken off; `nil` if nothing is.
    init(
        _ sense: Sense, _ months: ClosedRange<Month>, category: ContributionCategory, wage: Money, less: Money?,
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
                let title = "\(month.chinese)\(line.definition.shortName)"
                let whole = line.explained(declaredWage: wage)
                steps += whole.explanation.under(title + sense.whole)
                var (employer, person) = (whole.value.employer, whole.value.person)
                var account = whole.value.personalAccount
                if let less {
                    let part = line.explained(declaredWage: less)
                    steps += part.explanation.under(title + sense.part)
                    employer -= part.value.employer
                    person -= part.value.person
                    account -= part.value.personalAccount
                }
                row.employer += employer
                row.person += person
                row.account += account
                row.byLine.append(LineAmount(line: line.definition, amount: employer + person))
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

    /// The late fee on what is owed for a month: on the sum, or line by line where the rules of the time differ by line; none from
    /// those who have no employer, where only employers owe one.
    func lateFee(
        on row: MonthlyDifference.Row, of coverage: CoverageKind, dueOn: Day, paidOn: Day,
        attributes: [Attribute: String]
    ) throws(PolicyGap) -> Explained<Money> {
        let liable = try value(.lateFeeLiable, on: dueOn.adding(days: 1), askedBy: "滞纳金计算")
        if !liable.value.reaches(coverage) {
            let step = Explanation.Step(
                "滞纳金", working: "\(liable.value.chinese)，\(coverage.chinese)不加收", result: Money.zero.description,
                citations: [liable.citation.showing(liable.value.chinese)])
            return Explained(.zero, Explanation([step]))
        }
        do {
            let fee = try lateFee(
                on: row.total, for: row.month, dueOn: dueOn, paidOn: paidOn, attributes: attributes)
            return Explained(fee.value.amount, fee.explanation)
        } catch {
            guard case .noEntry(let name, asked: "") = error.cause,
                self.attributes(of: error.key, called: name, on: dueOn.adding(days: 1)) == [.line]
            else { throw error }
        }
        var (sum, steps) = (Money.zero, [Explanation.Step]())
        for part in row.byLine {
            let fee: Explained<LateFee>
            do throws(PolicyGap) {
                fee = try lateFee(
                    on: part.amount, for: row.month, dueOn: dueOn, paidOn: paidOn,
                    attributes: attributes.merging([.line: part.line.key]) { $1 })
            } catch {
                throw error.naming(part.line.key, part.line.name)
            }
            sum += fee.value.amount
            steps += fee.explanation.under(part.line.shortName)
        }
        return Explained(sum, Explanation(steps))
    }
}
